/**
 * Match blocks of HTTP routes, compiled (semantics specification §2.5). A block has a part that is decided once for a
 * proxy (port, gateways, source) and a part that each request is held against.
 */
import { parseJwtClaimKey } from '../primitives/jwt-claim-key.ts';
import { compileRe2 } from '../primitives/regex.ts';
import { carries, type Fields } from './fields.ts';
import { gatewayReference } from './names.ts';
import type { HttpRequest } from './request.ts';

/** Where a request enters the mesh: the proxy that decides. */
export interface RouteProxy {
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  /** `mesh` for sidecars, else `namespace/name` of the Gateway. */
  readonly gateway: string;
  /** Of the service called, or of the gateway's server. */
  readonly port: number;
}

export type UriMatch =
  | { readonly form: 'exact' | 'prefix' | 'regex'; readonly value: string }
  /** Whole path segments, as Ingress and HTTPRoute compare. */
  | { readonly form: 'segments'; readonly value: string };

export interface Condition {
  /** `header end-user is "jason"`. */
  readonly text: string;
  readonly path: string;
  holds(request: HttpRequest): boolean;
}

export interface MatchBlock {
  /** Position in the rule's list. */
  readonly index: number;
  readonly path: string;
  readonly uri: UriMatch | undefined;
  readonly conditions: readonly Condition[];
  /** Takes every request of the proxy, so nothing after it is reached. */
  readonly isCatchAll: boolean;
  /** Why this proxy never uses the block; undefined when it may. */
  whyUnusable(proxy: RouteProxy): string | undefined;
}

/** `namespace`: of the object, for names of gateways in the block. */
export function compileBlock(block: Fields, index: number, namespace: string): MatchBlock {
  const uri = uriOf(block.get('uri'));
  const conditions = conditionsOf(block, uri);
  return {
    index,
    path: block.path,
    uri,
    conditions,
    isCatchAll: isCatchAllUri(uri) && conditions.every(({ path }) => path === block.get('uri').path),
    whyUnusable: (proxy) => whyUnusable(block, namespace, proxy),
  };
}

/** A rule without blocks. */
export function everything(path: string): MatchBlock {
  return { index: 0, path, uri: undefined, conditions: [], isCatchAll: true, whyUnusable: () => undefined };
}

function isCatchAllUri(uri: UriMatch | undefined): boolean {
  if (uri === undefined) return true;
  return (uri.form === 'prefix' && uri.value === '/') || (uri.form === 'regex' && uri.value === '.*');
}

/** A block that names gateways is not held against the source at all; that is how the control plane reads it. */
function whyUnusable(block: Fields, namespace: string, proxy: RouteProxy): string | undefined {
  const port = block.get('port').number();
  if (port !== undefined && port !== 0 && port !== proxy.port) return `it is for port ${port}`;
  const gateways = block.get('gateways').strings();
  if (gateways.length > 0) {
    const isNamed = gateways.some((gateway) => gatewayReference(gateway, namespace) === proxy.gateway);
    return isNamed ? undefined : `it is for the gateways ${gateways.join(', ')}`;
  }
  const labels = block.get('sourceLabels').stringMap();
  if (!carries(proxy.labels, labels)) return `it is for clients labelled ${labelText(labels)}`;
  const source = block.get('sourceNamespace').string() ?? '';
  if (source !== '' && source !== proxy.namespace) return `it is for clients of namespace ${source}`;
  return undefined;
}

function labelText(labels: ReadonlyMap<string, string>): string {
  return [...labels].map(([key, value]) => `${key}=${value}`).join(', ');
}

function uriOf(uri: Fields): UriMatch | undefined {
  for (const form of ['exact', 'prefix', 'regex'] as const) {
    const value = uri.get(form).string();
    if (value !== undefined) return { form, value };
  }
  return undefined;
}

