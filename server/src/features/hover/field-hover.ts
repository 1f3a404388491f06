/** The hover of a field: its description, and what the written value means. */
import { withoutElements } from '../../base/node-path.ts';
import { explainDuration, parseDuration } from '../../primitives/duration.ts';
import { fieldDoc } from '../../schema/docs.ts';
import type { KindSchema } from '../../schema/field-schema.ts';
import { fieldAt, fieldPath } from '../../schema/lookup.ts';
import type { SchemaTarget } from '../../schema/schema-problem.ts';
import { describeField } from '../describe/describe-field.ts';
import { isDuration } from '../describe/type-words.ts';

export interface Explained {
  readonly kind: KindSchema;
  /** Keys and indexes from the root of the resource. */
  readonly steps: readonly (string | number)[];
  readonly target: SchemaTarget;
  /** Text of the scalar value, when there is one. */
  readonly written: string | undefined;
}

export function fieldHover({ kind, steps, target, written }: Explained): string | undefined {
  const path = fieldPath(kind, steps);
  const named = namedStep(path ?? '');
  const field = fieldAt(kind, steps);
  if (path === undefined || path === '' || field === undefined) return undefined;
  const owner = fieldAt(kind, steps.slice(0, named.depth)) ?? field;
  const shown = { kind, path: named.path, name: named.name, field: owner, target };
  const format = fieldDoc(kind.id, path)?.format;
  const meaning = isDuration(field, format) && written !== undefined ? durationWords(written) : undefined;
  const text = describeField(shown, written);
  return meaning === undefined ? text : `${meaning}\n\n---\n\n${text}`;
}

/** List items and map values are explained by the field that holds them: `labels` for `labels{}`. */
function namedStep(path: string): { readonly path: string; readonly name: string; readonly depth: number } {
  const trimmed = withoutElements(path);
  const depth = trimmed === '' ? 0 : trimmed.split(/\.|(?=\[\]|\{\})/).length;
  return { path: trimmed, name: trimmed.slice(trimmed.lastIndexOf('.') + 1), depth };
}

function durationWords(written: string): string | undefined {
  const parsed = parseDuration(written);
  return parsed.ok ? `\`${written}\` = ${explainDuration(parsed.nanoseconds)}` : undefined;
}
