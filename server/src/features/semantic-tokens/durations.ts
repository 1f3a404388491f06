/** Paths of the durations of an object, by what its schema says of the fields. */
import { pathSteps } from '../../base/node-path.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Model } from '../../model/resource.ts';
import { parseDuration } from '../../primitives/duration.ts';
import { fieldDoc } from '../../schema/docs.ts';
import type { KindSchema } from '../../schema/field-schema.ts';
import { fieldAt, fieldPath, kindIds, kindSchema } from '../../schema/lookup.ts';
import { isDuration } from '../describe/type-words.ts';

export const durations: Model<readonly string[]> = {
  kinds: kindIds(),
  build(resource) {
    const kind = kindSchema(resource.kindId);
    if (kind === undefined) return [];
    return [...durationsBelow(kind, resource.spec)];
  },
};

function* durationsBelow(kind: KindSchema, at: Cursor): Iterable<string> {
  for (const { value } of at.entries()) yield* durationsBelow(kind, value);
  for (const item of at.items()) yield* durationsBelow(kind, item);
  const text = at.string();
  // The text is looked at first: few values read as a duration, and the schema costs more.
  if (text === undefined || !parseDuration(text).ok) return;
  const steps = pathSteps(at.path);
  const field = fieldAt(kind, steps);
  const path = fieldPath(kind, steps);
  if (field === undefined || path === undefined) return;
  if (isDuration(field, fieldDoc(kind.id, path)?.format)) yield at.path;
}
