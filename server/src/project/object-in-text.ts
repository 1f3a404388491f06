/** Files that configure us hold one YAML or JSON object. */
import type { JsonValue } from '../base/json.ts';
import { LineIndex } from '../base/line-index.ts';
import { pathSteps } from '../base/node-path.ts';
import { Cursor } from '../model/cursor.ts';
import { readWhole } from '../yaml/read-whole.ts';
import { isRecord, nodeToJson } from '../yaml/to-json.ts';

export type JsonRecord = Readonly<Record<string, JsonValue>>;

/** `problem`: a sentence without a full stop that names the file. */
export type ObjectResult =
  | {
      readonly value: JsonRecord;
      /** `line:column`, from 1, of what stands at a path, else of what holds it. */
      placeOf(path: string): string;
    }
  | { readonly problem: string };

/** An empty text is an empty object. `name` is for sentences about the file. */
export function objectInText(text: string, name: string): ObjectResult {
  const file = readWhole(text);
  const written = file.documents.filter(({ document }) => document.state !== 'empty');
  const [first] = written;
  if (first === undefined) return { value: {}, placeOf: () => '1:1' };
  if (written.length > 1) return { problem: `"${name}" holds ${written.length} documents, not one` };
  const broken = first.document.problems.find(({ code }) => code === 'syntax');
  if (broken !== undefined) {
    const { line, character } = new LineIndex(text).positionAt(first.start + broken.start);
    const detail = broken.data['detail'] ?? '';
    return { problem: `${name}:${line + 1}:${character + 1}: not valid YAML: ${detail}` };
  }
  const value = first.document.root === undefined ? {} : nodeToJson(first.document.root);
  const placeOf = (path: string) => placeIn(new Cursor(first.document.root), path, first.start, text);
  return isRecord(value) ? { value, placeOf } : { problem: `"${name}" holds no object` };
}

function placeIn(root: Cursor, path: string, from: number, text: string): string {
  let at = root;
  for (const step of pathSteps(path)) {
    const next = typeof step === 'number' ? at.items()[step] : at.get(step);
    if (next?.node === undefined) break;
    at = next;
  }
  const { line, character } = new LineIndex(text).positionAt(from + (at.node?.start ?? 0));
  return `${line + 1}:${character + 1}`;
}

/** MeshConfig or MeshNetworks: bare, or under `key` of the ConfigMap that carries it in a cluster. */
export function meshObjectInText(text: string, name: string, key: 'mesh' | 'meshNetworks'): ObjectResult {
  const read = objectInText(text, name);
  if ('problem' in read || read.value['kind'] !== 'ConfigMap') return read;
  const data = read.value['data'];
  const inner = isRecord(data) ? data[key] : undefined;
  if (typeof inner !== 'string') return { problem: `"${name}" is a ConfigMap without the key "${key}"` };
  return objectInText(inner, `${name}, data.${key}`);
}
