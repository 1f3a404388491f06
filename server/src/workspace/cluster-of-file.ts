/** Which cluster of the mesh a file belongs to. */
import { groupName, type KindId } from '../base/kind-id.ts';
import { OWN_GROUPS } from '../model/known-kinds.ts';
import type { WorldConfig } from './world-config.ts';

/** The innermost folder decides; empty where clusters are not told apart. */
export function clusterOfFile(clusters: WorldConfig['clusters'], uri: string): string {
  let owner = '';
  let length = -1;
  for (const [path, name] of Object.entries(clusters)) {
    const isOwner = path === '.' || uri === path || uri.startsWith(`${path}/`);
    if (isOwner && path.length > length) [owner, length] = [name, path === '.' ? 0 : path.length];
  }
  return owner;
}

/**
 * What runs in several clusters is there once in each, and the mesh knows all: a Service of one name is one host with
 * the ports and pods of each. Configuration is meant to be the same everywhere: it counts once.
 */
export function applierOf(
  clusters: WorldConfig['clusters'],
  { kindId, uri }: { readonly kindId: KindId; readonly uri: string },
): string {
  return OWN_GROUPS.includes(groupName(kindId)) ? '' : clusterOfFile(clusters, uri);
}
