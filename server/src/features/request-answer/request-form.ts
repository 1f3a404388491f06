/** The form of a request: read from what a page sends, and turned into a question. */
import type { JsonValue } from '../../base/json.ts';
import { Fields } from '../../semantics/fields.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import { parseTarget, type Target } from '../../semantics/tests/target.ts';
import type { Source, TraceQuestion } from '../../semantics/trace.ts';
import { workloads } from '../../semantics/workloads.ts';
import type { RequestForm, RequestShown, SourceRow } from './request-data.ts';

export const EMPTY_FORM: RequestForm = {
  from: 'outside',
  method: 'GET',
  url: '',
  headers: [],
  token: 'none',
  claims: '',
  sourceIp: '',
  authorizers: '',
};

/** More is no request of a person. */
const MAX_TEXT = 20_000;
const MAX_HEADERS = 100;

/** Undefined when the page has sent none: the cursor decides. */
export function formOf(input: JsonValue): RequestForm | undefined {
  const fields = new Fields(input, '');
  const text = (key: keyof RequestForm) => (fields.get(key).string() ?? '').slice(0, MAX_TEXT);
  if (fields.get('url').string() === undefined) return undefined;
  const token = text('token');
  const authorizers = text('authorizers');
  return {
    from: text('from'),
    method: text('method').trim() || 'GET',
    url: text('url').trim(),
    headers: fields
      .get('headers')
      .strings()
      .slice(0, MAX_HEADERS)
      .map((header) => header.slice(0, MAX_TEXT)),
    token: token === 'valid' || token === 'invalid' ? token : 'none',
    claims: text('claims'),
    sourceIp: text('sourceIp').trim(),
    authorizers: authorizers === 'allow' || authorizers === 'deny' ? authorizers : '',
  };
}

/** By namespace and name, those outside last. */
export function sourcesOf(mesh: Mesh): readonly SourceRow[] {
  const named = workloads(mesh).map(({ id, namespace, name }) => ({
    id: `workload ${id}`,
    sort: 'source' as const,
    namespace,
    text: name,
  }));
  const gateways = [
    ...mesh.objects('networking.istio.io/Gateway'),
    ...mesh.objects('gateway.networking.k8s.io/Gateway'),
  ].map(({ id }) => ({ id: `gateway ${id}`, sort: 'source' as const, text: `outside, by gateway ${id}` }));
  const unique = new Map([...named, ...gateways].map((each) => [each.id, each]));
  return [...unique.values(), { id: 'outside', sort: 'source', text: 'outside the mesh, no identity' }];
}

export function sourceOf(mesh: Mesh, id: string): Source | undefined {
  if (id === 'outside') return { sort: 'outside' };
  const space = id.indexOf(' ');
  const name = id.slice(space + 1);
  if (id.startsWith('gateway ')) return { sort: 'gateway', id: name };
  const found = workloads(mesh).find((each) => each.id === name);
  return found && { sort: 'workload', namespace: found.namespace, labels: found.labels };
}

export type Asked =
  | { readonly ok: true; readonly question: TraceQuestion; readonly target: Target }
  | { readonly ok: false; readonly problems: RequestShown['problems'] };

export function askedOf(mesh: Mesh, form: RequestForm): Asked {
  const source = sourceOf(mesh, form.from);
  const target = parseTarget(form.url);
  const headers = headersOf(form.headers);
  const claims = form.token === 'valid' ? claimsOf(form.claims) : { value: undefined };
  const problems: RequestShown['problems'][number][] = [];
  if (source === undefined) problems.push({ field: 'from', text: 'these files hold no such workload' });
  if ('problem' in target) problems.push({ field: 'url', text: target.problem });
  if ('problem' in headers) problems.push({ field: 'headers', text: headers.problem });
  if ('problem' in claims) problems.push({ field: 'claims', text: claims.problem });
  if (source === undefined || 'problem' in target || 'problem' in headers || 'problem' in claims)
    return { ok: false, problems };
  const { protocol, host, port, path, scheme, sni } = target;
  return {
    ok: true,
    target,
    question: {
      source,
      protocol,
      host,
      port,
      sni,
      request: { path, scheme, method: form.method, headers: headers.value },
      jwt: form.token === 'none' ? undefined : { token: form.token, claims: claims.value },
      sourceIp: form.sourceIp || undefined,
      extAuthz: form.authorizers === 'deny' ? providersThat(mesh, 'deny') : undefined,
    },
  };
}

function providersThat(mesh: Mesh, answer: string): ReadonlyMap<string, string> {
  return new Map([...mesh.settings.extensionProviders.keys()].map((name) => [name, answer]));
}

type Read<T> = { readonly value: T } | { readonly problem: string };

function headersOf(lines: readonly string[]): Read<Readonly<Record<string, string>>> {
  const found = new Map<string, string>();
  for (const line of lines) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    if (colon <= 0) return { problem: `"${line}" is no header: write name: value` };
    found.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { value: Object.fromEntries(found) };
}

function claimsOf(text: string): Read<JsonValue | undefined> {
  if (text.trim() === '') return { value: {} };
  try {
    const value = JSON.parse(text) as JsonValue;
    const isMap = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isMap ? { value } : { problem: 'the claims are a JSON object, such as {"iss": "…", "sub": "…"}' };
  } catch {
    return { problem: 'the claims are no JSON, such as {"iss": "…", "sub": "…"}' };
  }
}
