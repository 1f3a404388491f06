/** A scalar value under the cursor, or behind the key under it. */
import type { Resource } from '../../../model/resource.ts';
import type { KindSchema } from '../../../schema/field-schema.ts';

export interface WrittenValue {
  readonly resource: Resource;
  readonly kind: KindSchema;
  /** Relative to the object. */
  readonly path: string;
  /** `spec.http[].match[].uri.regex`, as documentation names it. */
  readonly fieldPath: string;
  readonly written: string;
}
