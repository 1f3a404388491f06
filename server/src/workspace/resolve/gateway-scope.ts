/** Where a Gateway finds its workloads. */
import type { WorldReader } from '../check.ts';

/** The namespace in which the selector of a Gateway looks for pods; `*`: everywhere. */
export function gatewayScope(world: WorldReader, namespace: string): string {
  return world.config('scopesGatewayToNamespace') ? namespace : '*';
}
