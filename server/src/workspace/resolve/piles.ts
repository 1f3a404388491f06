/** Folders whose files are alternatives: so many objects are defined in several of them that nobody applies them all. */
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { meshDefinitions } from '../tables/mesh-definitions.ts';
import { folderOf } from './beside.ts';

/** One definition too many is a slip of the pen, so many are the way in which a folder is kept. */
const MANY = 3;

/** Whether two objects stand in different files of one such folder. */
export function arePiled(world: WorldReader, self: ResourceRef, other: ResourceRef): boolean {
  const [own, its] = [world.fileOf(self), world.fileOf(other)];
  if (own === its || folderOf(own) !== folderOf(its)) return false;
  return (world.repository() ?? world).derive(piles, '').includes(folderOf(own));
}

const piles = defineDerived<readonly string[]>({
  name: 'piles',
  derive(_key, files) {
    const known = new Map<string, string>();
    const counts = new Map<string, number>();
    for (const { resource, row } of files.read(meshDefinitions, '')) {
      const uri = files.fileOf(resource);
      const folder = folderOf(uri);
      const place = `${folder} ${row.key}`;
      const first = known.get(place);
      known.set(place, uri);
      if (first !== undefined && first !== uri) counts.set(folder, (counts.get(folder) ?? 0) + 1);
    }
    return [...counts].flatMap(([folder, count]) => (count >= MANY ? [folder] : []));
  },
});
