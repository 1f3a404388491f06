/** Members of objects that people write: what is of another type counts as absent. */
import type { JsonValue } from '../../base/json.ts';
import { isRecord } from '../../yaml/to-json.ts';
import type { JsonRecord } from '../object-in-text.ts';

export function recordOf(value: JsonValue | undefined): JsonRecord {
  return value !== undefined && isRecord(value) ? value : {};
}

export function textOf(value: JsonValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function itemsOf(value: JsonValue | undefined): readonly JsonValue[] {
  return Array.isArray(value) ? value : [];
}

export function textsOf(value: JsonValue | undefined): readonly string[] {
  return itemsOf(value).filter((item) => typeof item === 'string');
}
