/** Whether an object is defined once in the files: of several definitions, which one is in force is not known. */
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../check.ts';
import { definitions } from '../tables/definitions.ts';

export function isDefinedOnce(world: WorldReader, { key }: Pick<ResourceRef, 'key'>): boolean {
  return world.read(definitions, key).length < 2;
}
