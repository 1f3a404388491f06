/** One part of the graph for each object; objects of one name, in two files, are one part. */
import { groupBy } from '../base/group-by.ts';
import type { Mesh } from '../semantics/mesh.ts';

/**
 * @param key names the parts among all that is kept about such an object
 * @param make of objects of one name, in order; made anew when what it asks of the mesh is another
 */
export function keptParts<Item extends object, Part extends object>(
  mesh: Mesh,
  items: readonly Item[],
  {
    key,
    idOf,
    make,
  }: {
    readonly key: string;
    readonly idOf: (item: Item) => string;
    readonly make: (mesh: Mesh, group: readonly Item[]) => Part;
  },
): readonly Part[] {
  const ids = new Set<string>();
  for (const item of items) ids.add(idOf(item));
  const groups = ids.size === items.length ? items.map((item) => [item]) : groupBy(items, idOf).values();
  return Array.from(groups, (group) => {
    const [first] = group;
    return first === undefined || group.length > 1
      ? make(mesh, group)
      : mesh.keptOf(first, key, (each) => make(each, group));
  });
}
