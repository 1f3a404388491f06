/** Keys and values of generators: from literals, files and env files. */
import type { Loader } from './loader.ts';
import { baseName } from './paths.ts';
import type { Origin, Place } from './place.ts';
import type { Problems } from './problems.ts';
import { child, isNull, itemsOf, type TreeMap, type TreeScalar } from './tree.ts';

export interface KeyValue {
  readonly key: string;
  readonly value: string;
  readonly origin: Origin;
}

export interface GeneratorContext {
  readonly folder: string;
  readonly loader: Loader;
  readonly problems: Problems;
}

/** In the order of the tool: env files, literals, files. Undefined, with a problem said, when one cannot be read. */
export function readKeyValues(entry: TreeMap, context: GeneratorContext): readonly KeyValue[] | undefined {
  const env = child(entry, 'env');
  const envs = [...itemsOf(child(entry, 'envs')), ...(env === undefined || isNull(env) ? [] : [env])];
  const pairs: KeyValue[] = [];
  const groups = [
    { items: envs, read: fromEnvFile },
    { items: itemsOf(child(entry, 'literals')), read: fromLiteral },
    { items: itemsOf(child(entry, 'files')), read: fromFile },
  ];
  for (const { items, read } of groups) {
    for (const item of items) {
      if (item.kind !== 'scalar') continue;
      const found = read(item, context);
      if (found === undefined) return undefined;
      for (const pair of found) pairs.push(pair);
    }
  }
  const seen = new Set<string>();
  for (const { key, origin } of pairs) {
    if (seen.has(key))
      return context.problems.fail('generator-malformed', `The key "${key}" is given twice`, origin);
    seen.add(key);
  }
  return pairs;
}

function fromLiteral(source: TreeScalar, { problems }: GeneratorContext): readonly KeyValue[] | undefined {
  const equals = source.text.indexOf('=');
  if (equals > 0) {
    const value = withoutQuotes(source.text.slice(equals + 1));
    return [{ key: source.text.slice(0, equals), value, origin: source.origin }];
  }
  return malformed(problems, source, 'a literal is written key=value');
}

function withoutQuotes(text: string): string {
  const first = text[0];
  const isQuoted = text.length >= 2 && (first === '"' || first === "'") && text.at(-1) === first;
  return isQuoted ? text.slice(1, -1) : text;
}

function fromFile(source: TreeScalar, context: GeneratorContext): readonly KeyValue[] | undefined {
  const parts = source.text.split('=');
  const [first = '', second = first] = parts;
  if (parts.length > 2 || first === '' || second === '')
    return malformed(context.problems, source, 'a file is written path or key=path');
  const file = context.loader.namedFile(context.folder, second, source.origin, 'content');
  // The object is made all the same.
  if (file === undefined) return [];
  const key = parts.length === 1 ? baseName(first) : first;
  return [{ key, value: file.text, origin: { file: file.path, start: 0, end: 0 } }];
}

function fromEnvFile(source: TreeScalar, context: GeneratorContext): readonly KeyValue[] | undefined {
  const file = context.loader.namedFile(context.folder, source.text, source.origin, 'content');
  // The object is made all the same.
  if (file === undefined) return [];
  const pairs: KeyValue[] = [];
  const { text } = file;
  for (let start = 0; start < text.length; ) {
    const newline = text.indexOf('\n', start);
    const next = newline < 0 ? text.length : newline + 1;
    const end = newline < 0 ? text.length : newline;
    const line = text.slice(start, end).replace(/\r$/, '');
    const pair = envLine(start === 0 ? line.replace(/^\ufeff/, '') : line, { file: file.path, start, end });
    if (pair !== undefined) pairs.push(pair);
    start = next;
  }
  return pairs;
}

/** Blanks in front go, all others stay in key and value, and so do quotes. */
function envLine(line: string, place: Place): KeyValue | undefined {
  const written = line.trimStart();
  if (written === '' || written.startsWith('#')) return undefined;
  const equals = written.indexOf('=');
  return equals < 0
    ? { key: written, value: '', origin: place }
    : { key: written.slice(0, equals), value: written.slice(equals + 1), origin: place };
}

function malformed(problems: Problems, { text, origin }: TreeScalar, why: string): undefined {
  return problems.fail('generator-malformed', `"${text}" cannot be read: ${why}`, origin);
}
