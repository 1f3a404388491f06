/** `meshwright.json` and the files it names, laid over what stands below: flag before file before setting. */
import { pathGlobCovers } from '../primitives/path-glob.ts';
import { type ConfigFile, readConfigFile } from '../workspace/config-file.ts';
import { rulesNamedIn } from '../workspace/rule-sets.ts';
import type { Settings } from '../workspace/settings.ts';
import type { WorldConfig } from '../workspace/world-config.ts';
import type { JsonRecord } from './object-in-text.ts';

export interface LoadedConfig {
  readonly file: ConfigFile;
  /** Contents of the files with MeshConfig and MeshNetworks. */
  readonly mesh: JsonRecord;
  readonly networks: JsonRecord;
  /** URI of the file with MeshNetworks; empty for none. */
  readonly networksUri: string;
  readonly worlds: readonly LoadedWorld[];
}

export interface LoadedWorld {
  readonly name: string;
  readonly files: readonly string[];
  readonly loaded: LoadedConfig;
}

export const EMPTY_CONFIG: LoadedConfig = {
  file: readConfigFile({}).config,
  mesh: {},
  networks: {},
  networksUri: '',
  worlds: [],
};

/** The world that `meshwright.json` gives a file to. `path`: counted from its folder; undefined when it lies elsewhere. */
export function namedWorld(
  { worlds }: LoadedConfig,
  uri: string,
  path: string | undefined,
): LoadedWorld | undefined {
  return (
    worlds.find(({ loaded }) => loaded.networksUri === uri) ??
    (path === undefined
      ? undefined
      : worlds.find(({ files }) => files.some((glob) => pathGlobCovers(glob, path))))
  );
}

/** @param flags what a person says on the command line */
export function worldConfigWith(
  base: WorldConfig,
  { file, mesh, networks, networksUri }: LoadedConfig,
  flags: Partial<WorldConfig> = {},
): WorldConfig {
  return {
    ...base,
    ...file.world,
    ...flags,
    meshConfig: { ...meshValues(file.world), ...mesh, ...meshValues(flags) },
    meshNetworks: networks,
    namedRules: [...base.namedRules, ...rulesNamedIn(file.severities)],
    meshNetworksFile: networksUri,
    detectsIstioVersion:
      base.detectsIstioVersion && file.world.istioVersion === undefined && flags.istioVersion === undefined,
  };
}

/** The settings that the file overrides; `ignore` stays apart, as its patterns are read in another way. */
export function settingsWith(settings: Settings, { world, severities }: ConfigFile): Settings {
  return {
    ...settings,
    istioVersion: world.istioVersion ?? settings.istioVersion,
    gatewayApiVersion: world.gatewayApiVersion ?? settings.gatewayApiVersion,
    gatewayApiChannel: world.gatewayApiChannel ?? settings.gatewayApiChannel,
    completeness: world.completeness ?? settings.completeness,
    preset: world.preset ?? settings.preset,
    defaultNamespace: world.defaultNamespace ?? settings.defaultNamespace,
    severities: new Map([...settings.severities, ...severities]),
  };
}

/** Mesh config found among the files names some of these as well; what a person says stands above it. */
function meshValues({ rootNamespace, trustDomain }: Partial<WorldConfig>): WorldConfig['meshConfig'] {
  return {
    ...(rootNamespace === undefined ? {} : { rootNamespace }),
    ...(trustDomain === undefined ? {} : { trustDomain }),
  };
}
