/** The suffix that Kustomize gives generated objects: a digest of their content. */
import type { JsonValue } from '../base/json.ts';
import type { BuildResource } from './resource.ts';
import { sha256 } from './sha256.ts';
import { child, type Tree, textOf, treeToJson } from './tree.ts';

const LENGTH = 10;
/** Digits that could form words or be misread. */
const WRITTEN_AS: ReadonlyMap<string, string> = new Map([
  ['0', 'g'],
  ['1', 'h'],
  ['3', 'k'],
  ['a', 'm'],
  ['e', 't'],
]);

export function contentHash(resource: BuildResource): string {
  const digest = sha256(goJson(hashedContent(resource)));
  return digest.slice(0, LENGTH).replace(/[013ae]/g, (digit) => WRITTEN_AS.get(digit) ?? digit);
}

/** Only kind, type and data count, and the name is always empty. */
function hashedContent({ root, gvk }: BuildResource): JsonValue {
  const { kind } = gvk;
  if (kind !== 'ConfigMap' && kind !== 'Secret') return treeToJson(root);
  const data = child(root, 'data');
  const binary = child(root, 'binaryData');
  const hashed: Record<string, JsonValue> = {
    kind,
    name: '',
    data: data === undefined ? '' : contentOf(data),
  };
  if (kind === 'Secret') {
    hashed['type'] = textOf(child(root, 'type')) ?? '';
    const strings = child(root, 'stringData');
    if (strings !== undefined) hashed['stringData'] = contentOf(strings);
  } else if (binary !== undefined) hashed['binaryData'] = contentOf(binary);
  return hashed;
}

function contentOf(tree: Tree): JsonValue {
  const json = treeToJson(tree);
  return json === null ? '' : json;
}

/** JSON as Go's encoder writes it: keys in the order of their bytes, no blanks, signs of HTML escaped. */
function goJson(value: JsonValue): string {
  if (Array.isArray(value)) return `[${value.map(goJson).join(',')}]`;
  if (value !== null && typeof value === 'object') {
    const entries = Object.entries(value).sort(([a], [b]) => compareCodePoints(a, b));
    return `{${entries.map(([key, item]) => `${goString(key)}:${goJson(item)}`).join(',')}}`;
  }
  return typeof value === 'string' ? goString(value) : JSON.stringify(value);
}

const ESCAPED_BY_GO = /[<>&\u2028\u2029]/g;

function goString(text: string): string {
  return JSON.stringify(text).replace(
    ESCAPED_BY_GO,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

function compareCodePoints(a: string, b: string): number {
  const left = [...a];
  const right = [...b];
  for (let at = 0; at < left.length && at < right.length; at++) {
    const difference = (left[at]?.codePointAt(0) ?? 0) - (right[at]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return left.length - right.length;
}
