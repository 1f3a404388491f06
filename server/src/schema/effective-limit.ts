/** Which value of a limit holds for a target: limits change between releases and differ between API versions. */

import { compareReleases } from '../primitives/release-order.ts';
import { familyOf } from './families.ts';
import type { FieldSchema, KindSchema, Limit } from './field-schema.ts';
import type { SchemaTarget } from './schema-problem.ts';

/** Release and API version a resource is judged by. */
export interface Judgement {
  readonly release: string;
  readonly version: string;
}

export function releaseFor(kind: KindSchema, target: SchemaTarget): string {
  return familyOf(kind).releaseOf(target);
}

/** Undefined: no such limit. */
export function effectiveLimit(field: FieldSchema, limit: Limit, judgement: Judgement): unknown {
  const other = field.limitsByVersion?.[judgement.version];
  if (other !== undefined && limit in other) return other[limit] ?? undefined;
  for (const [changedAt, before] of field.limitsBefore?.[limit] ?? []) {
    if (compareReleases(judgement.release, changedAt) < 0) return before ?? undefined;
  }
  if (limit === 'minimum' && field.format === 'int32') return field.minimum ?? -(2 ** 31);
  if (limit === 'maximum' && field.format === 'int32') return field.maximum ?? 2 ** 31 - 1;
  return field[limit];
}

export function effectiveNumber(field: FieldSchema, limit: Limit, judgement: Judgement): number | undefined {
  const value = effectiveLimit(field, limit, judgement);
  return typeof value === 'number' ? value : undefined;
}

export function isRequired(field: FieldSchema, judgement: Judgement): boolean {
  return effectiveLimit(field, 'required', judgement) === true;
}
