/** Reads the configuration files that options name: mesh config, mesh networks, `meshwright.json`. */
import { readFile } from 'node:fs/promises';
import { decodeFile } from '../workspace/decode-file.ts';
import { meshObjectInText, type ObjectResult, objectInText } from '../workspace/object-in-text.ts';
import { reasonOf } from './reason-of.ts';
import { failure, ok, type Result } from './result.ts';

/** With where in the file its parts stand. */
export type ReadObject = Exclude<ObjectResult, { readonly problem: string }>;

const decoder = new TextDecoder('utf-8', { fatal: true });

export function readMeshFile(
  path: string,
  name: string,
  key: 'mesh' | 'meshNetworks',
): Promise<Result<ReadObject>> {
  return readObject(path, name, (text) => meshObjectInText(text, name, key));
}

/** The one YAML or JSON object of a file; `name` is for sentences about it. */
export function readYamlObject(path: string, name: string): Promise<Result<ReadObject>> {
  return readObject(path, name, (text) => objectInText(text, name));
}

async function readObject(
  path: string,
  name: string,
  parse: (text: string) => ObjectResult,
): Promise<Result<ReadObject>> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (error) {
    return failure(`Cannot read "${name}": ${reasonOf(error)}`);
  }
  const content = decodeFile(bytes, decoder);
  if (!('text' in content)) return failure(`"${name}" is not a text file in UTF-8`);
  const read = parse(content.text);
  return 'problem' in read ? failure(read.problem) : ok(read);
}
