/** Fields of protobuf messages have two spellings: that of JSON, and that of the definition. */
import type { FieldSchema } from './field-schema.ts';

/** A field by either of its spellings. */
export function messageField(
  owner: FieldSchema,
  key: string,
): { readonly name: string; readonly field: FieldSchema } | undefined {
  const own = owner.fields?.get(key);
  if (own !== undefined) return { name: key, field: own };
  for (const [name, field] of owner.fields ?? []) if (field.alias === key) return { name, field };
  return undefined;
}
