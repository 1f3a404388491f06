/** Resolves a kustomization folder as `kustomize build` does, without programs and without the network. */
import type { JsonValue } from '../base/json.ts';
import { accumulate, emptyAccumulation, newContext } from './accumulate.ts';
import { describeBuild, readBuildMetadata } from './build-metadata.ts';
import { annotate, type DeliveryObject, readDeliverySettings } from './delivery-settings.ts';
import type { FileSource, SourceFile } from './file-source.ts';
import { fillIn } from './fill-in.ts';
import { contentHash } from './hash.ts';
import { Loader } from './loader.ts';
import { followReferences } from './name-references.ts';
import { inOutputOrder } from './output-order.ts';
import { normalPath } from './paths.ts';
import type { Origin } from './place.ts';
import { type BuildError, Problems, type Unresolved } from './problems.ts';
import { readKustomization } from './read-kustomization.ts';
import type { BuildResource, NameRecord } from './resource.ts';
import type { ResourceSet } from './resource-set.ts';
import { child, descendant, entriesOf, type Tree, type TreeMap, treeToJson } from './tree.ts';
import { resolveVariables } from './vars.ts';

export interface BuiltObject {
  /** Every part knows where it was written. */
  readonly root: TreeMap;
  /** Where the object as a whole was written. */
  readonly origin: Origin;
  /** Names that it had before the build changed them, the first one first. */
  readonly previous: readonly NameRecord[];
}

export interface Build {
  /** In the order in which the tool prints them. */
  readonly objects: readonly BuiltObject[];
  /** The tool stops at the first; here the failing step is left out. */
  readonly errors: readonly BuildError[];
  readonly unresolved: readonly Unresolved[];
  /** Paths of all files that were read. */
  readonly files: readonly string[];
  /** A file that was read. */
  fileAt(path: string): SourceFile | undefined;
}

/** @param delivery object that points to the folder: what it says is applied on top */
export function buildKustomization(folder: string, source: FileSource, delivery?: DeliveryObject): Build {
  const problems = new Problems();
  const loader = new Loader(source, problems);
  const root = loader.realPath(normalPath(folder));
  const kustomization = readKustomization(loader, problems, root, undefined);
  const gathered = emptyAccumulation();
  let objects: readonly BuiltObject[] = [];
  if (kustomization !== undefined) {
    const context = newContext(loader, problems);
    accumulate(kustomization, gathered, context, []);
    const settings = delivery && readDeliverySettings(delivery, root, context);
    if (settings !== undefined) accumulate(settings.around, gathered, context, []);
    const { set, config, variables } = gathered;
    addHashes(set);
    followReferences(set, config.nameReference);
    resolveVariables(set, variables, config.varReference, problems);
    if (settings?.variables !== undefined) {
      for (const resource of set.all) fillIn(resource.root, settings.variables);
      set.changed();
    }
    if (settings?.annotations !== undefined)
      for (const resource of set.all) annotate(resource, settings.annotations);
    set.keep((resource) => !isLocal(resource));
    const metadata = readBuildMetadata(child(kustomization.fields, 'buildMetadata'), root);
    for (const resource of set.all) {
      tidy(resource);
      if (metadata !== undefined) describeBuild(resource, metadata);
    }
    objects = inOutputOrder(set.all, child(kustomization.fields, 'sortOptions'));
  }
  return {
    objects,
    errors: problems.errors,
    unresolved: problems.unresolved,
    files: loader.paths,
    fileAt: (path) => loader.known(path),
  };
}

function addHashes(set: ResourceSet): void {
  for (const resource of set.all) {
    if (!resource.needsHash) continue;
    resource.rememberName();
    resource.deriveName(`${resource.name}-${contentHash(resource)}`, undefined);
  }
  set.changed();
}

function isLocal(resource: BuildResource): boolean {
  const mark = resource.strings('annotations').get('config.kubernetes.io/local-config');
  return mark !== undefined && mark !== 'false';
}

/** The tool keeps its notes in the annotations; what is left empty goes with them. */
function tidy(resource: BuildResource): void {
  const annotations = descendant(resource.root, 'metadata', 'annotations');
  const isEmpty = annotations !== undefined && entriesOf(annotations).size === 0;
  if (isEmpty && resource.previous.length > 0) resource.metadata.entries.delete('annotations');
}

export function builtObjectToJson({ root }: Pick<BuiltObject, 'root'>): JsonValue {
  return treeToJson(root);
}

/** Every scalar, and every map or list without content, with its path steps. */
export function* leavesOf(
  tree: Tree,
  steps: readonly (string | number)[] = [],
): Generator<{ readonly steps: readonly (string | number)[]; readonly tree: Tree }> {
  if (tree.kind === 'scalar') yield { steps, tree };
  else if (tree.kind === 'list') {
    for (const [at, item] of tree.items.entries()) yield* leavesOf(item, [...steps, at]);
  } else {
    for (const [name, { value }] of tree.entries) yield* leavesOf(value, [...steps, name]);
  }
}
