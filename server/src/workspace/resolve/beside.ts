/** Which things stand near the object that asks for them. */
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../check.ts';
import type { Asker } from './questions.ts';

/** In one file, or in one folder. */
export function isBeside(world: WorldReader, resource: ResourceRef, { self }: Pick<Asker, 'self'>): boolean {
  return folderOf(world.fileOf(resource)) === folderOf(world.fileOf(self));
}

/** In one folder, or in folders of which one holds the other. */
export function isAboveOrBelow(
  world: WorldReader,
  resource: ResourceRef,
  { self }: Pick<Asker, 'self'>,
): boolean {
  const [a, b] = [folderOf(world.fileOf(resource)), folderOf(world.fileOf(self))];
  return a.startsWith(b) || b.startsWith(a);
}

/** Empty for what is in no file. */
export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/') + 1);
}
