/** Clusters of a mesh that spans several, and whose objects may bear the same names. */
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../check.ts';
import { clusterOfFile } from '../cluster-of-file.ts';

/** Name of the cluster whose files hold an object; empty where clusters are not told apart. */
export function clusterOf(world: WorldReader, resource: ResourceRef): string {
  return clusterOfFile(world.config('clusters'), world.fileOf(resource));
}

/** Whether two objects are applied to one cluster; those that stand in no file run in each. */
export function isInSameCluster(world: WorldReader, a: ResourceRef, b: ResourceRef): boolean {
  const cluster = clusterOf(world, a);
  const other = clusterOf(world, b);
  return cluster === other || cluster === '' || other === '';
}
