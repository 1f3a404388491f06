/** From the arguments of the command line to the project that they name. Flag before file before default. */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { canonicalUri, joinUri, pathFrom } from '../base/canonical-uri.ts';
import { trimEndOf } from '../base/trim-text.ts';
import type { FileSource } from '../project/file-source.ts';
import { type MemoryFiles, memoryFiles } from '../project/memory-files.ts';
import { Project } from '../project/project.ts';
import { CONFIG_NAME, type ConfigReader, readMeshObject } from '../project/project-config.ts';
import type { ProjectChoices, ProjectRoot } from '../project/project-options.ts';
import type { Preset } from '../workspace/rule-sets.ts';
import { DEFAULT_WORLD_CONFIG, type WorldConfig } from '../workspace/world-config.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import { DECODERS } from './decoders.ts';
import { failedWith, failure, ok, type Result } from './result.ts';
import type { Terminal } from './terminal.ts';

/** Name of standard input in reports, and its URI. */
export const STDIN_NAME = '<stdin>';

export interface ClusterFiles {
  readonly name: string;
  readonly path: string;
}

/** What the commands that judge files have in common. */
export interface MeshOptions {
  readonly world?: WorldConfig['completeness'];
  readonly defaultNamespace?: string;
  readonly meshConfig?: string;
  readonly meshNetworks?: string;
  readonly rootNamespace?: string;
  readonly clusterDomain?: string;
  /** A release, `1.31`; absent for `auto`. */
  readonly istioVersion?: string;
  readonly cluster?: readonly ClusterFiles[];
  readonly config?: string;
  /** Program that renders charts. */
  readonly helm?: string;
  readonly preset?: Preset;
  /** Rules that a person asked for by name run whatever the preset says. */
  readonly rule?: readonly string[];
  readonly gatewayScopeNamespace?: true;
  readonly skipWildcardGatewayHosts?: true;
}

export interface OpenedProject {
  readonly project: Project;
  readonly sources: readonly FileSource[];
  /** How reports call a file. */
  show(uri: string): string;
}

/** @param paths as written; none: the working folder; `-`: standard input */
export async function openProject(
  paths: readonly string[],
  options: MeshOptions,
  terminal: Terminal,
): Promise<Result<OpenedProject>> {
  const { workingFolder, files } = terminal;
  const uriOf = (path: string) => uriOfPath(resolve(workingFolder, path));
  const uri = uriOf('.');
  const show = (file: string) => (file === STDIN_NAME ? file : pathFrom(uri, file));
  const clusters = options.cluster ?? [];
  const written =
    paths.length + clusters.length === 0 ? ['.'] : [...paths, ...clusters.map(({ path }) => path)];
  const roots = await rootsOf(written, uriOf, files);
  if (!roots.isOk) return roots;
  const meshFlags = await readMeshFlags(options, uriOf, { source: files, decoders: DECODERS, show });
  if (!meshFlags.isOk) return meshFlags;
  const choices: ProjectChoices = {
    exclude: [],
    ignore: [],
    worldConfig: {
      ...DEFAULT_WORLD_CONFIG,
      detectsIstioVersion: true,
      now: Date.now(),
      namedRules: options.rule ?? [],
      clusters: Object.fromEntries(clusters.map(({ name, path }) => [uriOf(path), name])),
    },
    flags: flagsOf(options),
    meshFlags: meshFlags.value,
  };
  const project = new Project({
    uri,
    name: '',
    choices,
    roots: roots.value,
    configUri:
      options.config === undefined ? await findConfig(roots.value, uri, files) : uriOf(options.config),
    hasNamedConfig: options.config !== undefined,
  });
  return ok({ project, sources: [files, await standardInput(written, terminal)], show });
}

function uriOfPath(path: string): string {
  return trimEndOf(canonicalUri(pathToFileURL(path).href), '/');
}

async function rootsOf(
  written: readonly string[],
  uriOf: (path: string) => string,
  files: FileSource,
): Promise<Result<readonly ProjectRoot[]>> {
  const roots = new Map<string, ProjectRoot>();
  const problems: string[] = [];
  for (const path of written) {
    const uri = path === '-' ? STDIN_NAME : uriOf(path);
    const kind = path === '-' ? 'file' : await files.kindOf(uri);
    if (typeof kind !== 'string') problems.push(`Cannot read "${path}": ${kind.problem}`);
    else if (kind === 'other') problems.push(`"${path}" is neither a file nor a folder`);
    else roots.set(uri, { uri, kind: kind === 'folder' ? kind : 'file' });
  }
  return problems.length > 0 ? failedWith(problems) : ok([...roots.values()]);
}

async function standardInput(written: readonly string[], { readInput }: Terminal): Promise<FileSource> {
  const contents: MemoryFiles = new Map(
    written.includes('-') ? [[STDIN_NAME, await readInput(MAX_FILE_BYTES)]] : [],
  );
  return memoryFiles(contents);
}

/** `meshwright.json` in the only folder that is judged, else in the working folder. */
async function findConfig(
  roots: readonly ProjectRoot[],
  workingFolder: string,
  files: FileSource,
): Promise<string | undefined> {
  const [only] = roots;
  if (roots.length !== 1 || only?.kind !== 'folder' || only.uri === workingFolder) return undefined;
  const uri = joinUri(only.uri, CONFIG_NAME);
  return (await files.kindOf(uri)) === 'file' ? uri : undefined;
}

/** What `--mesh-config` and `--mesh-networks` name; it holds for every world. */
async function readMeshFlags(
  { meshConfig, meshNetworks }: MeshOptions,
  uriOf: (path: string) => string,
  reader: ConfigReader,
): Promise<Result<ProjectChoices['meshFlags']>> {
  const mesh =
    meshConfig === undefined ? undefined : await readMeshObject(uriOf(meshConfig), 'meshConfig', reader);
  if (mesh !== undefined && 'problem' in mesh) return failure(mesh.problem);
  if (meshNetworks === undefined) return ok(mesh === undefined ? {} : { mesh: mesh.value });
  const networksUri = uriOf(meshNetworks);
  const networks = await readMeshObject(networksUri, 'meshNetworks', reader);
  if ('problem' in networks) return failure(networks.problem);
  return ok({ ...(mesh && { mesh: mesh.value }), networks: networks.value, networksUri });
}

function flagsOf(options: MeshOptions): Partial<WorldConfig> {
  return {
    ...(options.world === undefined ? {} : { completeness: options.world }),
    ...(options.istioVersion === undefined ? {} : { istioVersion: options.istioVersion }),
    ...(options.defaultNamespace === undefined ? {} : { defaultNamespace: options.defaultNamespace }),
    ...(options.rootNamespace === undefined ? {} : { rootNamespace: options.rootNamespace }),
    ...(options.clusterDomain === undefined ? {} : { clusterDomain: options.clusterDomain }),
    ...(options.preset === undefined ? {} : { preset: options.preset }),
    scopesGatewayToNamespace: options.gatewayScopeNamespace === true,
    skipsWildcardGatewayHosts: options.skipWildcardGatewayHosts === true,
  };
}
