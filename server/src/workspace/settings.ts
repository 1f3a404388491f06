/**
 * The editor's settings as one immutable record. `SETTINGS` is the list that the manifest contributes (a test compares
 * them); names, values and defaults are public API.
 */
import { ISTIO_RELEASES } from '../primitives/istio-version.ts';
import { isRecord } from '../yaml/to-json.ts';
import type { SeveritySetting } from './finding.ts';
import { PRESETS, type Preset, rulesNamedIn } from './rule-sets.ts';
import { type Completeness, DEFAULT_WORLD_CONFIG, type WorldConfig } from './world-config.ts';

export interface Settings {
  /** A release, `1.31`; undefined for `auto`. */
  readonly istioVersion: string | undefined;
  /** A bundle, `v1.6.1`; undefined for `auto`. */
  readonly gatewayApiVersion: string | undefined;
  readonly gatewayApiChannel: WorldConfig['gatewayApiChannel'];
  readonly completeness: Completeness;
  readonly defaultNamespace: string;
  /** Path of an installed Helm; empty: it is not run. */
  readonly helmPath: string;
  readonly hasDiagnostics: boolean;
  readonly preset: Preset;
  readonly severities: ReadonlyMap<string, SeveritySetting>;
  /** In the form of `.gitignore`; braces are allowed. */
  readonly ignore: readonly string[];
  readonly hasHover: boolean;
  readonly hasCompletion: boolean;
  readonly hasFormat: boolean;
  /** Which of them are shown. */
  readonly codeLens: {
    readonly references: boolean;
    readonly routes: boolean;
    readonly selectors: boolean;
    readonly explain: boolean;
    readonly panels: boolean;
    readonly tests: boolean;
  };
  readonly inlayHints: {
    readonly hosts: boolean;
    readonly namespaces: boolean;
    readonly protocols: boolean;
    readonly weights: boolean;
    readonly defaults: boolean;
  };
}

/** JSON Schema of one setting, as far as the manifest needs it. */
export interface SettingDefinition {
  /** Without `meshwright.`. */
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'array' | 'object';
  /** `machine`: no folder can set it. */
  readonly scope: 'resource' | 'window' | 'machine';
  readonly default: string | boolean | readonly never[] | Readonly<Record<string, never>>;
  readonly enum?: readonly string[];
}

export const SEVERITY_SETTINGS: readonly SeveritySetting[] = ['error', 'warning', 'info', 'hint', 'off'];
const GATEWAY_API_VERSIONS = ['v1.1.0', 'v1.3.0', 'v1.6.1'];

export const SETTINGS: readonly SettingDefinition[] = [
  choice('istio.version', ['auto', ...[...ISTIO_RELEASES].reverse()], 'auto'),
  choice('gatewayApi.version', ['auto', ...[...GATEWAY_API_VERSIONS].reverse()], 'auto'),
  choice('gatewayApi.channel', ['standard', 'experimental'], DEFAULT_WORLD_CONFIG.gatewayApiChannel),
  choice('world.completeness', ['auto', 'complete', 'partial'], DEFAULT_WORLD_CONFIG.completeness),
  {
    name: 'world.defaultNamespace',
    type: 'string',
    scope: 'resource',
    default: DEFAULT_WORLD_CONFIG.defaultNamespace,
  },
  { name: 'helm.path', type: 'string', scope: 'machine', default: '' },
  { name: 'diagnostics.enable', type: 'boolean', scope: 'resource', default: true },
  choice('diagnostics.preset', PRESETS, DEFAULT_WORLD_CONFIG.preset),
  { name: 'diagnostics.severity', type: 'object', scope: 'resource', default: {} },
  { name: 'files.ignore', type: 'array', scope: 'resource', default: [] },
  { name: 'hover.enable', type: 'boolean', scope: 'resource', default: true },
  { name: 'completion.enable', type: 'boolean', scope: 'resource', default: true },
  toggle('format.enable', true),
  ...['references', 'routes', 'selectors', 'panels', 'tests'].map((name) => toggle(`codeLens.${name}`, true)),
  toggle('codeLens.explain', false),
  ...['hosts', 'namespaces', 'protocols', 'weights'].map((name) => toggle(`inlayHints.${name}`, true)),
  toggle('inlayHints.defaults', false),
  // The last three are read by the client.
  choice('startup', ['auto', 'onOpen'], 'auto'),
  choice('yaml.coexistence', ['auto', 'off'], 'auto'),
  { ...choice('trace.server', ['off', 'messages', 'verbose'], 'off'), scope: 'window' },
];

export const DEFAULT_SETTINGS: Settings = {
  istioVersion: undefined,
  gatewayApiVersion: undefined,
  gatewayApiChannel: DEFAULT_WORLD_CONFIG.gatewayApiChannel,
  completeness: DEFAULT_WORLD_CONFIG.completeness,
  defaultNamespace: DEFAULT_WORLD_CONFIG.defaultNamespace,
  helmPath: '',
  hasDiagnostics: true,
  preset: DEFAULT_WORLD_CONFIG.preset,
  severities: new Map(),
  ignore: [],
  hasHover: true,
  hasCompletion: true,
  hasFormat: true,
  codeLens: { references: true, routes: true, selectors: true, explain: false, panels: true, tests: true },
  inlayHints: { hosts: true, namespaces: true, protocols: true, weights: true, defaults: false },
};

