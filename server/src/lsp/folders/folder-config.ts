/** `meshwright.json` at the root of a workspace folder, with the files that it names. */
import { ruleProblems } from '../../rules/config-problems.ts';
import { EMPTY_CONFIG, type LoadedConfig } from '../../workspace/apply-config-file.ts';
import { readConfigFile } from '../../workspace/config-file.ts';
import { decodeFile } from '../../workspace/decode-file.ts';
import { loadConfig } from '../../workspace/load-config.ts';
import { type JsonRecord, meshObjectInText, objectInText } from '../../workspace/object-in-text.ts';
import { joinUri, resolveUri } from '../canonical-uri.ts';
import type { FileBytes } from '../runtime.ts';

const CONFIG_NAME = 'meshwright.json';
const decoder = new TextDecoder('utf-8', { fatal: true });

export interface FolderConfig {
  /** What can be used of it: a problem takes away one key, or all when the text cannot be read. */
  readonly loaded: LoadedConfig;
  /** Sentences without a full stop, each naming the file. */
  readonly problems: readonly string[];
  /** Files that it was read from, or would be if they were there. */
  readonly uris: readonly string[];
}

export const NO_CONFIG: FolderConfig = { loaded: EMPTY_CONFIG, problems: [], uris: [] };

type Read = (uri: string) => Promise<FileBytes | undefined>;

export async function readFolderConfig(
  folder: { readonly uri: string; readonly name: string },
  read: Read,
): Promise<FolderConfig> {
  const uri = joinUri(folder.uri, CONFIG_NAME);
  const name = `${folder.name}/${CONFIG_NAME}`;
  const bytes = await read(uri);
  // No file is the usual case, and no problem.
  if (bytes === undefined || 'problem' in bytes) return { ...NO_CONFIG, uris: [uri] };
  const text = textOf(bytes);
  const parsed = text === undefined ? notText(name) : objectInText(text, name);
  if ('problem' in parsed) return { ...NO_CONFIG, problems: [parsed.problem], uris: [uri] };
  const { config: file, problems } = readConfigFile(parsed.value);
  const {
    loaded,
    problems: unread,
    uris,
  } = await loadConfig(file, async (path, key) => {
    const target = resolveUri(folder.uri, path);
    return {
      uri: target,
      ...(await readMesh(await read(target), path, key === 'meshConfig' ? 'mesh' : key)),
    };
  });
  const all = [...problems, ...ruleProblems(file), ...unread];
  return {
    loaded,
    problems: all.map(({ text: problem, path }) => `${name}:${parsed.placeOf(path)}: ${problem}`),
    uris: [uri, ...uris],
  };
}

async function readMesh(
  bytes: FileBytes | undefined,
  path: string,
  key: 'mesh' | 'meshNetworks',
): Promise<{ readonly value: JsonRecord } | { readonly problem: string }> {
  if (bytes === undefined) return { problem: `Cannot read "${path}"` };
  if ('problem' in bytes) return { problem: `Cannot read "${path}": ${bytes.problem}` };
  const text = textOf(bytes);
  return text === undefined ? notText(path) : meshObjectInText(text, path, key);
}

function textOf(read: Exclude<FileBytes, { readonly problem: string }>): string | undefined {
  const content = decodeFile(read.bytes, decoder, read.size);
  return 'text' in content ? content.text : undefined;
}

function notText(name: string) {
  return { problem: `"${name}" is not a text file in UTF-8` };
}
