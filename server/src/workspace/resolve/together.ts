/** Whether two objects are certain to be in force side by side: of those that may never meet, nothing is in conflict. */
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../check.ts';
import { definitions } from '../tables/definitions.ts';
import { isAboveOrBelow } from './beside.ts';
import { objectsIn } from './owned-places.ts';
import { arePiled } from './piles.ts';

/**
 * In trees that nothing but folders divides, parts of different folders may never be applied together, unless they are
 * written for one namespace that is theirs alone; files of a folder that defines many objects several times are not, either.
 */
export function areTogether(world: WorldReader, self: ResourceRef, other: ResourceRef): boolean {
  if (other.key === self.key || world.config('completeness') === 'complete') return true;
  const isWritten = !isOpen(world, self) && !isOpen(world, other);
  // Applied to the namespace of the other one, it is another version of that one.
  if (!isWritten && other.kindId === self.kindId && other.name === self.name) return false;
  if (world.config('isLoose') && arePiled(world, self, other)) return false;
  if (!world.config('isLoose') || isAboveOrBelow(world, other, { self })) return true;
  return isWritten && other.namespace === self.namespace && isOwnNamespace(world, self.namespace);
}

function isOpen(world: WorldReader, ref: ResourceRef): boolean {
  return world
    .read(definitions, ref.key)
    .some(({ resource, row }) => resource === ref && row.isOpen === true);
}

function isOwnNamespace(world: WorldReader, namespace: string): boolean {
  const files = world.repository();
  return files === undefined || objectsIn(files, namespace) <= objectsIn(world, namespace);
}