export interface SettingsResult {
  readonly settings: Settings;
  /** Sentences without a full stop, each naming the setting. A setting with a problem has its default. */
  readonly problems: readonly string[];
}

/** @param value what stands below `meshwright`: nested (`{ istio: { version } }`) or flat (`{ 'istio.version' }`) */
export function parseSettings(value: unknown): SettingsResult {
  const problems: string[] = [];
  const read = (name: string): unknown => {
    const definition = SETTINGS.find((candidate) => candidate.name === name);
    const found = memberAt(value, name);
    if (definition === undefined || found === undefined || found === null) return definition?.default;
    const problem = mismatch(definition, found);
    if (problem === undefined) return found;
    problems.push(`Setting "meshwright.${name}" ${problem}`);
    return definition.default;
  };
  const chosen = (name: string) => (read(name) === 'auto' ? undefined : String(read(name)));
  const settings: Settings = {
    istioVersion: chosen('istio.version'),
    gatewayApiVersion: chosen('gatewayApi.version'),
    gatewayApiChannel: read('gatewayApi.channel') as Settings['gatewayApiChannel'],
    completeness: read('world.completeness') as Completeness,
    defaultNamespace: String(read('world.defaultNamespace')).trim() || DEFAULT_SETTINGS.defaultNamespace,
    helmPath: String(read('helm.path')).trim(),
    hasDiagnostics: read('diagnostics.enable') === true,
    preset: read('diagnostics.preset') as Preset,
    severities: severitiesIn(read('diagnostics.severity'), problems),
    ignore: textsIn(read('files.ignore'), problems),
    hasHover: read('hover.enable') === true,
    hasCompletion: read('completion.enable') === true,
    hasFormat: read('format.enable') === true,
    codeLens: {
      references: read('codeLens.references') === true,
      routes: read('codeLens.routes') === true,
      selectors: read('codeLens.selectors') === true,
      explain: read('codeLens.explain') === true,
      panels: read('codeLens.panels') === true,
      tests: read('codeLens.tests') === true,
    },
    inlayHints: {
      hosts: read('inlayHints.hosts') === true,
      namespaces: read('inlayHints.namespaces') === true,
      protocols: read('inlayHints.protocols') === true,
      weights: read('inlayHints.weights') === true,
      defaults: read('inlayHints.defaults') === true,
    },
  };
  return { settings, problems: [...new Set(problems)] };
}

/** What the settings say about a world, on top of the defaults. */
export function worldConfigOf(settings: Settings): WorldConfig {
  return {
    ...DEFAULT_WORLD_CONFIG,
    istioVersion: settings.istioVersion ?? DEFAULT_WORLD_CONFIG.istioVersion,
    detectsIstioVersion: settings.istioVersion === undefined,
    gatewayApiVersion: settings.gatewayApiVersion ?? DEFAULT_WORLD_CONFIG.gatewayApiVersion,
    gatewayApiChannel: settings.gatewayApiChannel,
    completeness: settings.completeness,
    preset: settings.preset,
    namedRules: rulesNamedIn(settings.severities),
    defaultNamespace: settings.defaultNamespace,
  };
}

function toggle(name: string, byDefault: boolean): SettingDefinition {
  return { name, type: 'boolean', scope: 'resource', default: byDefault };
}

function choice(name: string, values: readonly string[], byDefault: string): SettingDefinition {
  return { name, type: 'string', scope: 'resource', default: byDefault, enum: values };
}

function memberAt(value: unknown, name: string): unknown {
  if (!isRecord(value)) return undefined;
  if (Object.hasOwn(value, name)) return value[name];
  let at: unknown = value;
  for (const step of name.split('.')) at = isRecord(at) && Object.hasOwn(at, step) ? at[step] : undefined;
  return at;
}

function mismatch({ type, enum: values }: SettingDefinition, value: unknown): string | undefined {
  const isOfType = type === 'array' ? Array.isArray(value) : typeof value === type && !Array.isArray(value);
  if (!isOfType) return `must be ${type === 'array' || type === 'object' ? 'an' : 'a'} ${type}`;
  if (values !== undefined && !values.includes(String(value))) return `must be one of ${values.join(', ')}`;
  return undefined;
}

function severitiesIn(value: unknown, problems: string[]): ReadonlyMap<string, SeveritySetting> {
  const severities = new Map<string, SeveritySetting>();
  for (const [rule, severity] of Object.entries(value as Record<string, unknown>)) {
    const known = SEVERITY_SETTINGS.find((candidate) => candidate === severity);
    if (known !== undefined) severities.set(rule, known);
    else {
      const values = SEVERITY_SETTINGS.join(', ');
      problems.push(
        `Setting "meshwright.diagnostics.severity": severity of "${rule}" must be one of ${values}`,
      );
    }
  }
  return severities;
}

function textsIn(value: unknown, problems: string[]): readonly string[] {
  const items = value as readonly unknown[];
  const texts = items.filter((item): item is string => typeof item === 'string');
  if (texts.length < items.length)
    problems.push('Setting "meshwright.files.ignore" must be a list of strings');
  return texts;
}
