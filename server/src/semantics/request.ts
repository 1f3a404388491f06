/** A request as Envoy sees it. */
import type { JsonValue } from '../base/json.ts';
import { isRecord } from '../yaml/to-json.ts';

export interface RequestInput {
  /** `Host` or `:authority`, as sent. */
  readonly host: string;
  /** With the query string. */
  readonly path: string;
  readonly method?: string | undefined;
  readonly scheme?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** Payload of an accepted token. */
  readonly claims?: JsonValue | undefined;
}

export interface HttpRequest {
  readonly authority: string;
  /** Without query and fragment. */
  readonly path: string;
  /** With `?`; empty when there is none. */
  readonly queryText: string;
  /** First value of each key. */
  readonly query: ReadonlyMap<string, string>;
  readonly method: string;
  readonly scheme: string;
  header(name: string): string | undefined;
  /** Values of a claim: one, or the members of a list; nothing when it is absent or no text. */
  claim(path: readonly string[]): readonly string[];
}

export function httpRequest(input: RequestInput): HttpRequest {
  const whole = input.path.split('#', 1)[0] ?? '';
  const mark = whole.indexOf('?');
  const queryText = mark < 0 ? '' : whole.slice(mark);
  const headers = new Map<string, string>();
  for (const [name, value] of Object.entries(input.headers ?? {})) {
    const key = name.toLowerCase();
    const before = headers.get(key);
    headers.set(key, before === undefined ? value : `${before},${value}`);
  }
  const method = input.method ?? 'GET';
  const scheme = input.scheme ?? 'http';
  const path = mark < 0 ? whole : whole.slice(0, mark);
  for (const [name, value] of [
    [':authority', input.host],
    ['host', input.host],
    [':path', whole],
    [':method', method],
    [':scheme', scheme],
  ] as const) {
    headers.set(name, value);
  }
  return {
    authority: input.host,
    path,
    queryText,
    query: queryOf(queryText),
    method,
    scheme,
    header: (name) => headers.get(name.toLowerCase()),
    claim: (steps) => claimValues(input.claims, steps),
  };
}

function queryOf(text: string): ReadonlyMap<string, string> {
  const query = new Map<string, string>();
  for (const pair of text.slice(1).split('&')) {
    const equals = pair.indexOf('=');
    const key = equals < 0 ? pair : pair.slice(0, equals);
    if (key !== '' && !query.has(key)) query.set(key, equals < 0 ? '' : pair.slice(equals + 1));
  }
  return query;
}

/** Texts under a path of claims. */
export function claimValues(claims: JsonValue | undefined, steps: readonly string[]): readonly string[] {
  let value = claims;
  for (const step of steps) {
    value = isRecord(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }
  if (typeof value === 'string') return [value];
  if (!Array.isArray(value)) return [];
  return (value as readonly JsonValue[]).flatMap((member) => (typeof member === 'string' ? [member] : []));
}
