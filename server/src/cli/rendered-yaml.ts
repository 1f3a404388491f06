/** Objects as a YAML stream: keys in order, lists not indented, as the tools of the field print them. */
import type { JsonValue } from '../base/json.ts';
import { writeEntryValue } from '../yaml/write-value.ts';

const LAYOUT = { step: 2, dashStep: 0, lineBreak: '\n' } as const;

export function yamlStream(objects: readonly JsonValue[]): string {
  return objects.map((object) => `${yamlText(object)}\n`).join('---\n');
}

function yamlText(object: JsonValue): string {
  return writeEntryValue(sorted(object), -LAYOUT.step, LAYOUT).trimStart();
}

function sorted(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sorted(item)]));
}
