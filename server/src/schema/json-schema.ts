/** Kinds of our own, read from the JSON Schemas that other editors use too: one source for both. */
import type { KindId } from '../base/kind-id.ts';
import type { FieldSchema, FieldType, KindSchema } from './field-schema.ts';

type Raw = Readonly<Record<string, unknown>>;

export function kindFromJsonSchema(id: KindId, schema: Raw, family: KindSchema['family']): KindSchema {
  const slash = id.indexOf('/');
  return {
    id,
    group: id.slice(0, slash),
    kind: id.slice(slash + 1),
    family,
    plural: '',
    shortNames: [],
    scope: 'Namespaced',
    root: new Reader(schema).field(schema),
    experimental: false,
    versions: () => [],
  };
}

/** Our schemas do not refer to themselves. */
class Reader {
  readonly #root: Raw;

  constructor(root: Raw) {
    this.#root = root;
  }

  field(written: Raw): FieldSchema {
    const raw = this.#resolved(written);
    const all = [raw, ...listOf(raw['anyOf']).map((each) => this.#resolved(record(each)))];
    const required = new Set(listOf(raw['required']).map(String));
    const fields = new Map<string, FieldSchema>();
    for (const each of all) {
      for (const [name, member] of Object.entries(record(each['properties']))) {
        fields.set(name, { ...this.field(record(member)), ...(required.has(name) && { required: true }) });
      }
    }
    const values = all.flatMap(({ enum: several, const: only }) => [
      ...listOf(several).map(String),
      ...(typeof only === 'string' ? [only] : []),
    ]);
    const items = all.map(({ items: each }) => each).find(isRecord);
    const others = isRecord(raw['additionalProperties']) ? raw['additionalProperties'] : undefined;
    const element = items ?? others;
    const doc = text(written['description']) || text(raw['description']);
    return {
      type: fields.size === 0 && others !== undefined ? 'map' : typeOf(all),
      ...(fields.size > 0 && { fields }),
      ...(element !== undefined && { element: this.field(element) }),
      ...(values.length > 0 && { enum: values }),
      ...(raw['additionalProperties'] !== false && { open: true }),
      ...(raw['default'] !== undefined && { default: raw['default'] }),
      ...(doc !== '' && { doc }),
    };
  }

  #resolved(raw: Raw): Raw {
    const path = /^#\/(.+)$/.exec(text(raw['$ref']))?.[1];
    return path === undefined ? raw : path.split('/').reduce<Raw>((at, key) => record(at[key]), this.#root);
  }
}

/** What is one of several is none of them. */
function typeOf(all: readonly Raw[]): FieldType {
  const types = new Set(all.flatMap(({ type }) => (Array.isArray(type) ? type : [type])).filter(Boolean));
  if (types.size > 1 && !types.has('null')) return 'any';
  if (types.has('object')) return 'object';
  if (types.has('array')) return 'list';
  if (types.has('string')) return 'string';
  if (types.has('boolean')) return 'boolean';
  if (types.has('integer')) return 'integer';
  return all.some((each) => each['const'] !== undefined) ? 'string' : 'any';
}

function record(value: unknown): Raw {
  return isRecord(value) ? value : {};
}

function isRecord(value: unknown): value is Raw {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
