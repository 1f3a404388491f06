/** What the file's world is written for. */
import type { SchemaTarget } from '../schema/schema-problem.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import { DEFAULT_WORLD_CONFIG } from '../workspace/world-config.ts';

export function schemaTarget(snapshot: Snapshot, uri: string): SchemaTarget {
  const config = snapshot.world(uri)?.config ?? DEFAULT_WORLD_CONFIG;
  return {
    istio: config.istioVersion,
    gatewayApi: config.gatewayApiVersion,
    channel: config.gatewayApiChannel,
  };
}
