/** `exportTo`: who sees what (semantics specification §1.3). */

import type { WorldReader } from '../check.ts';
import { meshConfigField } from '../world-configuration.ts';

export interface Exported {
  readonly namespace: string;
  /** `.` resolved to a name; empty means the mesh default. */
  readonly exportTo: readonly string[];
}

/** Fields of the mesh configuration that hold the default of each sort. */
type DefaultField = 'defaultServiceExportTo' | 'defaultVirtualServiceExportTo';

/** Whether a service is visible from a namespace; `*` as the viewpoint asks for visibility from everywhere. */
export function isExportedTo(world: WorldReader, service: Exported, viewpoint: string): boolean {
  const list = effective(world, service, 'defaultServiceExportTo');
  return list.includes('*') || (viewpoint !== '*' && list.includes(viewpoint));
}

/** Namespaces that a VirtualService is exported to; `*` when it is for all. */
export function virtualServiceAudience(world: WorldReader, virtualService: Exported): readonly string[] {
  return effective(world, virtualService, 'defaultVirtualServiceExportTo');
}

/** How a VirtualService reaches a namespace; its own namespace must be listed like any other. */
export type VirtualServiceReach = 'private' | 'named' | 'public';

/**
 * Undefined when the namespace does not see it. `private`: of the namespace itself and not for everybody; `named`:
 * exported to it by name; `public`: for everybody. Proxies look at them in this order.
 */
export function virtualServiceReach(
  world: WorldReader,
  virtualService: Exported,
  viewpoint: string,
): VirtualServiceReach | undefined {
  const list = virtualServiceAudience(world, virtualService);
  if (list.includes('*')) return 'public';
  if (list.includes('~') || !list.includes(viewpoint)) return undefined;
  return viewpoint === virtualService.namespace ? 'private' : 'named';
}

/** Whether DestinationRules that do not say otherwise stay in their namespace; other defaults are not honoured. */
export function areDestinationRulesPrivate(world: WorldReader): boolean {
  const configured = meshConfigField(world, 'defaultDestinationRuleExportTo');
  return Array.isArray(configured) && configured.includes('.');
}

function effective(
  world: WorldReader,
  { exportTo, namespace }: Exported,
  field: DefaultField,
): readonly string[] {
  if (exportTo.length > 0) return exportTo;
  const configured = meshConfigField(world, field);
  if (!Array.isArray(configured) || configured.length === 0) return ['*'];
  return configured.flatMap((entry) =>
    typeof entry === 'string' ? [entry === '.' ? namespace : entry] : [],
  );
}
