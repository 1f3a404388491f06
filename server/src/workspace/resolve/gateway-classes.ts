/** Which controller runs a Gateway API Gateway: what a GatewayClass of the files says, else what Istio brings. */
import type { RunBy } from '../../model/gateway-api-gateway.ts';
import { installedController } from '../../model/gateway-class.ts';
import type { WorldReader } from '../check.ts';
import { gatewayClasses } from '../tables/gateway-classes.ts';

/** Whether a thing exists that a controller makes for a Gateway; true for everything else. */
export function isMade(world: WorldReader, { runBy }: { readonly runBy?: RunBy | undefined }): boolean {
  return runBy === undefined || controllerOf(world, runBy.className) === runBy.controller;
}

/** Undefined for a class that neither the files nor Istio bring. */
export function controllerOf(world: WorldReader, className: string): string | undefined {
  return world.read(gatewayClasses, className).at(-1)?.row.controller ?? installedController(className);
}
