/** Which cluster of the mesh a file belongs to. */
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
