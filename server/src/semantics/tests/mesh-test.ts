/**
 * Request tests beside the YAML: documents of kind `MeshTest`. A request says who asks for what and what should come of
 * it; only what is written in `expect` is compared.
 */
import type { JsonValue } from '../../base/json.ts';
import type { Fields } from '../fields.ts';
import type { Mesh } from '../mesh.ts';
import { expandHost } from '../names.ts';
import type { Step } from '../steps.ts';
import {
  type Arrival,
  parseCluster,
  type Source,
  type Trace,
  type TraceQuestion,
  traceRequest,
} from '../trace.ts';
import { runInvariant } from './invariant.ts';
import type { TestFailure, TestOutcome } from './outcome.ts';
import { saysTheSame } from './same-fields.ts';
import { parseTarget } from './target.ts';

export const MESH_TEST_API_VERSION = 'meshwright/v1';
export const MESH_TEST_KIND = 'MeshTest';

export function isMeshTest(document: Fields): boolean {
  return (
    document.get('apiVersion').string() === MESH_TEST_API_VERSION &&
    document.get('kind').string() === MESH_TEST_KIND
  );
}

export function runMeshTest(mesh: Mesh, document: Fields): readonly TestOutcome[] {
  const spec = document.get('spec');
  return [
    ...spec
      .get('requests')
      .items()
      .map((test, index) => runRequest(mesh, test, index)),
    ...spec
      .get('invariants')
      .items()
      .map((test, index) => runInvariant(mesh, test, index)),
  ];
}

function runRequest(mesh: Mesh, test: Fields, index: number): TestOutcome {
  const name = test.get('name').string() ?? `Request ${index + 1}`;
  const base = { name, path: test.path };
  const read = questionOf(test);
  if ('problem' in read) {
    const failure = { text: read.problem, path: test.get(read.field).path };
    return { ...base, request: '', failures: [failure], steps: [] };
  }
  const trace = traceRequest(mesh, read);
  const method = read.request.method ?? 'GET';
  return {
    ...base,
    request:
      read.protocol === 'http'
        ? `${method} ${test.get('url').string() ?? ''}`
        : (test.get('url').string() ?? ''),
    failures: compare(mesh, test.get('expect'), read, trace),
    steps: [
      ...(trace.entry?.authz.steps ?? []),
      ...(trace.waypoint?.authz.steps ?? []),
      ...trace.route.steps,
      ...trace.destinations.flatMap(({ arrivals }) => arrivals.flatMap(stepsOf)),
    ],
  };
}

function stepsOf({ mtls, authz }: Arrival): readonly Step[] {
  return [...mtls.steps, ...(authz?.steps ?? [])];
}

interface Problem {
  readonly problem: string;
  readonly field: string;
}

export function questionOf(test: Fields): TraceQuestion | Problem {
  const target = parseTarget(test.get('url').string() ?? '');
  if ('problem' in target) return { ...target, field: 'url' };
  const source = sourceOf(test.get('from'));
  if (source === undefined) {
    return {
      problem: 'from needs a namespace (and labels), gateway: namespace/name, or outside: true',
      field: 'from',
    };
  }
  return {
    source,
    protocol: target.protocol,
    host: target.host,
    port: target.port,
    sni: test.get('sni').string() ?? target.sni,
    request: {
      path: target.path,
      method: test.get('method').string() ?? 'GET',
      scheme: target.scheme,
      headers: Object.fromEntries(test.get('headers').stringMap()),
    },
    jwt: tokenOf(test.get('token')),
  };
}

export function sourceOf(from: Fields): Source | undefined {
  if (from.get('outside').boolean() === true) return { sort: 'outside' };
  const gateway = from.get('gateway').string();
  if (gateway !== undefined) return gateway.includes('/') ? { sort: 'gateway', id: gateway } : undefined;
  const namespace = from.get('namespace').string();
  if (namespace === undefined) return undefined;
  return { sort: 'workload', namespace, labels: from.get('labels').stringMap() };
}

/** `none`, `invalid`, or the claims of a token that is accepted. */
function tokenOf(token: Fields): TraceQuestion['jwt'] {
  if (!token.exists) return undefined;
  const word = token.string();
  return word === undefined ? { token: 'valid', claims: token.value } : { token: word };
}

type Comparer = (wanted: Fields, trace: Trace, question: TraceQuestion, mesh: Mesh) => string | undefined;

/** What may stand in `expect`: each says what came instead, or nothing when it holds. */
const COMPARERS: ReadonlyMap<string, Comparer> = new Map<string, Comparer>([
  ['virtualService', (wanted, { route }) => unlike(wanted, route.virtualService)],
  ['httpRoute', (wanted, { route }) => unlike(wanted, route.httpRoute)],
  [
    'route',
    (wanted, { route }) =>
      unlike(wanted, typeof wanted.value === 'number' ? route.route?.index : route.route?.name),
  ],
  ['outcome', (wanted, { route }) => unlike(wanted, route.outcome)],
  ['status', (wanted, trace) => unlike(wanted, statusOf(trace))],
  ['redirect', (wanted, { route }) => unlike(wanted, route.location)],
  ['rewrite', (wanted, { route }) => unlikePart(wanted, route.rewrite)],
  ['timeout', (wanted, { route }) => unlike(wanted, route.timeout)],
  ['retries', (wanted, { route }) => unlike(wanted, route.retries?.attempts)],
  ['destination', (wanted, trace, question, mesh) => unlikeDestinations([wanted], trace, question, mesh)],
  [
    'destinations',
    (wanted, trace, question, mesh) => unlikeDestinations(wanted.items(), trace, question, mesh),
  ],
  ['mtls', (wanted, trace) => unlikeEach(wanted, trace, ({ mtls }) => mtls.wire)],
  ['decision', (wanted, trace) => unlikeEach(wanted, trace, (arrival) => decisionOf(trace, arrival))],
]);

