/** `meshwright.json`: what people say about their mesh in a file. Paths in it count from its folder. */
import type { JsonValue } from '../base/json.ts';
import { ISTIO_RELEASES } from '../primitives/istio-version.ts';
import { isRecord } from '../yaml/to-json.ts';
import type { SeveritySetting } from './finding.ts';
import type { WorldConfig } from './world-config.ts';

export interface ConfigFile {
  /** Only what the file says. */
  readonly world: Partial<WorldConfig>;
  /** Files with MeshConfig and MeshNetworks. */
  readonly meshConfig: string | undefined;
  readonly meshNetworks: string | undefined;
  readonly severities: ReadonlyMap<string, SeveritySetting>;
  /** Files to leave out, in the form of `.gitignore`. */
  readonly ignore: readonly string[];
}

export interface ConfigFileResult {
  readonly config: ConfigFile;
  /** Sentences without a full stop, each naming the key. */
  readonly problems: readonly string[];
}

type Reader = (value: JsonValue, key: string, draft: Draft) => string | undefined;

interface Draft {
  world: Partial<Record<keyof WorldConfig, JsonValue>>;
  meshConfig: string | undefined;
  meshNetworks: string | undefined;
  severities: Map<string, SeveritySetting>;
  ignore: readonly string[];
}

const SEVERITIES: readonly string[] = ['error', 'warning', 'info', 'hint', 'off'];

const KEYS: Readonly<Record<string, Reader>> = {
  $schema: (value, key) => (typeof value === 'string' ? undefined : `"${key}" must be a string`),
  istioVersion: choice('istioVersion', ISTIO_RELEASES),
  gatewayApiVersion: text('gatewayApiVersion'),
  gatewayApiChannel: choice('gatewayApiChannel', ['standard', 'experimental']),
  completeness: choice('completeness', ['complete', 'partial', 'auto']),
  clusterDomain: text('clusterDomain'),
  defaultNamespace: text('defaultNamespace'),
  rootNamespace: text('rootNamespace'),
  trustDomain: text('trustDomain'),
  externalHosts: names('externalHosts'),
  externalNamespaces: names('externalNamespaces'),
  externalGateways: names('externalGateways'),
  externalSecrets: names('externalSecrets'),
  meshConfig: (value, key, draft) => {
    if (typeof value !== 'string') return `"${key}" must be the path of a file`;
    draft.meshConfig = value;
    return undefined;
  },
  meshNetworks: (value, key, draft) => {
    if (typeof value !== 'string') return `"${key}" must be the path of a file`;
    draft.meshNetworks = value;
    return undefined;
  },
  ignore: (value, key, draft) => {
    if (!isTextList(value)) return `"${key}" must be a list of strings`;
    draft.ignore = value;
    return undefined;
  },
  severities: (value, key, draft) => {
    if (!isRecord(value)) return `"${key}" must be an object from rule ids to severities`;
    const wrong: string[] = [];
    for (const [rule, severity] of Object.entries(value)) {
      if (typeof severity !== 'string' || !SEVERITIES.includes(severity)) wrong.push(`"${rule}"`);
      else draft.severities.set(rule, severity as SeveritySetting);
    }
    return wrong.length === 0
      ? undefined
      : `"${key}": severity of ${wrong.join(', ')} must be one of ${SEVERITIES.join(', ')}`;
  },
};

export function readConfigFile(value: JsonValue): ConfigFileResult {
  const draft: Draft = {
    world: {},
    meshConfig: undefined,
    meshNetworks: undefined,
    severities: new Map(),
    ignore: [],
  };
  const problems: string[] = [];
  if (!isRecord(value)) problems.push('The file must hold one JSON object');
  else {
    for (const [key, member] of Object.entries(value)) {
      const reader = Object.hasOwn(KEYS, key) ? KEYS[key] : undefined;
      const problem = reader === undefined ? `Unknown key "${key}"` : reader(member, key, draft);
      if (problem !== undefined) problems.push(problem);
    }
  }
  return { config: { ...draft, world: draft.world as Partial<WorldConfig> }, problems };
}

function text(target: keyof WorldConfig): Reader {
  return (value, key, draft) => {
    if (typeof value !== 'string') return `"${key}" must be a string`;
    draft.world[target] = value;
    return undefined;
  };
}

function choice(target: keyof WorldConfig, allowed: readonly string[]): Reader {
  return (value, key, draft) => {
    if (typeof value !== 'string' || !allowed.includes(value)) {
      return `"${key}" must be one of ${allowed.join(', ')}`;
    }
    draft.world[target] = value;
    return undefined;
  };
}

function names(target: keyof WorldConfig): Reader {
  return (value, key, draft) => {
    if (!isTextList(value)) return `"${key}" must be a list of strings`;
    draft.world[target] = value;
    return undefined;
  };
}

function isTextList(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
