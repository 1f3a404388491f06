/** Options and `meshwright.json` become what the engine is configured with. Flag before file before default. */
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ruleProblems } from '../rules/config-problems.ts';
import {
  EMPTY_CONFIG,
  type LoadedConfig,
  namedWorld,
  worldConfigWith,
} from '../workspace/apply-config-file.ts';
import { readConfigFile } from '../workspace/config-file.ts';
import type { SeveritySetting } from '../workspace/finding.ts';
import { loadConfig } from '../workspace/load-config.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../workspace/world-config.ts';
import { displayPath } from './display-path.ts';
import type { LintOptions } from './lint-options.ts';
import { readMeshFile, readYamlObject } from './mesh-files.ts';
import { failure, ok, type Result } from './result.ts';

/** What holds for the files of one world. */
export interface FileConfiguration {
  /** As `meshwright.json` names it; undefined where it names none. */
  readonly worldName: string | undefined;
  readonly world: WorldConfig;
  readonly severities: ReadonlyMap<string, SeveritySetting>;
}

export interface LintConfiguration {
  /** `path`: as reports write it. */
  fileConfiguration(path: string): FileConfiguration;
  /** Files with MeshNetworks, as reports write them. */
  readonly networksFiles: readonly string[];
  /** Patterns of the configuration file, and the folder they count from. */
  readonly ignore: { readonly folder: string; readonly patterns: readonly string[] } | undefined;
}

/** @param now milliseconds since 1970 */
export async function readConfiguration(
  options: LintOptions,
  paths: readonly string[],
  { workingFolder, now }: { readonly workingFolder: string; readonly now: number },
): Promise<Result<LintConfiguration>> {
  const path = await configPath(options.config, paths, workingFolder);
  const folder = path === undefined ? workingFolder : dirname(path);
  const loaded = await loadConfigFile(path, folder, workingFolder);
  if (!loaded.isOk) return loaded;
  const flags = await meshFlags(options, workingFolder);
  if (!flags.isOk) return flags;
  const base = {
    ...DEFAULT_WORLD_CONFIG,
    detectsIstioVersion: true,
    now,
    namedRules: options.rule ?? [],
  };
  const configurationOf = (config: LoadedConfig, worldName?: string): FileConfiguration => ({
    worldName,
    world: worldConfigWith(base, { ...config, ...flags.value }, flagsOf(options)),
    severities: config.file.severities,
  });
  const others = configurationOf(loaded.value);
  const named = new Map(
    loaded.value.worlds.map((world) => [world, configurationOf(world.loaded, world.name)]),
  );
  const { ignore } = loaded.value.file;
  const all = [others, ...named.values()];
  return ok({
    fileConfiguration: (file) => {
      if (named.size === 0) return others;
      const inside = displayPath(resolve(workingFolder, file), folder);
      const world = inside.startsWith('../') ? undefined : namedWorld(loaded.value, file, inside);
      return (world && named.get(world)) ?? others;
    },
    networksFiles: [...new Set(all.map(({ world }) => world.meshNetworksFile))].filter((uri) => uri !== ''),
    ignore: ignore.length === 0 ? undefined : { folder, patterns: ignore },
  });
}

/** The named one, else `meshwright.json` in the only folder that is judged, else in the working folder. */
async function configPath(
  named: string | undefined,
  paths: readonly string[],
  workingFolder: string,
): Promise<string | undefined> {
  if (named !== undefined) return resolve(workingFolder, named);
  const folders = paths.length === 1 && paths[0] !== '-' ? [resolve(workingFolder, paths[0] ?? '.')] : [];
  for (const folder of [...folders, workingFolder]) {
    const path = join(folder, 'meshwright.json');
    const found = await stat(path).catch(() => undefined);
    if (found !== undefined) return path;
  }
  return undefined;
}

async function loadConfigFile(
  path: string | undefined,
  folder: string,
  workingFolder: string,
): Promise<Result<LoadedConfig>> {
  if (path === undefined) return ok(EMPTY_CONFIG);
  const name = displayPath(path, workingFolder);
  const read = await readYamlObject(path, name);
  if (!read.isOk) return read;
  const { config, problems } = readConfigFile(read.value.value);
  const { loaded, problems: unread } = await loadConfig(config, async (file, key) => {
    const uri = displayPath(resolve(folder, file), workingFolder);
    const result = await readMeshFile(resolve(folder, file), uri, key === 'meshConfig' ? 'mesh' : key);
    return result.isOk ? { uri, value: result.value.value } : { uri, problem: result.problems.join('; ') };
  });
  const all = [...problems, ...ruleProblems(config), ...unread];
  return all.length === 0
    ? ok(loaded)
    : failure(...all.map(({ text, path: at }) => `${name}:${read.value.placeOf(at)}: ${text}`));
}

/** What `--mesh-config` and `--mesh-networks` name; it holds for every world. */
async function meshFlags(
  { meshConfig, meshNetworks }: LintOptions,
  workingFolder: string,
): Promise<Result<Partial<LoadedConfig>>> {
  const read = (path: string, key: 'mesh' | 'meshNetworks') =>
    readMeshFile(resolve(workingFolder, path), shown(path), key);
  const shown = (path: string) => displayPath(resolve(workingFolder, path), workingFolder);
  const mesh = meshConfig === undefined ? undefined : await read(meshConfig, 'mesh');
  const networks = meshNetworks === undefined ? undefined : await read(meshNetworks, 'meshNetworks');
  if (mesh?.isOk === false) return mesh;
  if (networks?.isOk === false) return networks;
  return ok({
    ...(mesh === undefined ? {} : { mesh: mesh.value.value }),
    ...(networks === undefined || meshNetworks === undefined
      ? {}
      : { networks: networks.value.value, networksUri: shown(meshNetworks) }),
  });
}

function flagsOf(options: LintOptions): Partial<WorldConfig> {
  return {
    ...(options.preset === undefined ? {} : { preset: options.preset }),
    ...(options.world === undefined ? {} : { completeness: options.world }),
    ...(options.istioVersion === undefined ? {} : { istioVersion: options.istioVersion }),
    ...(options.defaultNamespace === undefined ? {} : { defaultNamespace: options.defaultNamespace }),
    ...(options.rootNamespace === undefined ? {} : { rootNamespace: options.rootNamespace }),
    ...(options.clusterDomain === undefined ? {} : { clusterDomain: options.clusterDomain }),
    scopesGatewayToNamespace: options.gatewayScopeNamespace === true,
    skipsWildcardGatewayHosts: options.skipWildcardGatewayHosts === true,
  };
}