export const EXPECTATIONS: readonly string[] = [...COMPARERS.keys()];

function compare(mesh: Mesh, expect: Fields, question: TraceQuestion, trace: Trace): readonly TestFailure[] {
  if (expect.entries().length === 0) {
    return [{ text: `expect is empty; it may hold ${EXPECTATIONS.join(', ')}`, path: expect.path }];
  }
  return expect.entries().flatMap(([key, wanted]) => {
    const comparer = COMPARERS.get(key);
    if (comparer === undefined) {
      return [{ text: `expect has no "${key}"; it may hold ${EXPECTATIONS.join(', ')}`, path: wanted.path }];
    }
    const instead = comparer(wanted, trace, question, mesh);
    return instead === undefined
      ? []
      : [{ text: `${key} is ${instead}, wanted ${JSON.stringify(wanted.value)}`, path: wanted.path }];
  });
}

function unlike(wanted: Fields, actual: JsonValue | undefined): string | undefined {
  return saysTheSame(wanted.value, actual) ? undefined : shown(actual);
}

/** Only the fields that are wanted count. */
function unlikePart(
  wanted: Fields,
  actual: Readonly<Record<string, JsonValue>> | undefined,
): string | undefined {
  const differs = wanted.entries().some(([key, value]) => !saysTheSame(value.value, actual?.[key]));
  return differs || actual === undefined ? shown(actual) : undefined;
}

function shown(value: JsonValue | undefined): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}

/** Of the whole way: the first answer that is no "go on". */
function statusOf({ entry, waypoint, route, destinations }: Trace): number | undefined {
  if (entry?.authz.decision === 'DENY') return entry.authz.status;
  if (waypoint?.authz.decision === 'DENY') return waypoint.authz.status;
  if (route.outcome !== 'routed') return route.status;
  if (
    (route.missingClusters?.length ?? 0) > 0 &&
    route.missingClusters?.length === route.destinations?.length
  )
    return 503;
  const refusal = destinations
    .flatMap(({ arrivals }) => arrivals)
    .find(({ authz }) => authz?.decision === 'DENY');
  return refusal?.authz?.status ?? 200;
}

function decisionOf({ waypoint }: Trace, { mtls, authz }: Arrival): string {
  if (waypoint?.authz.decision === 'DENY') return 'DENY';
  return mtls.verdict === 'rejected' ? 'DENY' : (authz?.decision ?? 'ALLOW');
}

/** At every workload that may get it. */
function unlikeEach(wanted: Fields, trace: Trace, read: (arrival: Arrival) => string): string | undefined {
  const arrivals = trace.destinations.flatMap((destination) => destination.arrivals);
  if (arrivals.length === 0) return 'unknown, because no workload of these files gets the request';
  const other = arrivals.find((arrival) => read(arrival) !== wanted.string());
  return other && `"${read(other)}" at ${other.workload.id}`;
}

/** Host, subset, port and weight, each where it is written; the list as a whole in any order. */
function unlikeDestinations(
  wanted: readonly Fields[],
  { route }: Trace,
  question: TraceQuestion,
  mesh: Mesh,
): string | undefined {
  const actual = (route.destinations ?? []).map(({ cluster, weight }) => ({
    cluster,
    weight,
    ...parseCluster(cluster),
  }));
  const left = [...actual];
  const namespace =
    question.source.sort === 'workload'
      ? question.source.namespace
      : question.source.sort === 'gateway'
        ? (question.source.id.split('/')[0] ?? '')
        : '';
  const isFound = wanted.every((each) => {
    const at = left.findIndex((destination) => isDestination(each, destination, namespace, mesh));
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  });
  if (isFound && left.length === 0) return undefined;
  const list = actual.map(({ cluster, weight }) =>
    actual.length === 1 ? cluster : `${cluster} (${weight})`,
  );
  return list.length === 0 ? `nothing (${route.outcome})` : list.join(', ');
}

function isDestination(
  wanted: Fields,
  actual: {
    readonly cluster: string;
    readonly weight: number;
    readonly host?: string;
    readonly port?: number;
    readonly subset?: string;
  },
  namespace: string,
  mesh: Mesh,
): boolean {
  const cluster = wanted.string() ?? wanted.get('cluster').string();
  if (cluster?.includes('|')) return cluster === actual.cluster;
  const host = wanted.string() ?? wanted.get('host').string();
  const subset = wanted.get('subset').string();
  const port = wanted.get('port').number();
  const weight = wanted.get('weight').number();
  return (
    (host === undefined || isHost(host, actual.host ?? actual.cluster, namespace, mesh)) &&
    (subset === undefined || subset === actual.subset) &&
    (port === undefined || port === actual.port) &&
    (weight === undefined || weight === actual.weight)
  );
}

/** Short, `name.namespace`, or in full. */
function isHost(written: string, actual: string, namespace: string, mesh: Mesh): boolean {
  const { clusterDomain } = mesh.settings;
  return [
    written,
    expandHost(written, namespace, clusterDomain),
    `${written}.svc.${clusterDomain}`,
    `${written}.${clusterDomain}`,
  ].includes(actual);
}
