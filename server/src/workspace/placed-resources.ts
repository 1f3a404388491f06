/** The objects of a file, each with its place in it, and what an edit leaves of them as it was. */
import { type ExtractionOptions, extractResources } from '../model/extract-resources.ts';
import type { Resource } from '../model/resource.ts';
import { sameContent } from '../yaml/navigate.ts';
import type { YamlFile } from '../yaml/node.ts';
import type { Slot } from './slot.ts';

export interface PlacedResource {
  readonly resource: Resource;
  readonly documentStart: number;
}

/** Objects of a document, kept with it: an unchanged document is the same object in the next parse. */
const extracted = new WeakMap<object, Map<string, readonly Resource[]>>();

export function placedResources(yaml: YamlFile, options: ExtractionOptions): readonly PlacedResource[] {
  const variant = [options.isMeshNetworks, options.defaultNamespace, ...options.workloadKinds].join(' ');
  return yaml.documents.flatMap(({ start, document }) => {
    let byVariant = extracted.get(document);
    if (byVariant === undefined) {
      byVariant = new Map();
      extracted.set(document, byVariant);
    }
    let resources = byVariant.get(variant);
    if (resources === undefined) {
      resources = extractResources(document, options);
      byVariant.set(variant, resources);
    }
    return resources.map((resource) => ({ resource, documentStart: start }));
  });
}

export function isSame(slot: Slot | undefined, placed: PlacedResource | undefined): boolean {
  if (slot === undefined || placed === undefined || slot.key !== placed.resource.key) return false;
  return slot.resource === placed.resource || sameContent(slot.resource.root, placed.resource.root);
}

/** True when objects that stay in the file stand in another order than before. */
export function changesOrder(
  changed: readonly Slot[],
  next: readonly PlacedResource[],
  result: readonly (Slot | undefined)[],
): boolean {
  const after = next.filter((_, index) => result[index] === undefined).map((placed) => placed.resource.key);
  const kept = new Set(after);
  const before = changed.map((slot) => slot.key).filter((key) => kept.has(key));
  const old = new Set(before);
  const stillThere = after.filter((key) => old.has(key));
  return before.length !== stillThere.length || before.some((key, at) => key !== stillThere[at]);
}
