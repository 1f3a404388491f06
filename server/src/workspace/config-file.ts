/** `meshwright.json`: what people say about their mesh in a file. Paths in it count from its folder. */
import { append } from '../base/append.ts';
import type { JsonValue } from '../base/json.ts';
import { childPath, itemPath } from '../base/node-path.ts';
import { ISTIO_RELEASES } from '../primitives/istio-version.ts';
import { isPathGlob } from '../primitives/path-glob.ts';
import { isRecord } from '../yaml/to-json.ts';
import type { SeveritySetting } from './finding.ts';
import { PRESETS } from './rule-sets.ts';
import { type PathSuppression, readSuppressions } from './suppressed-paths.ts';
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
  /** Rules that say nothing about some files. */
  readonly suppressions: readonly PathSuppression[];
  /** Parts of the folder that are worlds of their own; the first that covers a file has it. */
  readonly worlds: readonly WorldPart[];
}

export interface WorldPart {
  readonly name: string;
  /** Path globs. */
  readonly files: readonly string[];
  /** What the file says of this world, on top of what it says of all. */
  readonly file: ConfigFile;
}

export interface ConfigProblem {
  /** A sentence without a full stop that names the key. */
  readonly text: string;
  /** Where in the file: `worlds[0].istioVersion`. */
  readonly path: string;
}

export interface ConfigFileResult {
  readonly config: ConfigFile;
  readonly problems: readonly ConfigProblem[];
}

/** A sentence about the key's value, or about a part of it that stands `below` the key. */
type Wrong = string | { readonly text: string; readonly below: string };

type Reader = (value: JsonValue, key: string, draft: Draft) => Wrong | undefined;

interface Draft {
  world: Partial<Record<keyof WorldConfig, JsonValue>>;
  meshConfig: string | undefined;
  meshNetworks: string | undefined;
  severities: Map<string, SeveritySetting>;
  ignore: readonly string[];
  suppressions: readonly PathSuppression[];
}

const SEVERITIES: readonly string[] = ['error', 'warning', 'info', 'hint', 'off'];

/** The patterns are the same as in the schema. */
const GATEWAY_API_RELEASE = /^v\d+\.\d+\.\d+$/;
/** Every bracket is closed, and every backslash has a character to stand before. */
const IGNORE_PATTERN = /^(?:[^[\\]|\\.|\[[^\]]+\])+$/;
const WORKLOAD_KIND = /^[a-z0-9.-]+\/[A-Z][A-Za-z0-9]*$/;

/** Keys of the file, and of each of its worlds. */
const KEYS: Readonly<Record<string, Reader>> = {
  istioVersion: choice('istioVersion', ISTIO_RELEASES),
  gatewayApiVersion: (value, key, draft) => {
    if (typeof value !== 'string' || !GATEWAY_API_RELEASE.test(value)) {
      return `"${key}" must be a release such as "v1.6.1"`;
    }
    draft.world.gatewayApiVersion = value;
    return undefined;
  },
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
  externalServiceAccounts: names('externalServiceAccounts'),
  externalProviders: names('externalProviders'),
  externalWorkloads: names('externalWorkloads'),
  workloadKinds,
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
  preset: choice('preset', PRESETS),
  options,
  severities: (value, key, draft) => {
    if (!isRecord(value)) return `"${key}" must be an object from rule ids to severities`;
    const wrong: string[] = [];
    for (const [rule, severity] of Object.entries(value)) {
      if (typeof severity !== 'string' || !SEVERITIES.includes(severity)) wrong.push(rule);
      else draft.severities.set(rule, severity as SeveritySetting);
    }
    const [first] = wrong;
    if (first === undefined) return undefined;
    const quoted = wrong.map((rule) => `"${rule}"`).join(', ');
    return {
      text: `"${key}": severity of ${quoted} must be one of ${SEVERITIES.join(', ')}`,
      below: childPath('', first),
    };
  },
};

/** Keys that only the whole file has. */
const FILE_KEYS: Readonly<Record<string, Reader>> = {
  ...KEYS,
  $schema: (value, key) => (typeof value === 'string' ? undefined : `"${key}" must be a string`),
  ignore: (value, key, draft) => {
    if (!isTextList(value)) return `"${key}" must be a list of strings`;
    draft.ignore = value.filter((pattern) => IGNORE_PATTERN.test(pattern));
    return badItem(value, (item) => IGNORE_PATTERN.test(item), 'is no pattern of .gitignore');
  },
  suppressions: (value, _key, draft) => {
    const { entries, wrong } = readSuppressions(value);
    draft.suppressions = entries;
    return wrong?.below === '' ? wrong.text : wrong;
  },
};

export function readConfigFile(value: JsonValue): ConfigFileResult {
  if (!isRecord(value)) {
    return {
      config: configOf(newDraft()),
      problems: [{ text: 'The file must hold one JSON object', path: '' }],
    };
  }
  const { worlds, ...rest } = value;
  const draft = newDraft();
  const problems = [...readKeys(rest, FILE_KEYS, draft, '')];
  const outer = configOf(draft);
  return { config: { ...outer, worlds: readWorlds(worlds, outer, problems) }, problems };
}

