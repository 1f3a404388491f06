/** Whether an object is defined once in the files: of several definitions, which one is in force is not known. */

import { lookUp } from '../../base/look-up.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { definitions } from '../tables/definitions.ts';
import { folderOf } from './beside.ts';

export function isDefinedOnce(world: WorldReader, { key }: Pick<ResourceRef, 'key'>): boolean {
  return world.read(definitions, key).length < 2;
}

/** How often an object is defined in its folder, in whichever unit: steps of a tutorial are applied one at a time. */
export function definitionsBeside(world: WorldReader, resource: ResourceRef): number {
  const files = world.repository() ?? world;
  const counts = files.derive(filesByFolder, resource.key);
  return lookUp(counts, folderOf(world.fileOf(resource))) ?? 0;
}

/** Files with an object, by folder. Key: that of the object. */
const filesByFolder = defineDerived<Readonly<Record<string, number>>>({
  name: 'filesByFolder',
  derive(key, world) {
    const files = new Set(world.read(definitions, key).map(({ resource }) => world.fileOf(resource)));
    const counts = new Map<string, number>();
    for (const uri of files) counts.set(folderOf(uri), (counts.get(folderOf(uri)) ?? 0) + 1);
    return Object.fromEntries(counts);
  },
});
