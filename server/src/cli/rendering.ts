/** The JSON of `meshwright render`, version 1: public API. */

import type { JsonValue } from '../base/json.ts';
import { childPath, itemPath, ROOT_PATH } from '../base/node-path.ts';
import { type Build, builtObjectToJson, leavesOf } from '../kustomize/build.ts';
import type { Origin, Place } from '../kustomize/place.ts';
import type { Unresolved } from '../kustomize/problems.ts';
import type { TreeMap } from '../kustomize/tree.ts';
import { type DiskSource, displayPath } from './disk-source.ts';

export interface RenderedPlace {
  readonly file: string;
  /** Zero-based. */
  readonly line: number;
}

export interface RenderedOrigin extends RenderedPlace {
  readonly derived?: true;
  readonly via?: readonly RenderedPlace[];
}

export interface RenderedResource {
  readonly object: JsonValue;
  /** Of every scalar, by its path. */
  readonly provenance?: Readonly<Record<string, RenderedOrigin>>;
}

export interface RenderedNode extends RenderedPlace {
  /** In its document; list indexes count items as written. */
  readonly path: string;
  readonly state: 'certain' | 'conditional' | 'templated';
  /** Absent for templated nodes. */
  readonly value?: JsonValue;
}

export interface RenderedError extends RenderedPlace {
  readonly class: string;
  readonly message: string;
}

export interface Rendering {
  readonly version: 1;
  readonly world: {
    readonly kind: 'kustomize' | 'helm';
    readonly root: string;
    readonly completeness: 'auto' | 'partial';
  };
  /** Of a kustomization. */
  readonly resources?: readonly RenderedResource[];
  /** Of a chart: the scalars of its templates as reading sees them. */
  readonly nodes?: readonly RenderedNode[];
  readonly unresolved: readonly (RenderedPlace & Pick<Unresolved, 'kind' | 'effect' | 'value'>)[];
  readonly errors: readonly RenderedError[];
}

export function renderedBuild(
  { objects, errors, unresolved }: Build,
  folder: string,
  source: DiskSource,
  workingFolder: string,
  provenance: 'lines' | 'none',
): Rendering {
  const place = ({ file, start }: Place): RenderedPlace => ({
    file: displayPath(file, workingFolder),
    line: source.lineOf(file, start),
  });
  const [first] = errors;
  return {
    version: 1,
    world: {
      kind: 'kustomize',
      root: displayPath(folder, workingFolder),
      completeness: unresolved.length > 0 ? 'partial' : 'auto',
    },
    resources:
      first !== undefined
        ? []
        : objects.map((built) => ({
            object: builtObjectToJson(built),
            ...(provenance === 'none' ? {} : { provenance: provenanceOf(built.root, place) }),
          })),
    unresolved: unresolved.map(({ kind, effect, value, ...at }) => ({ kind, effect, value, ...place(at) })),
    // The tool stops at the first one.
    errors: first === undefined ? [] : [{ class: first.class, message: first.message, ...place(first) }],
  };
}

function provenanceOf(
  root: TreeMap,
  place: (place: Place) => RenderedPlace,
): Readonly<Record<string, RenderedOrigin>> {
  const originOf = ({ isDerived, via, ...at }: Origin): RenderedOrigin => ({
    ...place(at),
    ...(isDerived === true ? { derived: true } : {}),
    ...(via === undefined ? {} : { via: via.map(place) }),
  });
  const origins: [string, RenderedOrigin][] = [];
  for (const { steps, tree } of leavesOf(root)) origins.push([pathOf(steps), originOf(tree.origin)]);
  return Object.fromEntries(origins);
}

function pathOf(steps: readonly (string | number)[]): string {
  return steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? itemPath(path, step) : childPath(path, step)),
    ROOT_PATH,
  );
}
