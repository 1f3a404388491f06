/** Everything that configures a world. Each key is read, recorded and compared on its own. */
import type { JsonValue } from '../base/json.ts';

export type Completeness = 'complete' | 'partial' | 'auto';

/** Immutable; values are compared as JSON. */
export interface WorldConfig {
  /** Target release, `1.31`. */
  readonly istioVersion: string;
  /** Gateway API bundle, `v1.6.1`, and channel. */
  readonly gatewayApiVersion: string;
  readonly gatewayApiChannel: 'standard' | 'experimental';
  readonly completeness: Completeness;
  readonly clusterDomain: string;
  readonly defaultNamespace: string;
  readonly rootNamespace: string;
  readonly trustDomain: string;
  /** Effective MeshConfig as plain JSON, defaults not filled in (see `model/mesh-config.ts` for those). */
  readonly meshConfig: Readonly<Record<string, JsonValue>>;
  readonly meshNetworks: Readonly<Record<string, JsonValue>>;
  /** Names of clusters by the URI of a folder or file of theirs. Empty: everything runs in one. */
  readonly clusters: Readonly<Record<string, string>>;
  /** Names declared in `meshwright.json` to exist outside the files; `*` globs allowed. */
  readonly externalHosts: readonly string[];
  readonly externalNamespaces: readonly string[];
  readonly externalGateways: readonly string[];
  readonly externalSecrets: readonly string[];
}

export const DEFAULT_WORLD_CONFIG: WorldConfig = {
  istioVersion: '1.31',
  gatewayApiVersion: 'v1.6.1',
  gatewayApiChannel: 'experimental',
  completeness: 'auto',
  clusterDomain: 'cluster.local',
  defaultNamespace: 'default',
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
  meshConfig: {},
  meshNetworks: {},
  clusters: {},
  externalHosts: [],
  externalNamespaces: [],
  externalGateways: [],
  externalSecrets: [],
};
