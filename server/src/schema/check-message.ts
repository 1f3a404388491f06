/**
 * Checks a message as the JSON form of protobuf reads it: both spellings of a field, numbers in quotes, enums by name or
 * number; a value that does not fit its field makes the whole text unreadable, an unknown field is passed over.
 */

import { nearest } from '../base/nearest.ts';
import { childPath, itemPath } from '../base/node-path.ts';
import { holdsPlaceholder } from '../base/placeholder.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../yaml/node.ts';
import { nodeTypeName, typeName } from './explain-type.ts';
import type { FieldSchema } from './field-schema.ts';
import { messageField } from './message-field.ts';
import { isNull } from './plain-value.ts';
import type { SchemaProblem } from './schema-problem.ts';
import type { CheckContext } from './walk-resource.ts';

export function checkMessage(root: YamlNode, { kind }: CheckContext): readonly SchemaProblem[] {
  const check = new MessageCheck();
  check.value(root, kind.root, { path: '', name: kind.kind });
  return check.problems;
}

interface ValuePlace {
  readonly path: string;
  readonly name: string;
}

class MessageCheck {
  readonly problems: SchemaProblem[] = [];
  /** Aliased values are looked at once for each schema they stand under. */
  readonly #seen = new Map<YamlNode, FieldSchema>();

  value(node: YamlNode, field: FieldSchema, place: ValuePlace): void {
    if (isNull(node) || isTemplated(node) || field.type === 'any' || this.#seen.get(node) === field) return;
    if (node.kind !== 'scalar') this.#seen.set(node, field);
    if (!fits(node, field)) this.#wrongType(node, field, place);
    else if (node.kind === 'seq') this.#list(node, field, place);
    else if (node.kind === 'scalar') this.#enum(node, field, place);
    else if (field.type === 'map') this.#map(node, field, place);
    else this.#object(node, field, place);
  }

  #list(
    { items }: Extract<YamlNode, { kind: 'seq' }>,
    { element }: FieldSchema,
    { path, name }: ValuePlace,
  ): void {
    if (element === undefined) return;
    for (const [index, { value }] of items.entries()) {
      this.value(value, element, { path: itemPath(path, index), name });
    }
  }

  #map(node: YamlMap, { element }: FieldSchema, { path }: ValuePlace): void {
    if (element === undefined) return;
    for (const { key, value } of counted(node)) {
      this.value(value, element, { path: childPath(path, key.text), name: key.text });
    }
  }

  #object(node: YamlMap, field: FieldSchema, { path }: ValuePlace): void {
    if (field.open === true || field.fields === undefined) return;
    for (const { key, value } of counted(node)) {
      const found = messageField(field, key.text);
      const inner = { path: childPath(path, key.text), name: key.text };
      if (found !== undefined) this.value(value, found.field, inner);
      else if (!holdsPlaceholder(key.text)) this.#unknown(node, field, path, inner);
    }
  }

  #unknown(node: YamlMap, field: FieldSchema, parent: string, { path, name }: ValuePlace): void {
    const written = new Set(node.entries.map(({ key }) => key.text));
    const free = [...(field.fields?.keys() ?? [])].filter((key) => !written.has(key));
    const plain = (text: string) => text.toLowerCase().replace(/[-_]/g, '');
    const spelling = free.find((key) => plain(key) === plain(name)) ?? null;
    const suggestions = spelling === null ? nearest(name, free) : [];
    this.problems.push({
      code: 'unknown-field',
      path,
      part: 'key',
      data: { field: name, parent, spelling, suggestions, place: null, places: [], successor: null },
      equivalents: [],
    });
  }

  #wrongType(node: YamlNode, field: FieldSchema, { path, name }: ValuePlace): void {
    this.problems.push({
      code: 'wrong-type',
      path,
      part: 'value',
      data: {
        field: name,
        expected: typeName(field),
        actual: nodeTypeName(node),
        text: node.kind === 'scalar' ? node.text : null,
        hint: hintFor(node, field),
        member: null,
      },
      equivalents: [],
    });
  }

  #enum(node: YamlScalar, field: FieldSchema, { path, name }: ValuePlace): void {
    if (field.enum === undefined || typeof node.value !== 'string') return;
    const allowed = field.enum.map(String);
    if (allowed.includes(node.text)) return;
    this.problems.push({
      code: 'not-allowed-value',
      path,
      part: 'value',
      data: { field: name, value: node.text, allowed, suggestions: nearest(node.text, allowed), name: null },
      equivalents: [],
    });
  }
}

function counted(node: YamlMap): readonly YamlEntry[] {
  return node.entries.filter((entry) => entry.overridden !== true);
}

function isTemplated(node: YamlNode): boolean {
  return node.kind === 'scalar' && holdsPlaceholder(node.text);
}

function fits(node: YamlNode, field: FieldSchema): boolean {
  if (node.kind === 'map') return field.type === 'object' || field.type === 'map';
  if (node.kind === 'seq') return field.type === 'list' || field.open === true;
  return field.open === true || fitsScalar(node, field);
}

function fitsScalar({ value, text }: YamlScalar, { type, enum: names }: FieldSchema): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string' || (names !== undefined && typeof value === 'number');
    case 'boolean':
      return typeof value === 'boolean';
    case 'integer':
      return typeof value === 'number' ? Number.isInteger(value) : isNumber(value, text);
    case 'number':
      return typeof value === 'number' || isNumber(value, text);
    case 'int-or-string':
      return typeof value === 'string' || typeof value === 'number';
    default:
      return false;
  }
}

function isNumber(value: YamlScalar['value'], text: string): boolean {
  return typeof value === 'string' && /^-?\d+(?:\.\d+)?$/.test(text);
}

function hintFor(node: YamlNode, field: FieldSchema): 'quote' | 'unquote' | 'wrap' | null {
  if (node.kind !== 'scalar') return null;
  if (field.type === 'string') return 'quote';
  if (field.type === 'boolean' && (node.text === 'true' || node.text === 'false')) return 'unquote';
  const { element } = field;
  return field.type === 'list' && element !== undefined && fits(node, element) ? 'wrap' : null;
}