function newDraft(): Draft {
  return {
    world: {},
    meshConfig: undefined,
    meshNetworks: undefined,
    severities: new Map(),
    ignore: [],
    suppressions: [],
  };
}

function configOf(draft: Draft): ConfigFile {
  return { ...draft, world: draft.world as Partial<WorldConfig>, worlds: [] };
}

function* readKeys(
  value: Readonly<Record<string, JsonValue>>,
  keys: typeof KEYS,
  draft: Draft,
  at: string,
): Iterable<ConfigProblem> {
  for (const [key, member] of Object.entries(value)) {
    const reader = Object.hasOwn(keys, key) ? keys[key] : undefined;
    const wrong = reader === undefined ? `Unknown key "${key}"` : reader(member, key, draft);
    const path = childPath(at, key);
    if (typeof wrong === 'string') yield { text: wrong, path };
    else if (wrong !== undefined) yield { text: wrong.text, path: joined(path, wrong.below) };
  }
}

/** A world without a name, or with that of another, or without files is left out. */
function readWorlds(
  value: JsonValue | undefined,
  outer: ConfigFile,
  problems: ConfigProblem[],
): readonly WorldPart[] {
  if (value === undefined) return [];
  if (!Array.isArray(value)) {
    problems.push({ text: '"worlds" must be a list of objects', path: 'worlds' });
    return [];
  }
  const worlds: WorldPart[] = [];
  for (const [index, item] of (value as readonly JsonValue[]).entries()) {
    const path = itemPath('worlds', index);
    if (!isRecord(item)) {
      problems.push({ text: 'A world must be an object', path });
      continue;
    }
    const { name, files, ...rest } = item;
    const draft = newDraft();
    append(problems, readKeys(rest, KEYS, draft, path));
    if (typeof name !== 'string' || name === '') {
      problems.push({ text: 'A world needs a "name"', path: childPath(path, 'name') });
    } else if (worlds.some((other) => other.name === name)) {
      problems.push({ text: `There are two worlds "${name}"`, path: childPath(path, 'name') });
    } else if (files === undefined || !isTextList(files) || files.length === 0) {
      const text = `"files" of world "${name}" must be a list of paths with at least one`;
      problems.push({ text, path: childPath(path, 'files') });
    } else {
      const bad = badItem(files, isPathGlob, 'is no path: "*" and "**" stand for any name and any folders');
      if (bad === undefined) worlds.push({ name, files, file: laidOver(outer, draft) });
      else problems.push({ text: bad.text, path: joined(childPath(path, 'files'), bad.below) });
    }
  }
  return worlds;
}

function laidOver(outer: ConfigFile, inner: Draft): ConfigFile {
  const world = inner.world as Partial<WorldConfig>;
  const options = mergedOptions(outer.world.ruleOptions, world.ruleOptions);
  return {
    ...outer,
    world: {
      ...outer.world,
      ...world,
      ...(options === undefined ? {} : { ruleOptions: options }),
    },
    meshConfig: inner.meshConfig ?? outer.meshConfig,
    meshNetworks: inner.meshNetworks ?? outer.meshNetworks,
    severities: new Map([...outer.severities, ...inner.severities]),
  };
}

type RuleOptions = WorldConfig['ruleOptions'];

/** A world changes single options of a rule. */
function mergedOptions(
  outer: RuleOptions | undefined,
  inner: RuleOptions | undefined,
): RuleOptions | undefined {
  if (outer === undefined || inner === undefined) return inner ?? outer;
  const merged = new Map(Object.entries(outer));
  for (const [rule, values] of Object.entries(inner)) merged.set(rule, { ...merged.get(rule), ...values });
  return Object.fromEntries(merged);
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
    return badItem(value, (item) => /./.test(item), 'is no name');
  };
}

function workloadKinds(value: JsonValue, key: string, draft: Draft): string | undefined {
  if (!isTextList(value) || !value.every((kind) => WORKLOAD_KIND.test(kind))) {
    return `"${key}" must be a list of kinds such as "apps.example.com/WebApp"`;
  }
  draft.world.workloadKinds = value;
  return undefined;
}

/** Which rules and options there are, the rules know. */
function options(value: JsonValue, key: string, draft: Draft): Wrong | undefined {
  const sentence = `"${key}" must be an object from rule ids to objects`;
  if (!isRecord(value)) return sentence;
  draft.world.ruleOptions = Object.fromEntries(
    Object.entries(value).filter(([, written]) => isRecord(written)),
  );
  const wrong = Object.entries(value).find(([, written]) => !isRecord(written));
  return wrong === undefined ? undefined : { text: sentence, below: childPath('', wrong[0]) };
}

function isTextList(value: JsonValue): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}

/** The first item that does not fit. */
function badItem(
  items: readonly string[],
  isFit: (item: string) => boolean,
  problem: string,
): { readonly text: string; readonly below: string } | undefined {
  const index = items.findIndex((item) => !isFit(item));
  return index < 0 ? undefined : { text: `"${items[index]}" ${problem}`, below: itemPath('', index) };
}

function joined(path: string, below: string): string {
  return below.startsWith('[') ? `${path}${below}` : `${path}.${below}`;
}
