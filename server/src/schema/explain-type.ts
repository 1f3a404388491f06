/** Wrong types: what is there, what belongs there, and what was probably meant. */
import type { YamlNode } from '../yaml/node.ts';
import type { ErrorPlace } from './error-place.ts';
import { explainValue } from './explain-value.ts';
import type { FieldSchema } from './field-schema.ts';
import { isNull } from './plain-value.ts';
import type { SchemaProblem, TypeHint, TypeName } from './schema-problem.ts';

export function explainType(place: ErrorPlace): SchemaProblem {
  const { node, field, name, path } = place;
  const parent = place.parents.at(-1);
  if (isNull(node) && parent?.node.kind === 'seq') {
    return {
      code: 'null-item',
      path,
      part: 'value',
      data: { field: name, expected: typeName(field) },
      equivalents: ['schema', 'V-DEC-01'],
    };
  }
  if (field.enum !== undefined && node.kind === 'scalar') return explainValue(place);
  const hint = hintFor(node, field, parent?.field);
  return {
    code: 'wrong-type',
    path,
    part: 'value',
    data: {
      field: name,
      expected: typeName(field),
      actual: nodeTypeName(node),
      text: node.kind === 'scalar' ? node.text : null,
      hint: hint?.hint ?? null,
      member: hint?.member ?? null,
    },
    equivalents: ['schema'],
  };
}

export function typeName(field: FieldSchema): TypeName {
  if (field.type === 'int-or-string') return 'integer or string';
  return field.type === 'any' ? 'any value' : field.type;
}

export function nodeTypeName(node: YamlNode): TypeName {
  if (node.kind === 'map') return 'object';
  if (node.kind === 'seq') return 'list';
  if (node.value === null) return 'null';
  if (typeof node.value === 'number') return Number.isInteger(node.value) ? 'integer' : 'number';
  return typeof node.value === 'boolean' ? 'boolean' : 'string';
}

interface Hint {
  readonly hint: TypeHint;
  readonly member?: string;
}

function hintFor(node: YamlNode, field: FieldSchema, parent: FieldSchema | undefined): Hint | undefined {
  if (field.type === 'list') return field.element && fits(node, field.element) ? { hint: 'wrap' } : undefined;
  if (node.kind === 'seq') {
    const only = node.items.length === 1 ? node.items[0] : undefined;
    return only !== undefined && fits(only.value, field) ? { hint: 'unwrap' } : undefined;
  }
  if (node.kind === 'map') return parent?.type === 'map' ? { hint: 'bare-map' } : undefined;
  if (field.type === 'object') return memberHint(node, field);
  if (field.type === 'string') return node.value === null ? undefined : { hint: 'quote' };
  if (typeof node.value === 'string') return fitsUnquoted(node.text, field) ? { hint: 'unquote' } : undefined;
  return field.type === 'integer' && typeof node.value === 'number' ? { hint: 'whole' } : undefined;
}

/** Text in quotes that would be right without them. */
function fitsUnquoted(text: string, field: FieldSchema): boolean {
  if (field.type === 'boolean') return text === 'true' || text === 'false';
  if (field.type === 'integer') return /^-?\d+$/.test(text);
  return field.type === 'number' && /^-?\d+(?:\.\d+)?$/.test(text);
}

/** The member that takes the bare value: the first of a one-of (`exact`), else the only one of that type. */
function memberHint(node: YamlNode, field: FieldSchema): Hint | undefined {
  const takers = [...(field.fields ?? [])].filter(([, member]) => fits(node, member)).map(([key]) => key);
  const first = field.oneOf?.[0]?.keys.find((key) => takers.includes(key));
  const member = first ?? (takers.length === 1 ? takers[0] : undefined);
  return member === undefined ? undefined : { hint: 'member', member };
}

/** True when the node could stand for the field, looking at its own type only. */
function fits(node: YamlNode, field: FieldSchema): boolean {
  if (field.type === 'any') return true;
  if (node.kind === 'map') return field.type === 'object' || field.type === 'map';
  if (node.kind === 'seq') return field.type === 'list';
  if (typeof node.value === 'string') return field.type === 'string' || field.type === 'int-or-string';
  if (typeof node.value === 'boolean') return field.type === 'boolean';
  if (typeof node.value !== 'number') return false;
  return field.type === 'number' || (Number.isInteger(node.value) && /^int/.test(field.type));
}
