/** What `*.mesh-test.yaml` may hold: look-up in the schema that other editors use too. */
import schema from '../../../../schemas/mesh-test.schema.json' with { type: 'json' };
import { isRecord } from '../../yaml/to-json.ts';

export interface TestField {
  readonly description: string;
  /** Values that are allowed; empty: any of its type. */
  readonly choices: readonly string[];
  readonly form: 'text' | 'number' | 'map' | 'list' | 'any';
  readonly fields: ReadonlyMap<string, TestField>;
  readonly required: ReadonlySet<string>;
  /** Of a list. */
  readonly item: TestField | undefined;
}

type Raw = Readonly<Record<string, unknown>>;

let root: TestField | undefined;

export function testSchema(): TestField {
  root ??= fieldOf(schema as Raw);
  return root;
}

/** The field at a path of keys; lists are passed through. Undefined where nothing is known. */
export function testFieldAt(keys: readonly string[]): TestField | undefined {
  let field: TestField | undefined = testSchema();
  for (const key of keys) field = (field?.item ?? field)?.fields.get(key);
  return field?.item ?? field;
}

function fieldOf(written: Raw): TestField {
  const raw = resolved(written);
  const any = listOf(raw['anyOf']).map(resolved);
  const all = [raw, ...any];
  const fields = new Map<string, TestField>();
  for (const each of all) {
    for (const [name, value] of Object.entries(record(each['properties'])))
      fields.set(name, fieldOf(record(value)));
  }
  const items = all.map(({ items: each }) => each).find(isRecord);
  return {
    description: text(written['description']) || text(raw['description']),
    choices: all.flatMap(({ enum: values, const: only }) => [
      ...listOf(values).map(String),
      ...(typeof only === 'string' ? [only] : []),
    ]),
    form: formOf(all),
    fields,
    required: new Set(listOf(raw['required']).map(String)),
    item: items === undefined ? undefined : fieldOf(items as Raw),
  };
}

function formOf(all: readonly Raw[]): TestField['form'] {
  const types = new Set(all.flatMap(({ type }) => (Array.isArray(type) ? type : [type])).filter(Boolean));
  if (types.size > 1 && !types.has('null')) return 'any';
  if (types.has('object')) return 'map';
  if (types.has('array')) return 'list';
  if (types.has('string')) return 'text';
  return types.has('integer') ? 'number' : 'any';
}

function resolved(raw: unknown): Raw {
  const own = record(raw);
  const name = /^#\/definitions\/(\w+)$/.exec(text(own['$ref']))?.[1];
  return name === undefined ? own : record((schema.definitions as Raw)[name]);
}

function record(value: unknown): Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Raw) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
