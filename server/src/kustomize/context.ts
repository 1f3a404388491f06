/** What the parts of one build share. */
import type { Loader } from './loader.ts';
import type { MergeSchemas } from './merge-keys.ts';
import type { Problems } from './problems.ts';
import type { Kustomization } from './read-kustomization.ts';
import type { BuildResource } from './resource.ts';
import type { ResourceSet } from './resource-set.ts';
import type { TransformerConfig } from './transformer-config.ts';
import type { TreeScalar } from './tree.ts';
import type { BuildVariable } from './vars.ts';

export interface BuildContext {
  readonly loader: Loader;
  readonly problems: Problems;
  /** Of the outermost kustomization that has an `openapi` field. */
  schemas: MergeSchemas | undefined;
  folders: number;
  /** The objects behind an entry that names a file or a folder; `stack`: the folders being worked on. */
  gather(entry: TreeScalar, kustomization: Kustomization, stack: readonly string[]): readonly BuildResource[];
}

/** What a kustomization has gathered so far. */
export interface Accumulation {
  readonly set: ResourceSet;
  config: TransformerConfig;
  readonly variables: BuildVariable[];
}

/** Reads its settings when it is made, works when it is called. */
export type Step = () => void;
