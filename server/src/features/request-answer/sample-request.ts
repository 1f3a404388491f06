/** A request that fits a match: what is asked for is taken from the text, and made up only where a pattern leaves it open. */
import { parseJwtClaimKey } from '../../primitives/jwt-claim-key.ts';
import type { Fields } from '../../semantics/fields.ts';
import { Languages } from '../../semantics/partition/language.ts';
import { expression } from '../../semantics/partition/regular-expression.ts';
import { witnesses } from '../../semantics/partition/witnesses.ts';

export interface SampleRequest {
  /** With the query. */
  readonly path: string;
  readonly method: string;
  /** `name: value`. */
  readonly headers: readonly string[];
  /** Undefined: the host of the route. */
  readonly authority: string | undefined;
  readonly scheme: string | undefined;
  /** Of a token that has to come along. */
  readonly claims: ReadonlyMap<string, string>;
}

export const PLAIN_SAMPLE: SampleRequest = {
  path: '/',
  method: 'GET',
  headers: [],
  authority: undefined,
  scheme: undefined,
  claims: new Map(),
};

/** Of a block of a VirtualService's `match`. */
export function sampleOfBlock(block: Fields): SampleRequest {
  const headers: string[] = [];
  const claims = new Map<string, string>();
  for (const [name, match] of block.get('headers').entries()) {
    const value = textFor(match) ?? 'x';
    const claim = parseJwtClaimKey(name);
    if (claim === undefined) headers.push(`${name}: ${value}`);
    else claims.set(claim.join('.'), value);
  }
  const query = block
    .get('queryParams')
    .entries()
    .map(([name, match]) => `${name}=${textFor(match) ?? 'x'}`);
  return {
    path: withQuery(textFor(block.get('uri')) ?? '/', query),
    method: textFor(block.get('method')) ?? 'GET',
    headers,
    authority: textFor(block.get('authority')),
    scheme: textFor(block.get('scheme')),
    claims,
  };
}

/** Of an entry of `matches` in an HTTPRoute or GRPCRoute. */
export function sampleOfMatch(match: Fields): SampleRequest {
  const pairs = (key: string) =>
    match
      .get(key)
      .items()
      .map((each) => [each.get('name').string() ?? '', typedText(each) ?? 'x'] as const);
  const rpc = match.get('method');
  const isRpc = rpc.get('service').exists || rpc.get('method').exists;
  const path = isRpc
    ? `/${rpc.get('service').string() ?? 'x.Service'}/${rpc.get('method').string() ?? 'Call'}`
    : (typedText(match.get('path')) ?? '/');
  return {
    ...PLAIN_SAMPLE,
    path: withQuery(
      path,
      pairs('queryParams').map(([name, value]) => `${name}=${value}`),
    ),
    method: isRpc ? 'POST' : (rpc.string() ?? 'GET'),
    headers: pairs('headers').map(([name, value]) => `${name}: ${value}`),
  };
}

function withQuery(path: string, query: readonly string[]): string {
  const whole = path.startsWith('/') ? path : `/${path}`;
  return query.length === 0 ? whole : `${whole}?${query.join('&')}`;
}

function typedText(value: Fields): string | undefined {
  const text = value.get('value').string();
  return value.get('type').string() === 'RegularExpression' && text !== undefined ? textOf(text) : text;
}

/** Undefined for a match that is content with anything. */
function textFor(match: Fields): string | undefined {
  const written = match.get('exact').string() ?? match.get('prefix').string();
  if (written !== undefined) return written;
  const regex = match.get('regex').string();
  return regex === undefined || regex === '*' ? undefined : textOf(regex);
}

/** The shortest text that an expression takes; undefined when it is beyond what can be decided. */
function textOf(regex: string): string | undefined {
  const languages = new Languages();
  const wanted = expression(languages, regex);
  return wanted && witnesses(languages, wanted, [])?.[0];
}

/** A text that a form of a policy takes: a star stands for what is left out. */
export function textOfForm(form: string): string {
  if (form === '*') return 'x';
  return form
    .replaceAll('{**}', 'x')
    .replaceAll('{*}', 'x')
    .replace('*', form.startsWith('*') ? 'x' : '');
}
