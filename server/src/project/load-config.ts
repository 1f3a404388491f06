/** Follows a read `meshwright.json` to the files that it names. Hosts say how a file is read. */
import { append } from '../base/append.ts';
import { childPath } from '../base/node-path.ts';
import type { ConfigFile, ConfigProblem } from '../workspace/config-file.ts';
import type { LoadedConfig } from './apply-config-file.ts';
import type { JsonRecord } from './object-in-text.ts';

/** `uri`: as the host names files to the engine. */
export type MeshFile =
  | { readonly uri: string; readonly value: JsonRecord }
  | { readonly uri: string; readonly problem: string };

export type MeshFileReader = (path: string, key: 'meshConfig' | 'meshNetworks') => Promise<MeshFile>;

export interface LoadResult {
  readonly loaded: LoadedConfig;
  readonly problems: readonly ConfigProblem[];
  /** Files that were asked for. */
  readonly uris: readonly string[];
}

/** A file that cannot be read leaves an empty object, and a problem. */
export async function loadConfig(file: ConfigFile, read: MeshFileReader, at = ''): Promise<LoadResult> {
  const problems: ConfigProblem[] = [];
  const uris: string[] = [];
  const load = async (key: 'meshConfig' | 'meshNetworks'): Promise<JsonRecord> => {
    const path = file[key];
    if (path === undefined) return {};
    const result = await read(path, key);
    uris.push(result.uri);
    if ('value' in result) return result.value;
    problems.push({ text: `"${key}": ${result.problem}`, path: childPath(at, key) });
    return {};
  };
  const mesh = await load('meshConfig');
  const networks = await load('meshNetworks');
  const networksUri = file.meshNetworks === undefined ? '' : (uris.at(-1) ?? '');
  const worlds: LoadedConfig['worlds'][number][] = [];
  for (const [index, { name, files, file: own }] of file.worlds.entries()) {
    const result = await loadConfig(own, read, `worlds[${index}]`);
    worlds.push({ name, files, loaded: result.loaded });
    append(uris, result.uris);
    append(problems, result.problems);
  }
  return { loaded: { file, mesh, networks, networksUri, worlds }, problems: unique(problems), uris };
}

/** Worlds inherit what stands above them: one broken file is one problem. */
function unique(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  return problems.filter((problem, at) => problems.findIndex(({ text }) => text === problem.text) === at);
}
