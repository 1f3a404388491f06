/** Options and `meshwright.json` become what the engine is configured with. Flag before file before default. */
import { stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { EMPTY_CONFIG, worldConfigWith } from '../workspace/apply-config-file.ts';
import { type ConfigFile, readConfigFile } from '../workspace/config-file.ts';
import type { SeveritySetting } from '../workspace/finding.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../workspace/world-config.ts';
import { displayPath } from './display-path.ts';
import type { LintOptions } from './lint-options.ts';
import { readMeshFile, readYamlObject } from './mesh-files.ts';
import { failure, ok, type Result } from './result.ts';
import { unknownRule } from './select-rules.ts';

export interface LintConfiguration {
  readonly world: WorldConfig;
  readonly severities: ReadonlyMap<string, SeveritySetting>;
  /** Patterns of the configuration file, and the folder they count from. */
  readonly ignore: { readonly folder: string; readonly patterns: readonly string[] } | undefined;
}

export async function readConfiguration(
  options: LintOptions,
  paths: readonly string[],
  workingFolder: string,
): Promise<Result<LintConfiguration>> {
  const path = await configPath(options.config, paths, workingFolder);
  const file = path === undefined ? ok(EMPTY_CONFIG.file) : await loadConfigFile(path, workingFolder);
  if (!file.isOk) return file;
  const folder = path === undefined ? workingFolder : dirname(path);
  const inFile = (name: string | undefined) => (name === undefined ? undefined : resolve(folder, name));
  const onFlag = (name: string | undefined) =>
    name === undefined ? undefined : resolve(workingFolder, name);
  const meshPath = onFlag(options.meshConfig) ?? inFile(file.value.meshConfig);
  const networksPath = onFlag(options.meshNetworks) ?? inFile(file.value.meshNetworks);
  const mesh = await meshFile(meshPath, 'mesh', workingFolder);
  if (!mesh.isOk) return mesh;
  const networks = await meshFile(networksPath, 'meshNetworks', workingFolder);
  if (!networks.isOk) return networks;
  return ok({
    world: worldConfigWith(
      DEFAULT_WORLD_CONFIG,
      { file: file.value, mesh: mesh.value, networks: networks.value },
      flagsOf(options),
    ),
    severities: file.value.severities,
    ignore: file.value.ignore.length === 0 ? undefined : { folder, patterns: file.value.ignore },
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

async function loadConfigFile(path: string, workingFolder: string): Promise<Result<ConfigFile>> {
  const name = displayPath(path, workingFolder);
  const read = await readYamlObject(path, name);
  if (!read.isOk) return read;
  const { config, problems } = readConfigFile(read.value);
  const unknown = [...config.severities.keys()].flatMap(unknownRule);
  const all = [...problems, ...unknown];
  return all.length === 0 ? ok(config) : failure(...all.map((problem) => `${name}: ${problem}`));
}

async function meshFile(
  path: string | undefined,
  key: 'mesh' | 'meshNetworks',
  workingFolder: string,
): Promise<Result<WorldConfig['meshConfig']>> {
  return path === undefined ? ok({}) : readMeshFile(path, displayPath(path, workingFolder), key);
}

function flagsOf(options: LintOptions): Partial<WorldConfig> {
  return {
    ...(options.world === undefined ? {} : { completeness: options.world }),
    ...(options.istioVersion === undefined ? {} : { istioVersion: options.istioVersion }),
    ...(options.defaultNamespace === undefined ? {} : { defaultNamespace: options.defaultNamespace }),
    ...(options.rootNamespace === undefined ? {} : { rootNamespace: options.rootNamespace }),
    ...(options.clusterDomain === undefined ? {} : { clusterDomain: options.clusterDomain }),
  };
}
