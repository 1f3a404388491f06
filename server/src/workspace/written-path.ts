/** From a path of a rendered object to one of the document in which that part of it is written. */
import { childPath, itemPath, pathSteps, ROOT_PATH } from '../base/node-path.ts';
import type { WrittenResource } from '../model/resource.ts';
import { locatePath } from '../yaml/navigate.ts';
import type { PlacedDocument, YamlNode } from '../yaml/node.ts';
import { nodeAtOffset } from '../yaml/position.ts';
import type { FileRange, WrittenPath } from './origin.ts';

export interface RenderedParts {
  readonly resource: WrittenResource;
  /** Of values; `source`: it stands there as it is. */
  readonly places: ReadonlyMap<string, FileRange & { readonly source?: unknown }>;
  readonly keys: ReadonlyMap<string, FileRange>;
  documentAt(uri: string, offset: number): PlacedDocument | undefined;
}

type Steps = readonly (string | number)[];

/**
 * What does not exist is where the nearest map or list around it is written. `whole`: every value below the path stands
 * in that document as it is; else only the key, or the map or list itself, has to.
 */
export function writtenPath(path: string, whole: boolean, parts: RenderedParts): WrittenPath | undefined {
  const steps = pathSteps(path);
  for (let length = steps.length; length >= 0; length--) {
    const at = pathOf(steps.slice(0, length));
    const found = locatePath(parts.resource.root, at);
    if (found?.complete !== true) continue;
    const isMissing = length < steps.length;
    if (isMissing && found.node.kind === 'scalar') return undefined;
    // An action of a template prints all of it.
    if (found.node.kind !== 'scalar' && parts.places.has(at)) return undefined;
    const written = pathInSource(at, found.node, parts);
    if (written === undefined) return undefined;
    if (whole && !isMissing && !isWhole(at, found.node, written.uri, parts)) return undefined;
    if (!isMissing && isReplaced(at, written, parts)) return undefined;
    return { ...written, path: pathOf([...pathSteps(written.path), ...steps.slice(length)]) };
  }
  return undefined;
}

function pathInSource(path: string, node: YamlNode, parts: RenderedParts): WrittenPath | undefined {
  const own = parts.keys.get(path) ?? parts.places.get(path);
  if (own !== undefined) return sourcePath(own, pathSteps(path).at(-1), parts);
  // Nothing says where a whole object or an item of a list begins: that of the first thing in it, shortened.
  const inner = firstKnown(path, node, parts);
  if (inner === undefined) return undefined;
  const written = sourcePath(inner.place, inner.steps.at(-1), parts);
  const steps = written && pathSteps(written.path);
  if (written === undefined || steps === undefined) return undefined;
  const cut = steps.length - inner.steps.length;
  const isAlike = cut >= 0 && inner.steps.every((step, at) => step === steps[cut + at]);
  return isAlike ? { ...written, path: pathOf(steps.slice(0, cut)) } : undefined;
}

/** `last`: the step that the path has to end with, so that a place that stands for something else is not taken for it. */
function sourcePath(
  { uri, range }: FileRange,
  last: string | number | undefined,
  { documentAt }: RenderedParts,
): WrittenPath | undefined {
  const placed = documentAt(uri, range.start);
  const at = placed && nodeAtOffset(placed.document, range.start - placed.start);
  if (placed === undefined || at === undefined || at.path === ROOT_PATH) return undefined;
  const end = pathSteps(at.path).at(-1);
  const isSame = typeof last === 'number' ? typeof end === 'number' : last === end;
  return isSame ? { uri, placed, path: at.path } : undefined;
}

interface Known {
  readonly place: FileRange;
  /** From the path that was asked for. */
  readonly steps: Steps;
}

/** The object itself is known by its name, whatever a patch has put in front of it. */
function firstKnown(path: string, node: YamlNode, parts: RenderedParts): Known | undefined {
  if (path === ROOT_PATH) {
    const place = parts.places.get('metadata.name');
    return place && { place, steps: ['metadata', 'name'] };
  }
  for (const [step, inner, value] of childrenOf(path, node)) {
    const place = parts.keys.get(inner) ?? parts.places.get(inner);
    if (place !== undefined) return { place, steps: [step] };
    const below = firstKnown(inner, value, parts);
    if (below !== undefined) return { place: below.place, steps: [step, ...below.steps] };
  }
  return undefined;
}

function isWhole(path: string, node: YamlNode, uri: string, parts: RenderedParts): boolean {
  if (node.kind !== 'scalar') {
    return childrenOf(path, node).every(([, inner, value]) => isWhole(inner, value, uri, parts));
  }
  const place = parts.places.get(path);
  return place?.source !== undefined && place.uri === uri;
}

/** The key stands in one place, and what its value says in another. */
function isReplaced(path: string, { placed, path: written }: WrittenPath, parts: RenderedParts): boolean {
  const place = parts.places.get(path);
  if (place === undefined) return false;
  return nodeAtOffset(placed.document, place.range.start - placed.start)?.path !== written;
}

function childrenOf(path: string, node: YamlNode): readonly (readonly [string | number, string, YamlNode])[] {
  if (node.kind === 'map') {
    return node.entries.map(({ key, value }) => [key.text, childPath(path, key.text), value]);
  }
  if (node.kind === 'seq') return node.items.map(({ value }, at) => [at, itemPath(path, at), value]);
  return [];
}

export function pathOf(steps: Steps): string {
  return steps.reduce<string>(
    (path, step) => (typeof step === 'number' ? itemPath(path, step) : childPath(path, step)),
    ROOT_PATH,
  );
}
