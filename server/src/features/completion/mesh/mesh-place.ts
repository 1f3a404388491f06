/** A place whose value is a name of the mesh: the half-typed object around it, and the world it is looked up in. */
import { type KindId, kindName } from '../../../base/kind-id.ts';
import { childPath, itemPath, ROOT_PATH, withoutIndexes } from '../../../base/node-path.ts';
import { isClusterScoped } from '../../../model/known-kinds.ts';
import type { WorldReader } from '../../../workspace/check.ts';
import type { PublishedFinding } from '../../../workspace/finding.ts';
import type { WorldView } from '../../../workspace/world-view.ts';
import type { FrameStep, OutlineNode } from '../../text-outline/outline.ts';
import type { CompletionContext } from '../context.ts';
import { entryUnder, scalarUnder } from '../cursor-place.ts';
import type { ServiceCandidate } from './service-candidates.ts';

export interface MeshPlace {
  readonly world: WorldView;
  readonly reader: WorldReader;
  readonly kindId: KindId;
  /** Of the object, as far as they are written; empty for cluster-scoped objects. */
  readonly namespace: string;
  readonly name: string;
  readonly resource: OutlineNode | undefined;
  /** URI of the file. */
  readonly uri: string;
  /** Services that files define. */
  readonly services: () => readonly ServiceCandidate[];
  /** Keys and indexes from the root of the object. */
  readonly steps: readonly FrameStep[];
  /** `spec.http[2].route[0].destination.host` */
  readonly path: string;
  /** `spec.http[].route[].destination.host` */
  readonly pattern: string;
  /** Findings of the file. */
  readonly reported: () => readonly PublishedFinding[];
  /** What is typed, without quotes. */
  readonly word: string;
}

/** Undefined where the file belongs to no world or the object's kind is not known yet. */
export function meshPlace(ctx: CompletionContext, steps: readonly FrameStep[]): MeshPlace | undefined {
  const { world, kindId, resource, place, reported, uri, services } = ctx;
  if (world === undefined || kindId === undefined || steps.length === 0) return undefined;
  const metadata = entryUnder(resource, 'metadata')?.value;
  const written = scalarUnder(metadata, 'namespace')?.text ?? '';
  const path = pathOf(steps);
  return {
    world,
    reader: world.reader(),
    kindId,
    namespace: isClusterScoped(kindId) ? '' : written === '' ? world.config.defaultNamespace : written,
    name: scalarUnder(metadata, 'name')?.text ?? '',
    resource,
    uri,
    services,
    reported,
    steps,
    path,
    pattern: withoutIndexes(path),
    word: place.word.replace(/^["']|["']$/g, ''),
  };
}

/** The node at a place of the object. */
export function nodeAt(place: MeshPlace, steps: readonly FrameStep[]): OutlineNode | undefined {
  let node = place.resource;
  for (const step of steps) {
    if (typeof step === 'string') node = entryUnder(node, step)?.value;
    else node = node?.kind === 'seq' ? node.items[step]?.value : undefined;
  }
  return node;
}

/** The scalar under a key of the map `levels` above the place: 1 is the one that holds it. */
export function beside(place: MeshPlace, key: string, levels = 1): string | undefined {
  const text = scalarUnder(nodeAt(place, place.steps.slice(0, -levels)), key)?.text;
  return text === '' ? undefined : text;
}

/** Scalars of a map by key. */
export function stringsOf(node: OutlineNode | undefined): Readonly<Record<string, string>> {
  const entries = node?.kind === 'map' ? node.entries : [];
  return Object.fromEntries(
    entries.flatMap(({ key, value }) => (value?.kind === 'scalar' ? [[key.text, value.text]] : [])),
  );
}

/** Scalars of a list, but for the one at the place. */
export function siblingItems(place: MeshPlace): ReadonlySet<string> {
  const list = nodeAt(place, place.steps.slice(0, -1));
  const items = list?.kind === 'seq' ? list.items : [];
  return new Set(
    items.flatMap(({ value }, index) =>
      value?.kind === 'scalar' && index !== place.steps.at(-1) ? [value.text] : [],
    ),
  );
}

export function isKind(place: MeshPlace, name: string): boolean {
  return kindName(place.kindId) === name;
}

/** Keys and indexes as a path. */
export function pathOf(steps: readonly FrameStep[]): string {
  return steps.reduce<string>(
    (path, step) => (typeof step === 'string' ? childPath(path, step) : itemPath(path, step)),
    ROOT_PATH,
  );
}
