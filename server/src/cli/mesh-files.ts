/** Reads the configuration files that options name: mesh config, mesh networks, `meshwright.json`. */
import { readFile } from 'node:fs/promises';
import type { JsonValue } from '../base/json.ts';
import { LineIndex } from '../base/line-index.ts';
import { decodeFile } from '../workspace/decode-file.ts';
import { parseYamlFile } from '../yaml/parse-file.ts';
import { isRecord, nodeToJson } from '../yaml/to-json.ts';
import { reasonOf } from './reason-of.ts';
import { failure, ok, type Result } from './result.ts';

type JsonRecord = Readonly<Record<string, JsonValue>>;

const decoder = new TextDecoder('utf-8', { fatal: true });

/** MeshConfig or MeshNetworks: bare, or under `key` of the ConfigMap that carries it in a cluster. */
export async function readMeshFile(
  path: string,
  name: string,
  key: 'mesh' | 'meshNetworks',
): Promise<Result<JsonRecord>> {
  const read = await readYamlObject(path, name);
  if (!read.isOk || read.value['kind'] !== 'ConfigMap') return read;
  const data = read.value['data'];
  const text = isRecord(data) ? data[key] : undefined;
  if (typeof text !== 'string') return failure(`"${name}" is a ConfigMap without the key "${key}"`);
  return objectIn(text, `${name}, data.${key}`);
}

/** The one YAML or JSON object of a file; `name` is for sentences about it. */
export async function readYamlObject(path: string, name: string): Promise<Result<JsonRecord>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return failure(`Cannot read "${name}": ${reasonOf(error)}`);
  }
  const content = decodeFile(bytes, decoder);
  if (!('text' in content)) return failure(`"${name}" is not a text file in UTF-8`);
  return objectIn(content.text, name);
}

function objectIn(text: string, name: string): Result<JsonRecord> {
  const file = parseYamlFile(text, { isOurs: () => true, explicit: true });
  const written = file.documents.filter(({ document }) => document.state !== 'empty');
  const [first] = written;
  if (first === undefined) return ok({});
  if (written.length > 1) return failure(`"${name}" holds ${written.length} documents, not one`);
  const broken = first.document.problems.find(({ code }) => code === 'syntax');
  if (broken !== undefined) {
    const { line, character } = new LineIndex(text).positionAt(first.start + broken.start);
    return failure(`${name}:${line + 1}:${character + 1}: not valid YAML: ${broken.data['detail'] ?? ''}`);
  }
  const value = first.document.root === undefined ? {} : nodeToJson(first.document.root);
  return isRecord(value) ? ok(value) : failure(`"${name}" holds no object`);
}
