/** What `*.mesh-test.yaml` may hold: look-up in the family that holds our own kinds. */
import { MESH_TEST, MESHWRIGHT } from '../../schema/families.ts';
import type { FieldSchema } from '../../schema/field-schema.ts';

export interface TestField {
  readonly description: string;
  /** Values that are allowed; empty: any of its type. */
  readonly choices: readonly string[];
  readonly form: 'text' | 'number' | 'map' | 'list' | 'any';
  readonly fields: ReadonlyMap<string, FieldSchema>;
}

const NONE: ReadonlyMap<string, FieldSchema> = new Map();

export function testSchema(): FieldSchema {
  return MESHWRIGHT.kinds().get(MESH_TEST)?.root ?? { type: 'object' };
}

/** The field at a path of keys; lists are passed through. Undefined where nothing is known. */
export function testFieldAt(keys: readonly string[]): FieldSchema | undefined {
  let field: FieldSchema | undefined = testSchema();
  for (const key of keys) field = itemOf(field)?.fields?.get(key);
  return itemOf(field);
}

export function shownField(field: FieldSchema): TestField {
  return {
    description: field.doc ?? '',
    choices: (field.enum ?? []).map(String),
    form: FORMS[field.type] ?? 'any',
    fields: field.fields ?? NONE,
  };
}

const FORMS: Readonly<Partial<Record<FieldSchema['type'], TestField['form']>>> = {
  object: 'map',
  map: 'map',
  list: 'list',
  string: 'text',
  integer: 'number',
};

function itemOf(field: FieldSchema | undefined): FieldSchema | undefined {
  return field?.type === 'list' ? (field.element ?? field) : field;
}
