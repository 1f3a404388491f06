/** Whether two pieces of configuration say the same: fields that are absent and fields at their zero value are equal. */
import type { JsonValue } from '../../base/json.ts';
import { isRecord } from '../../yaml/to-json.ts';

export function saysTheSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return canonical(a) === canonical(b);
}

function canonical(value: JsonValue | undefined): string {
  return JSON.stringify(withoutZeros(value)) ?? '';
}

/** Undefined for what is as good as absent. */
function withoutZeros(value: JsonValue | undefined): JsonValue | undefined {
  if (value === undefined || value === null || value === '' || value === 0 || value === false)
    return undefined;
  if (Array.isArray(value)) {
    const items = (value as readonly JsonValue[]).map((item) => withoutZeros(item) ?? null);
    return items.length === 0 ? undefined : items;
  }
  if (!isRecord(value)) return value;
  const entries = Object.entries(value)
    .map(([key, item]) => [key, withoutZeros(item)] as const)
    .filter((entry): entry is readonly [string, JsonValue] => entry[1] !== undefined)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