function conditionsOf(block: Fields, uri: UriMatch | undefined): readonly Condition[] {
  const conditions: Condition[] = [];
  if (uri !== undefined) {
    const ignoresCase = block.get('ignoreUriCase').boolean() ?? false;
    conditions.push(uriCondition(uri, ignoresCase, block.get('uri').path));
  }
  for (const [field, read] of [
    ['scheme', (request: HttpRequest) => request.scheme],
    ['method', (request: HttpRequest) => request.method],
    ['authority', (request: HttpRequest) => request.authority],
  ] as const) {
    const match = block.get(field);
    if (match.exists) conditions.push(textCondition(field, match, read));
  }
  for (const [name, match] of block.get('headers').entries()) conditions.push(headerCondition(name, match));
  for (const [name, match] of block.get('withoutHeaders').entries()) {
    conditions.push(withoutHeader(name, match));
  }
  for (const [name, match] of block.get('queryParams').entries()) {
    conditions.push(textCondition(`query parameter ${name}`, match, ({ query }) => query.get(name)));
  }
  return conditions;
}

export function uriCondition(uri: UriMatch, ignoresCase: boolean, path: string): Condition {
  const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
  const text = `path ${wordOf(uri.form)} "${uri.value}"${ignoresCase ? ' in any case' : ''}`;
  if (uri.form === 'regex') {
    const test = wholeMatcher(uri.value);
    return { text, path, holds: (request) => test(request.path) };
  }
  const value = fold(uri.value);
  if (uri.form === 'exact') return { text, path, holds: (request) => fold(request.path) === value };
  if (uri.form === 'prefix') return { text, path, holds: (request) => fold(request.path).startsWith(value) };
  return { text, path, holds: (request) => isBelow(fold(request.path), value) };
}

/** `/foo` holds `/foo` and `/foo/x`, not `/foobar`; a slash at the end of the value does not count. */
export function isBelow(path: string, prefix: string): boolean {
  const stem = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
  return path === stem || path.startsWith(`${stem}/`);
}

function wordOf(form: UriMatch['form']): string {
  switch (form) {
    case 'exact':
      return 'is';
    case 'regex':
      return 'matches';
    default:
      return 'starts with';
  }
}

interface TextTest {
  readonly words: string;
  test(value: string | undefined): boolean;
}

/** Exact, prefix or regular expression; an empty object or the expression `*` asks for presence. */
function textTest(match: Fields): TextTest {
  const exact = match.get('exact').string();
  if (exact !== undefined) return { words: `is "${exact}"`, test: (value) => value === exact };
  const prefix = match.get('prefix').string();
  if (prefix !== undefined) {
    return { words: `starts with "${prefix}"`, test: (value) => value?.startsWith(prefix) ?? false };
  }
  const regex = match.get('regex').string();
  if (regex === undefined || regex === '*') {
    return { words: 'is present', test: (value) => value !== undefined };
  }
  const test = wholeMatcher(regex);
  return { words: `matches "${regex}"`, test: (value) => value !== undefined && test(value) };
}

function textCondition(
  subject: string,
  match: Fields,
  read: (request: HttpRequest) => string | undefined,
): Condition {
  const { words, test } = textTest(match);
  return { text: `${subject} ${words}`, path: match.path, holds: (request) => test(read(request)) };
}

function headerCondition(name: string, match: Fields): Condition {
  const claim = parseJwtClaimKey(name);
  if (claim === undefined) {
    return textCondition(`header ${name}`, match, (request) => request.header(name));
  }
  const { words, test } = textTest(match);
  return {
    text: `claim ${claim.join('.')} ${words}`,
    path: match.path,
    holds: (request) => request.claim(claim).some(test),
  };
}

/** A missing header counts as empty text, unless the block asks for absence. */
function withoutHeader(name: string, match: Fields): Condition {
  const { words, test } = textTest(match);
  const asksForAbsence = words === 'is present';
  return {
    text: `header ${name} not: ${words}`,
    path: match.path,
    holds: (request) => {
      const value = request.header(name);
      return asksForAbsence ? value === undefined : !test(value ?? '');
    },
  };
}

/** An expression that is none matches nothing: the control plane would have refused it. */
export function wholeMatcher(pattern: string): (text: string) => boolean {
  const compiled = compileRe2(pattern);
  return compiled.ok ? (text) => compiled.matchesWhole(text) : () => false;
}
