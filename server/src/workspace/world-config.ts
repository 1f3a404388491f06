/** Everything that configures a world. Each key is read, recorded and compared on its own. */
import type { JsonValue } from '../base/json.ts';
import type { CommandedThing } from './commanded-things.ts';
import type { Preset } from './rule-sets.ts';

export type Completeness = 'complete' | 'partial' | 'auto';

/** Immutable; values are compared as JSON. */
export interface WorldConfig {
  /** Target release, `1.31`. */
  readonly istioVersion: string;
  /** Nobody chose the release: what the files say of the control plane decides, else `istioVersion`. */
  readonly detectsIstioVersion: boolean;
  /** Gateway API bundle, `v1.6.1`, and channel. */
  readonly gatewayApiVersion: string;
  readonly gatewayApiChannel: 'standard' | 'experimental';
  readonly completeness: Completeness;
  /** Something that belongs to the world is in none of the files: a remote base, a chart. */
  readonly isOpen: boolean;
  /** One of several examples: their files show a part of what they need. */
  readonly isExample: boolean;
  /** Nothing but folders says what is applied together. */
  readonly isLoose: boolean;
  /** One of several clusters: Services of one name in the others may have pods of theirs. */
  readonly isCluster: boolean;
  readonly clusterDomain: string;
  readonly defaultNamespace: string;
  readonly rootNamespace: string;
  readonly trustDomain: string;
  /** Effective MeshConfig as plain JSON, defaults not filled in (see `model/mesh-config.ts` for those). */
  readonly meshConfig: Readonly<Record<string, JsonValue>>;
  readonly meshNetworks: Readonly<Record<string, JsonValue>>;
  /** URI of a file whose document is the MeshNetworks, without apiVersion and kind; empty for none. */
  readonly meshNetworksFile: string;
  /** The control plane runs with `PILOT_SCOPE_GATEWAY_TO_NAMESPACE`: Gateways select pods of their namespace only. */
  readonly scopesGatewayToNamespace: boolean;
  /** Kiali's switch: the host `*` of a Gateway conflicts with no other host. */
  readonly skipsWildcardGatewayHosts: boolean;
  /** Milliseconds since 1970 when the host began; 0 where nobody said, and nothing depends on the date. */
  readonly now: number;
  /** Names of clusters by the URI of a folder or file of theirs. Empty: everything runs in one. */
  readonly clusters: Readonly<Record<string, string>>;
  /** Names declared in `meshwright.json` to exist outside the files; `*` globs allowed. */
  readonly externalHosts: readonly string[];
  readonly externalNamespaces: readonly string[];
  readonly externalGateways: readonly string[];
  readonly externalSecrets: readonly string[];
  readonly externalServiceAccounts: readonly string[];
  readonly externalProviders: readonly string[];
  /** Labels of pods, as `namespace/key=value`. */
  readonly externalWorkloads: readonly string[];
  /** What commands in scripts beside the files make. */
  readonly commands: readonly CommandedThing[];
  /** Kinds, as `group/Kind`, whose pod template stands at `spec.template` like that of a Deployment. */
  readonly workloadKinds: readonly string[];
  readonly preset: Preset;
  /** Ids of rules that run whatever the preset: somebody asked for them. */
  readonly namedRules: readonly string[];
  /** By rule id, then by name of the option; what is not there has its default. */
  readonly ruleOptions: Readonly<Record<string, Readonly<Record<string, JsonValue>>>>;
}

export const DEFAULT_WORLD_CONFIG: WorldConfig = {
  istioVersion: '1.31',
  detectsIstioVersion: false,
  gatewayApiVersion: 'v1.6.1',
  gatewayApiChannel: 'experimental',
  completeness: 'auto',
  isOpen: false,
  isExample: false,
  isLoose: false,
  isCluster: false,
  clusterDomain: 'cluster.local',
  defaultNamespace: 'default',
  rootNamespace: 'istio-system',
  trustDomain: 'cluster.local',
  meshConfig: {},
  meshNetworks: {},
  meshNetworksFile: '',
  scopesGatewayToNamespace: false,
  skipsWildcardGatewayHosts: false,
  now: 0,
  clusters: {},
  externalHosts: [],
  externalNamespaces: [],
  externalGateways: [],
  externalSecrets: [],
  externalServiceAccounts: [],
  externalProviders: [],
  externalWorkloads: [],
  commands: [],
  workloadKinds: [],
  preset: 'recommended',
  namedRules: [],
  ruleOptions: {},
};
