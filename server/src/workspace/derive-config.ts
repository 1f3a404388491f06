/**
 * Configuration that a world's own resources change, in the order of the product decisions (§6): defaults, the
 * ConfigMap `istio` of the root namespace, IstioOperator, then what settings or flags say.
 */
import { append } from '../base/append.ts';
import type { JsonValue } from '../base/json.ts';
import { ISTIO_RELEASES, releaseOf } from '../primitives/istio-version.ts';
import { compareReleases } from '../primitives/release-order.ts';
import { isRecord } from '../yaml/to-json.ts';
import type { WorldReader } from './check.ts';
import { istioVersions, VERSION_SOURCES } from './tables/istio-versions.ts';
import { type MeshConfigRow, meshConfigs } from './tables/mesh-configs.ts';
import type { WorldConfig } from './world-config.ts';

type JsonRecord = Readonly<Record<string, JsonValue>>;

/** A function of what it reads: runs again when one of those rows changes. */
export function deriveConfig(base: WorldConfig, reader: WorldReader): WorldConfig {
  const configMaps = reader
    .read(meshConfigs, 'ConfigMap')
    .map(({ row }) => row)
    .filter((row) => row.namespace === base.rootNamespace);
  const operators = reader.read(meshConfigs, 'IstioOperator').map(({ row }) => row);
  const meshConfig = [...preferDefaultRevision(configMaps), ...operators]
    .map((row) => row.meshConfig ?? {})
    .reduce(overlay, {});
  const effective = overlay(meshConfig, base.meshConfig);
  const networks = [...configMaps, ...operators].map((row) => row.meshNetworks ?? {}).reduce(overlay, {});
  return {
    ...base,
    istioVersion: base.detectsIstioVersion ? detectedRelease(base, reader) : base.istioVersion,
    meshConfig: effective,
    meshNetworks: overlay(networks, base.meshNetworks),
    rootNamespace: text(effective['rootNamespace']) ?? base.rootNamespace,
    trustDomain: text(effective['trustDomain']) ?? base.trustDomain,
  };
}

/** The newest release of the surest source: with two control planes the newer one is the target. */
function detectedRelease(base: WorldConfig, reader: WorldReader): string {
  const tags = reader
    .read(meshConfigs, 'IstioOperator')
    .flatMap(({ row }) => releaseOf(row.version ?? '') ?? []);
  const known = tags.filter((release) => ISTIO_RELEASES.includes(release));
  for (const source of VERSION_SOURCES) {
    const releases = reader.read(istioVersions, source).map(({ row }) => row.release);
    if (source === 'control-plane') append(releases, known);
    const newest = releases.sort(compareReleases).at(-1);
    if (newest !== undefined) return newest;
  }
  return base.istioVersion;
}

/** `istio` is the default revision; a revision's own ConfigMap counts only where there is no other. */
function preferDefaultRevision(rows: readonly MeshConfigRow[]): readonly MeshConfigRow[] {
  const plain = rows.filter((row) => row.name === 'istio');
  return plain.length > 0 ? plain : rows.slice(0, 1);
}

/** Plain fields are overrides; `defaultConfig` and `defaultProviders` merge; providers merge by name. */
function overlay(below: JsonRecord, above: JsonRecord): JsonRecord {
  const merged = new Map(Object.entries(below));
  for (const [key, value] of Object.entries(above)) {
    const old = merged.get(key);
    if ((key === 'defaultConfig' || key === 'defaultProviders') && isRecord(old) && isRecord(value)) {
      merged.set(key, { ...old, ...value });
    } else if (key === 'extensionProviders' && Array.isArray(old) && Array.isArray(value)) {
      merged.set(key, mergeByName(old as readonly JsonValue[], value as readonly JsonValue[]));
    } else merged.set(key, value);
  }
  return Object.fromEntries(merged);
}

function mergeByName(below: readonly JsonValue[], above: readonly JsonValue[]): readonly JsonValue[] {
  const names = new Set(above.map((provider) => (isRecord(provider) ? provider['name'] : undefined)));
  return [...below.filter((provider) => !isRecord(provider) || !names.has(provider['name'])), ...above];
}

function text(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
