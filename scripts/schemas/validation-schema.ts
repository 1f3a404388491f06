/**
 * JSON Schemas for ajv, made from the node tables: what ajv decides is type, enum, required, unknown field, range,
 * length, count and pattern. Each limit is the strictest that any release or version had; the caller drops what its
 * target does not demand.
 */
import type { CompactFamily, CompactNode } from '../../server/src/schema/compact-facts.ts';
import type { FieldSchema, Limit } from '../../server/src/schema/field-schema.ts';
import { METADATA_SCHEMA } from '../../server/src/schema/metadata-schema.ts';
import { BASE64_PATTERN, safePattern } from '../../server/src/schema/pattern-words.ts';

export type JsonSchema = { readonly [keyword: string]: unknown };

export interface ValidationSchemas {
  readonly $defs: Record<string, JsonSchema>;
  /** Root schema of each kind. */
  readonly kinds: Record<string, JsonSchema>;
}

const INT32 = { minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };

export function validationSchemas(family: CompactFamily): ValidationSchemas {
  const defs = new Definitions();
  const built: JsonSchema[] = [];
  for (const node of family.nodes) built.push(defs.place(nodeSchema(node, family.nodes, built)));
  const metadata = defs.place(fieldSchema(METADATA_SCHEMA, defs));
  const kinds: Record<string, JsonSchema> = {};
  for (const kind of family.kinds) {
    const root = family.nodes[kind.root];
    const spec = root?.fields?.['spec'];
    const isSpecRequired = spec !== undefined && isRequired(family.nodes[spec]);
    kinds[kind.kind] = {
      type: 'object',
      properties: {
        apiVersion: { type: 'string' },
        kind: { type: 'string' },
        metadata,
        ...(spec === undefined ? {} : { spec: built[spec] }),
        status: {},
      },
      ...(isSpecRequired ? { required: ['spec'] } : {}),
      additionalProperties: false,
    };
  }
  return { $defs: defs.all, kinds };
}

/** Schemas with something inside become shared definitions, so that each is one function; plain scalars stay in place. */
class Definitions {
  readonly all: Record<string, JsonSchema> = {};
  readonly #known = new Map<string, JsonSchema>();

  place(schema: JsonSchema): JsonSchema {
    if (schema['type'] !== 'object' && schema['type'] !== 'array' && schema['enum'] === undefined)
      return schema;
    const text = JSON.stringify(schema);
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const name = `d${this.#known.size}`;
    const reference = { $ref: `#/$defs/${name}` };
    this.all[name] = schema;
    this.#known.set(text, reference);
    return reference;
  }
}

function isRequired(node: CompactNode | undefined): boolean {
  return (
    node?.required === true || (node?.limitsBefore?.required ?? []).some(([, before]) => before === true)
  );
}

function nodeSchema(
  node: CompactNode,
  nodes: readonly CompactNode[],
  built: readonly JsonSchema[],
): JsonSchema {
  const limits = strictest(node);
  if (node.type === 'list') {
    return {
      type: 'array',
      ...limits,
      ...(node.element === undefined ? {} : { items: built[node.element] }),
    };
  }
  if (node.type === 'map')
    return { type: 'object', ...limits, additionalProperties: built[node.element ?? -1] ?? true };
  if (node.type !== 'object') return scalarSchema(node, limits);
  const members = Object.entries(node.fields ?? {});
  const required = members.filter(([, index]) => isRequired(nodes[index])).map(([key]) => key);
  return {
    type: 'object',
    ...limits,
    properties: Object.fromEntries(members.map(([key, index]) => [key, built[index]])),
    ...(required.length === 0 ? {} : { required }),
    ...(node.open === true ? {} : { additionalProperties: false }),
  };
}

/** The same for `metadata`, whose schema is no node table. */
function fieldSchema(field: FieldSchema, defs: Definitions): JsonSchema {
  if (field.type === 'any') return {};
  if (field.type === 'list' || field.type === 'map') {
    const element = field.element === undefined ? {} : defs.place(fieldSchema(field.element, defs));
    return field.type === 'list'
      ? { type: 'array', items: element }
      : { type: 'object', additionalProperties: element };
  }
  if (field.type !== 'object') return { type: field.type };
  const members = [...(field.fields ?? [])];
  const required = members.filter(([, member]) => member.required === true).map(([key]) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(
      members.map(([key, member]) => [key, defs.place(fieldSchema(member, defs))]),
    ),
    ...(required.length === 0 ? {} : { required }),
    additionalProperties: false,
  };
}

function scalarSchema(node: CompactNode, limits: JsonSchema): JsonSchema {
  if (node.type === 'any') return {};
  if (node.type === 'int-or-string') return { type: ['integer', 'string'] };
  return {
    type: node.type,
    ...(node.format === 'int32' ? INT32 : {}),
    ...(node.format === 'byte' ? { pattern: BASE64_PATTERN } : {}),
    ...limits,
    ...(node.enum === undefined ? {} : { enum: node.enum }),
  };
}

const LOWER: readonly Limit[] = ['minimum', 'minLength', 'minItems', 'minProperties'];
const UPPER: readonly Limit[] = ['maximum', 'maxLength', 'maxItems', 'maxProperties'];

function strictest(node: CompactNode): JsonSchema {
  const limits: Record<string, unknown> = {};
  for (const limit of [...LOWER, ...UPPER]) {
    const values = [
      node[limit as keyof CompactNode],
      ...(node.limitsBefore?.[limit] ?? []).map(([, before]) => before),
    ];
    const numbers = values.filter((value) => typeof value === 'number');
    if (numbers.length > 0) {
      limits[limit] = LOWER.includes(limit) ? Math.max(...numbers) : Math.min(...numbers);
    }
  }
  if (node.pattern !== undefined) limits['pattern'] = safePattern(node.pattern);
  return limits;
}
