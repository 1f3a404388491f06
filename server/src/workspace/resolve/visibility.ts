/** `exportTo`: who sees what. */
import type { WorldReader } from '../check.ts';

export interface Exported {
  readonly namespace: string;
  /** `.` resolved to a name; empty means the mesh default. */
  readonly exportTo: readonly string[];
}

/** Whether a service is visible from a namespace; `*` as the viewpoint asks for visibility from everywhere. */
export function isExportedTo(world: WorldReader, service: Exported, viewpoint: string): boolean {
  const list = service.exportTo.length > 0 ? service.exportTo : defaultExportTo(world, service.namespace);
  return list.includes('*') || (viewpoint !== '*' && list.includes(viewpoint));
}

/** `defaultServiceExportTo` of the mesh configuration. */
function defaultExportTo(world: WorldReader, namespace: string): readonly string[] {
  const configured = world.config('meshConfig')['defaultServiceExportTo'];
  if (!Array.isArray(configured) || configured.length === 0) return ['*'];
  return configured.flatMap((entry) =>
    typeof entry === 'string' ? [entry === '.' ? namespace : entry] : [],
  );
}
