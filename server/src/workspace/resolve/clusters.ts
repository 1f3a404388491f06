/** Clusters of a mesh that spans several, and whose objects may bear the same names. */
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../check.ts';

/** Name of the cluster whose files hold an object; empty where clusters are not told apart. */
export function clusterOf(world: WorldReader, resource: ResourceRef): string {
  const file = world.fileOf(resource);
  const owner = Object.entries(world.config('clusters')).find(
    ([path]) => path === '.' || file === path || file.startsWith(`${path}/`),
  );
  return owner?.[1] ?? '';
}
