/** `meshwright.json` of a project, with the files that it names: read the same way for every host. */
import { pathOf, resolveUri } from '../base/canonical-uri.ts';
import { ruleProblems } from '../rules/config-problems.ts';
import { readConfigFile } from '../workspace/config-file.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';
import { EMPTY_CONFIG, type LoadedConfig } from './apply-config-file.ts';
import { decodeFile } from './decode-file.ts';
import type { Decoders, FileSource } from './file-source.ts';
import { loadConfig } from './load-config.ts';
import { type JsonRecord, meshObjectInText, type ObjectResult, objectInText } from './object-in-text.ts';

export const CONFIG_NAME = 'meshwright.json';

export interface ProjectConfig {
  /** The folder that paths and patterns count from: that of the file, or where it would be. */
  readonly folder: string;
  /** What can be used of it: a problem takes away one key, or all when the text cannot be read. */
  readonly loaded: LoadedConfig;
  /** Sentences without a full stop, each naming the file. */
  readonly problems: readonly string[];
  /** Files that it was read from, or would be if they were there. */
  readonly uris: readonly string[];
  /** That of the file; undefined where there is none, or none that can be read. */
  readonly text?: string;
}

export interface ConfigReader {
  readonly source: FileSource;
  readonly decoders: Decoders;
  /** How people call a file. */
  show(uri: string): string;
}

export function noConfig(folder: string): ProjectConfig {
  return { folder, loaded: EMPTY_CONFIG, problems: [], uris: [] };
}

/** @param isNamed somebody asked for this very file: that it is not there is a problem */
export async function readProjectConfig(
  uri: string,
  reader: ConfigReader,
  isNamed = false,
): Promise<ProjectConfig> {
  const none = { ...noConfig(uri.slice(0, uri.lastIndexOf('/'))), uris: [uri] };
  const name = reader.show(uri);
  const read = await readText(uri, reader);
  if ('problem' in read) {
    // No file is the usual case.
    const isGone = (await reader.source.kindOf(uri)) !== 'file';
    return isGone && !isNamed ? none : { ...none, problems: [read.problem] };
  }
  const parsed = objectInText(read.text, name);
  if ('problem' in parsed) return { ...none, text: read.text, problems: [parsed.problem] };
  const { config: file, problems } = readConfigFile(parsed.value);
  const result = await loadConfig(file, async (path, key) => {
    const target = resolveUri(none.folder, path);
    return { uri: target, ...(await readMeshObject(target, key, reader)) };
  });
  const all = [...problems, ...ruleProblems(file), ...result.problems];
  return {
    folder: none.folder,
    text: read.text,
    loaded: result.loaded,
    problems: all.map(({ text, path }) => `${name}:${parsed.placeOf(path)}: ${text}`),
    uris: [uri, ...result.uris],
  };
}

/** MeshConfig or MeshNetworks in a file of their own. */
export async function readMeshObject(
  uri: string,
  key: 'meshConfig' | 'meshNetworks',
  reader: ConfigReader,
): Promise<{ readonly value: JsonRecord } | { readonly problem: string }> {
  const read = await readText(uri, reader);
  if ('problem' in read) return read;
  const result: ObjectResult = meshObjectInText(
    read.text,
    reader.show(uri),
    key === 'meshConfig' ? 'mesh' : key,
  );
  return 'problem' in result ? result : { value: result.value };
}

async function readText(
  uri: string,
  { source, decoders, show }: ConfigReader,
): Promise<{ readonly text: string } | { readonly problem: string }> {
  const kind = await source.kindOf(uri);
  // Devices and pipes may never end.
  if (kind === 'pipe' || kind === 'other') return { problem: `Cannot read "${show(uri)}": it is not a file` };
  const [read] = await source
    .read([uri], MAX_FILE_BYTES + 1)
    .catch((error: unknown) => [{ problem: String(error) }]);
  if (read === undefined || 'problem' in read) {
    return { problem: `Cannot read "${show(uri)}": ${read?.problem ?? 'there was no answer'}` };
  }
  const content = decodeFile(read.bytes, decoders.strict, read.size);
  if ('text' in content) return content;
  const isLarge = content.problem.code === 'too-large';
  return { problem: `"${show(uri)}" ${isLarge ? 'is too large' : 'is not a text file in UTF-8'}` };
}

/** The decoded path of a file counted from the configuration's folder; undefined when it lies elsewhere. */
export function pathInside({ folder }: Pick<ProjectConfig, 'folder'>, uri: string): string | undefined {
  return uri.startsWith(`${folder}/`) ? pathOf(uri.slice(folder.length + 1)) : undefined;
}
