/**
 * Messages of Envoy, as `schemas/envoy.json` writes them down: a text of lines that is read when the first message is
 * asked for. Messages lead to each other in circles, so members are made when they are looked at.
 */
import type { KindId } from '../base/kind-id.ts';
import type { FieldSchema, KindSchema } from './field-schema.ts';

/** A message that an extension point names by `@type`. */
export interface MessageType {
  /** `envoy.extensions.filters.http.lua.v3.Lua`. */
  readonly name: string;
  /** What the extension itself is usually called; undefined where it has no name. */
  readonly extension: string | undefined;
  /** `http`, `network`, `access-logger` … */
  readonly category: string;
  readonly doc: string;
}

export interface MessageTexts {
  readonly kinds: ReadonlyMap<KindId, KindSchema>;
  readonly types: readonly MessageType[];
  /** The message that a patch changes, by `applyTo`. */
  readonly patched: ReadonlyMap<string, KindId>;
}

/** The key that says which message stands in a field that takes any. */
export const TYPE_KEY = '@type';

/** Format of a field that takes any message; the message says which it is. */
export const ANY_MESSAGE = 'any-message';

/** Format of the value of `@type`. */
export const MESSAGE_TYPE = 'message-type';

interface Draft {
  readonly name: string;
  readonly lines: string[];
  readonly oneOf: { readonly keys: readonly string[]; readonly exactlyOne: false }[];
}

/** `envoy.config.route.v3.RouteAction` is `envoy.config.route.v3/RouteAction`. */
export function messageId(name: string): KindId {
  const at = /\.(?=[A-Z])/.exec(name)?.index ?? -1;
  return `${name.slice(0, Math.max(0, at))}/${name.slice(at + 1)}`;
}

export function readMessageText(text: string, family: KindSchema['family']): MessageTexts {
  const drafts: Draft[] = [];
  const enums: (readonly string[])[] = [];
  const types: MessageType[] = [];
  const patched = new Map<string, KindId>();
  for (const line of text.split('\n')) {
    const rest = line.slice(1);
    const sign = line.charAt(0);
    if (sign === ' ') drafts.at(-1)?.lines.push(rest);
    else if (sign === '?') drafts.at(-1)?.oneOf.push({ keys: rest.split(','), exactlyOne: false });
    else if (sign === '=') enums.push(rest.split(','));
    else if (sign === '@') types.push(readType(rest));
    else if (sign === '>') {
      const [applyTo = '', message = ''] = rest.split(' ');
      patched.set(applyTo, messageId(message));
    } else drafts.push({ name: line.split(' ', 1)[0] ?? '', lines: [], oneOf: [] });
  }
  const messages: FieldSchema[] = drafts.map((draft) =>
    lazyMessage(draft, { messages: () => messages, enums }),
  );
  const kinds = drafts.map((draft, index): readonly [KindId, KindSchema] => {
    const id = messageId(draft.name);
    return [id, kindOf(id, messages[index] ?? { type: 'object' }, family)];
  });
  return { kinds: new Map(kinds), types, patched };
}

function readType(line: string): MessageType {
  const [name = '', extension = '', category = '', ...doc] = line.split(' ');
  return { name, extension: extension === '-' ? undefined : extension, category, doc: doc.join(' ') };
}

function kindOf(id: KindId, root: FieldSchema, family: KindSchema['family']): KindSchema {
  const slash = id.indexOf('/');
  return {
    id,
    group: id.slice(0, slash),
    kind: id.slice(slash + 1),
    family,
    plural: '',
    shortNames: [],
    scope: 'Namespaced',
    root,
    experimental: false,
    versions: () => [],
  };
}

interface Known {
  messages(): readonly FieldSchema[];
  readonly enums: readonly (readonly string[])[];
}

function lazyMessage({ lines, oneOf }: Draft, known: Known): FieldSchema {
  let fields: ReadonlyMap<string, FieldSchema> | undefined;
  return {
    type: 'object',
    ...(oneOf.length === 0 ? {} : { oneOf }),
    get fields() {
      fields ??= new Map(lines.map((line) => readField(line, known)));
      return fields;
    },
  };
}

const FIELD = /^(\S+) ([*#]?)([a-z])(\d*)(!?)(?: (.*))?$/;

function readField(line: string, known: Known): readonly [string, FieldSchema] {
  const [, name = '', form, letter = '', index, mark, doc] = FIELD.exec(line) ?? [];
  const element = fieldOf(letter, Number(index), known);
  return [
    name,
    inForm(form, element, {
      alias: camelCase(name),
      ...(doc === undefined ? {} : { doc }),
      ...(mark === '!' ? { deprecated: 'Envoy keeps it for old configurations only' } : {}),
    }),
  ];
}

function inForm(
  form: string | undefined,
  element: FieldSchema,
  own: Pick<FieldSchema, 'alias' | 'doc' | 'deprecated'>,
): FieldSchema {
  if (form === '*') return { type: 'list', element, ...own };
  if (form === '#') return { type: 'map', element, ...own };
  if (element.type !== 'object' || element.open === true) return { ...element, ...own };
  // Spread, it would read its members, and theirs in turn.
  return {
    type: 'object',
    ...(element.oneOf === undefined ? {} : { oneOf: element.oneOf }),
    get fields() {
      return element.fields ?? new Map();
    },
    ...own,
  };
}

const STRUCT: FieldSchema = { type: 'object', open: true };
const ANY: FieldSchema = {
  ...STRUCT,
  format: ANY_MESSAGE,
  fields: new Map([[TYPE_KEY, { type: 'string', format: MESSAGE_TYPE, required: true }]]),
};
const SCALARS: ReadonlyMap<string, FieldSchema> = new Map<string, FieldSchema>([
  ['s', { type: 'string' }],
  ['b', { type: 'boolean' }],
  ['i', { type: 'integer' }],
  ['n', { type: 'number' }],
  ['d', { type: 'string', format: 'duration' }],
  ['a', ANY],
  ['o', STRUCT],
]);

function fieldOf(letter: string, index: number, known: Known): FieldSchema {
  if (letter === 'm') return known.messages()[index] ?? { type: 'any', open: true };
  if (letter === 'e') return { type: 'string', enum: known.enums[index] ?? [] };
  return SCALARS.get(letter) ?? { type: 'any', open: true };
}

function camelCase(name: string): string {
  const [first = '', ...rest] = name.split('_').filter((word) => word !== '');
  return `${first}${rest.map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`).join('')}`;
}
