/** Match blocks of VirtualServices as sets of conditions, and when one takes every request that another takes. */
import type { Cursor } from './cursor.ts';

/** Conditions are all to hold; what is not written holds for everything. */
export interface RouteMatch {
  /** Path of the block; undefined for a route without any. */
  readonly path: string | undefined;
  readonly block: Cursor | undefined;
  readonly uri: TextMatch | undefined;
  readonly isCaseIgnored: boolean;
  readonly texts: Readonly<Record<string, TextMatch>>;
  /** `headers/<name>` and `queryParams/<name>`. */
  readonly named: Readonly<Record<string, TextMatch>>;
  /** `withoutHeaders/<name>`, `sourceLabels/<name>`, `port`…, as JSON: equal or not. */
  readonly plain: Readonly<Record<string, string>>;
  /** Lists of which one item has to hold. */
  readonly lists: Readonly<Record<string, readonly string[]>>;
  /** Has a condition that is not known here, so nothing is certain to be covered by it. */
  readonly isOpaque: boolean;
}

export interface TextMatch {
  readonly type: 'exact' | 'prefix' | 'regex' | 'present' | 'unclear';
  readonly value: string;
}

const TEXTS = new Set(['scheme', 'method', 'authority']);
const NAMED = new Set(['headers', 'queryParams']);
const PLAIN_MAPS = new Set(['withoutHeaders', 'sourceLabels']);
const PLAIN = new Set(['port', 'sourceNamespace', 'sourceSubnet']);
const LISTS = new Set(['gateways', 'sniHosts', 'destinationSubnets']);
/** Fields that decide nothing. */
const LABELS = new Set(['name', 'statPrefix']);

/** A match block; `gateways` stand for it where it lists none of its own. */
export function routeMatch(block: Cursor, gateways: readonly string[]): RouteMatch {
  const match = emptyMatch(block, gateways);
  for (const { key, value } of block.entries()) addCondition(match, key, value);
  // An empty block is refused, or still being typed.
  if (!block.entries().some(({ value }) => value.exists)) match.isOpaque = true;
  return match;
}

/** Written alike, but for the name: what upstream takes for a copy. */
export function isCopy(a: RouteMatch, b: RouteMatch): boolean {
  return a.block !== undefined && b.block !== undefined && nameless(a.block) === nameless(b.block);
}

function nameless(block: Cursor): string {
  return canonicalMap(block.entries().filter(({ key }) => key !== 'name'));
}

/** What a route without match blocks takes. */
export function anyMatch(gateways: readonly string[]): RouteMatch {
  return emptyMatch(undefined, gateways);
}

/** True when every request that `later` takes is taken by `earlier`; in doubt false. */
export function covers(earlier: RouteMatch, later: RouteMatch, protocol: 'http' | 'tls' | 'tcp'): boolean {
  return (
    !earlier.isOpaque &&
    coversUri(earlier, later) &&
    coversAll(earlier.texts, later.texts, coversText) &&
    coversAll(earlier.named, later.named, coversText) &&
    coversAll(earlier.plain, later.plain, (a, b) => a === b) &&
    coversLists(earlier.lists, later.lists, protocol)
  );
}

interface Draft extends RouteMatch {
  uri: TextMatch | undefined;
  isCaseIgnored: boolean;
  isOpaque: boolean;
  readonly texts: Record<string, TextMatch>;
  readonly named: Record<string, TextMatch>;
  readonly plain: Record<string, string>;
  readonly lists: Record<string, readonly string[]>;
}

function emptyMatch(block: Cursor | undefined, gateways: readonly string[]): Draft {
  const lists = { gateways };
  return {
    path: block?.path,
    block,
    uri: undefined,
    isCaseIgnored: false,
    texts: {},
    named: {},
    plain: {},
    lists,
    isOpaque: false,
  };
}

