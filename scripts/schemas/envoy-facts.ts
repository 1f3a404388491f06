/** Turns `schemas/source/envoy-facts.jsonl` into `schemas/envoy.json`: one text that is read when a message is asked for. */

interface Field {
  readonly type: string;
  readonly list?: true;
  readonly map?: true;
  readonly deprecated?: true;
  readonly doc?: string;
}

type Line =
  | { readonly istio: string }
  | { readonly patch: string; readonly message: string }
  | { readonly type: string; readonly name?: string; readonly category: string; readonly doc: string }
  | { readonly enum: string; readonly values: readonly string[] }
  | {
      readonly message: string;
      readonly doc?: string;
      readonly fields: Readonly<Record<string, Field>>;
      readonly oneOf?: readonly (readonly string[])[];
    };

/** One letter a scalar type; what is left out here holds anything. */
const LETTERS: Readonly<Record<string, string>> = {
  string: 's',
  bytes: 's',
  timestamp: 's',
  bool: 'b',
  int32: 'i',
  uint32: 'i',
  int64: 'i',
  uint64: 'i',
  float: 'n',
  double: 'n',
  duration: 'd',
  any: 'a',
  struct: 'o',
  empty: 'o',
};

/**
 * The form that `server/src/schema/message-text.ts` reads. Lines by their first character: `>` what a patch changes, `@` a
 * type that extensions name, `=` an enum, a blank a field of the message above, `?` fields of which one may be set.
 */
export function compileEnvoy(source: string): string {
  const lines = source
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);
  const messages = lines.flatMap((line) => ('fields' in line ? [line.message] : []));
  const enums = lines.flatMap((line) => ('enum' in line ? [line.enum] : []));
  const indexOfMessage = new Map(messages.map((name, index) => [name, index]));
  const indexOfEnum = new Map(enums.map((name, index) => [name, index]));
  const releases: string[] = [];
  const text: string[] = [];
  for (const line of lines) {
    if ('istio' in line) releases.push(line.istio);
    else if ('fields' in line) {
      text.push(`${line.message} ${line.doc ?? ''}`.trimEnd());
      for (const [name, field] of Object.entries(line.fields)) text.push(` ${name} ${codeOf(field)}`);
      for (const group of line.oneOf ?? []) text.push(`?${group.join(',')}`);
    } else if ('patch' in line) text.push(`>${line.patch} ${line.message}`);
    else if ('enum' in line) text.push(`=${line.values.join(',')}`);
    else text.push(`@${line.type} ${line.name ?? '-'} ${line.category} ${line.doc}`);
  }
  return `${JSON.stringify({ releases, text: text.join('\n') })}\n`;

  function codeOf({ type, list, map, deprecated, doc }: Field): string {
    const form = list === true ? '*' : map === true ? '#' : '';
    return `${form}${letterOf(type)}${deprecated === true ? '!' : ''} ${doc ?? ''}`.trimEnd();
  }

  function letterOf(type: string): string {
    const [, sort, name = ''] = /^(message|enum):(.*)$/.exec(type) ?? [];
    const index = sort === 'enum' ? indexOfEnum.get(name) : indexOfMessage.get(name);
    if (sort !== undefined) return index === undefined ? 'x' : `${sort.charAt(0)}${index}`;
    return LETTERS[type] ?? 'x';
  }
}
