/** `labels`, `commonLabels` and `commonAnnotations`: pairs that are written into maps of every object. */
import { type FieldSpec, walkFields } from '../field-spec.ts';
import type { Origin } from '../place.ts';
import type { ResourceSet } from '../resource-set.ts';
import { emptyMap, entriesOf, isNull, setEntry, stringTree, type Tree, textOf } from '../tree.ts';

/** Every value is where its pair stands; the maps that hold it are made when the spec says so. */
export function addPairs(set: ResourceSet, pairs: Tree | undefined, specs: readonly FieldSpec[]): void {
  const entries = [...entriesOf(pairs)];
  if (pairs === undefined || entries.length === 0) return;
  const origin: Origin = pairs.origin;
  for (const resource of set.all) {
    walkFields(resource.root, resource.gvk, specs, {
      made: { origin, leaf: 'map' },
      visit({ value: found, replace }) {
        const map = isNull(found) ? emptyMap(origin) : found;
        if (map.kind !== 'map') return;
        if (map !== found) replace(map);
        for (const [name, { key, value }] of entries)
          setEntry(map, name, stringTree(textOf(value) ?? '', value.origin), key);
      },
    });
  }
}