function addCondition(match: Draft, key: string, value: Cursor): void {
  if (!value.exists || LABELS.has(key)) return;
  if (key === 'uri') match.uri = textMatch(value);
  else if (key === 'ignoreUriCase') match.isCaseIgnored = value.boolean() === true;
  else if (TEXTS.has(key)) match.texts[key] = textMatch(value);
  else if (NAMED.has(key))
    for (const entry of value.entries()) match.named[`${key}/${entry.key}`] = textMatch(entry.value);
  else if (PLAIN_MAPS.has(key))
    for (const entry of value.entries()) match.plain[`${key}/${entry.key}`] = canonical(entry.value);
  else if (PLAIN.has(key)) match.plain[key] = canonical(value);
  else if (LISTS.has(key)) {
    const items = value.items().map(canonical);
    if (items.length > 0) match.lists[key] = items;
  } else match.isOpaque = true;
}

/** `{}` and null ask that a header is there. */
function textMatch(cursor: Cursor): TextMatch {
  const written = cursor.entries().filter(({ value }) => value.exists);
  const [only] = written;
  if (only === undefined) return { type: 'present', value: '' };
  const value = only.value.string();
  const isKnown = only.key === 'exact' || only.key === 'prefix' || only.key === 'regex';
  if (written.length > 1 || !isKnown || value === undefined || value === '')
    return { type: 'unclear', value: '' };
  return { type: only.key as 'exact' | 'prefix' | 'regex', value };
}

function coversAll<T>(
  earlier: Readonly<Record<string, T>>,
  later: Readonly<Record<string, T>>,
  isCovered: (a: T, b: T) => boolean,
): boolean {
  return Object.entries(earlier).every(([key, value]) => {
    const other = later[key];
    return other !== undefined && isCovered(value, other);
  });
}

function coversText(earlier: TextMatch, later: TextMatch): boolean {
  if (earlier.type === 'unclear' || later.type === 'unclear') return false;
  if (earlier.type === 'prefix')
    return (later.type === 'prefix' || later.type === 'exact') && later.value.startsWith(earlier.value);
  return earlier.type === later.type && earlier.value === later.value;
}

/** Paths begin with `/`, so that prefix asks nothing; the control plane ends its route list there, too. */
export function asksEveryPath({ type, value }: TextMatch): boolean {
  return (type === 'prefix' && value === '/') || (type === 'regex' && value === '.*');
}

function coversUri(earlier: RouteMatch, later: RouteMatch): boolean {
  const { uri } = earlier;
  if (uri === undefined || asksEveryPath(uri)) return true;
  if (later.uri === undefined || uri.type === 'present') return false;
  if (earlier.isCaseIgnored && uri.type !== 'regex') return coversText(lowered(uri), lowered(later.uri));
  if (later.isCaseIgnored && /[a-z]/i.test(uri.value)) return false;
  return coversText(uri, later.uri);
}

function lowered(match: TextMatch): TextMatch {
  return match.type === 'regex' ? match : { ...match, value: match.value.toLowerCase() };
}

/**
 * Among filter chains the most specific server name and network win, not the first: those lists cover only what they
 * name. For TCP a match without networks ends the list.
 */
function coversLists(
  earlier: RouteMatch['lists'],
  later: RouteMatch['lists'],
  protocol: 'http' | 'tls' | 'tcp',
): boolean {
  const keys = new Set([...Object.keys(earlier), ...Object.keys(later)]);
  return [...keys].every((key) => {
    const [a, b] = [earlier[key], later[key]];
    if (a === undefined) return protocol !== 'tls';
    return b?.every((item) => a.includes(item)) ?? false;
  });
}

/** JSON that does not depend on the order of keys. */
function canonical(cursor: Cursor): string {
  const { node } = cursor;
  if (node?.kind === 'map') return canonicalMap(cursor.entries());
  if (node?.kind === 'seq') return `[${cursor.items().map(canonical).join()}]`;
  return node?.kind === 'scalar' ? JSON.stringify(node.value) : 'null';
}

function canonicalMap(entries: readonly { readonly key: string; readonly value: Cursor }[]): string {
  const parts = entries
    .filter(({ value }) => value.exists)
    .map(({ key, value }) => `${JSON.stringify(key)}:${canonical(value)}`);
  return `{${parts.toSorted().join()}}`;
}
