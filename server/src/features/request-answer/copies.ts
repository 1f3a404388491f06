/** The request as text to take along: for curl, for the command line, and as a test. */
import type { JsonValue } from '../../base/json.ts';
import { parseCluster, type Source, type Trace, type TraceQuestion } from '../../semantics/trace.ts';
import { isRecord } from '../../yaml/to-json.ts';
import type { RequestForm, RequestShown } from './request-data.ts';

export function copiesOf(
  form: RequestForm,
  question: TraceQuestion,
  trace: Trace,
): NonNullable<RequestShown['copies']> {
  return {
    curl: curlOf(form, question),
    trace: traceOf(form, question),
    test: testOf(form, question, trace),
  };
}

/** For a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@%+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

function curlOf({ url, token }: RequestForm, { protocol, request, host, port }: TraceQuestion): string {
  if (protocol === 'tcp') return `curl -v ${quoted(`telnet://${host}:${port}`)}`;
  const method = request.method ?? 'GET';
  return [
    'curl -i',
    ...(method === 'GET' ? [] : [`-X ${quoted(method)}`]),
    ...headerFlags(request.headers),
    ...(token === 'none' ? [] : ['-H "Authorization: Bearer $TOKEN"']),
    quoted(url),
  ].join(' ');
}

function headerFlags(headers: TraceQuestion['request']['headers']): readonly string[] {
  return Object.entries(headers ?? {}).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
}

/** Claims that are no texts cannot be said there. */
function traceOf({ url }: RequestForm, { source, request, jwt }: TraceQuestion): string {
  const method = request.method ?? 'GET';
  const claims = isRecord(jwt?.claims) ? Object.entries(jwt.claims) : [];
  return [
    `meshwright trace . --from ${quoted(fromText(source))}`,
    `--url ${quoted(url)}`,
    ...(method === 'GET' ? [] : [`--method ${quoted(method)}`]),
    ...headerFlags(request.headers),
    ...claims.flatMap(([name, value]) =>
      typeof value === 'string' ? [`--claim ${quoted(`${name}=${value}`)}`] : [],
    ),
  ].join(' ');
}

function fromText(source: Source): string {
  if (source.sort === 'outside') return 'outside:';
  if (source.sort === 'gateway') return `gateway:${source.id}`;
  const labels = [...source.labels].map(([key, value]) => `${key}=${value}`).join(',');
  return labels === '' ? source.namespace : `${source.namespace}/${labels}`;
}

function testOf(
  form: RequestForm,
  { source, request, jwt, protocol }: TraceQuestion,
  trace: Trace,
): JsonValue {
  const method = request.method ?? 'GET';
  const headers = request.headers ?? {};
  const who = form.from.slice(form.from.indexOf(' ') + 1);
  const what = protocol === 'http' ? `${method} ${form.url}` : form.url;
  return {
    name: `${what} from ${who}`,
    from: sourceJson(source),
    url: form.url,
    ...(method !== 'GET' && protocol === 'http' && { method }),
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(jwt !== undefined && { token: jwt.token === 'valid' ? (jwt.claims ?? {}) : jwt.token }),
    expect: expectationOf(trace),
  };
}

function sourceJson(source: Source): JsonValue {
  if (source.sort === 'outside') return { outside: true };
  if (source.sort === 'gateway') return { gateway: source.id };
  const labels = Object.fromEntries(source.labels);
  return { namespace: source.namespace, ...(source.labels.size > 0 && { labels }) };
}

/** What is so now. */
function expectationOf({ entry, waypoint, route, destinations }: Trace): JsonValue {
  const refusal = [entry, waypoint].find((guard) => guard?.authz.decision === 'DENY');
  if (refusal?.authz.status !== undefined) return { status: refusal.authz.status };
  if (route.outcome !== 'routed') {
    return {
      outcome: route.outcome,
      ...(route.status !== undefined && { status: route.status }),
      ...(route.location !== undefined && { redirect: route.location }),
    };
  }
  const all = (route.destinations ?? []).map(({ cluster, weight }) => destinationJson(cluster, weight));
  const [only] = all;
  const arrivals = destinations.flatMap((each) => each.arrivals);
  const wires = new Set(arrivals.map(({ mtls }) => mtls.wire));
  const decisions = new Set(
    arrivals.map(({ mtls, authz }) =>
      refusal !== undefined || mtls.verdict === 'rejected' ? 'DENY' : (authz?.decision ?? 'ALLOW'),
    ),
  );
  const rule = route.route?.name ?? route.route?.index;
  return {
    ...(rule !== undefined && { route: rule }),
    ...(all.length === 1 && only !== undefined
      ? { destination: without(only, 'weight') }
      : { destinations: all }),
    ...(wires.size === 1 && { mtls: [...wires][0] as string }),
    ...(decisions.size === 1 && { decision: [...decisions][0] as string }),
  };
}

function destinationJson(cluster: string, weight: number): Readonly<Record<string, JsonValue>> {
  const parsed = parseCluster(cluster);
  if (parsed === undefined) return { cluster, weight };
  const { host, subset, port } = parsed;
  return { host, ...(subset !== '' && { subset }), port, weight };
}

function without(
  record: Readonly<Record<string, JsonValue>>,
  key: string,
): Readonly<Record<string, JsonValue>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== key));
}
