/**
 * Invariants: statements about all requests of a sort, decided over the finite partition that the configuration makes of
 * them. A statement is proved, refuted with a request that anybody can trace, or left open with the reason.
 */
import type { JsonValue } from '../../base/json.ts';
import { type AuthzAnswer, authorize } from '../authz.ts';
import type { Peer } from '../authz-attributes.ts';
import { ruleMatches } from '../authz-rule.ts';
import { Fields } from '../fields.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { mtls } from '../mtls.ts';
import { attachedPolicies, type PolicyWorkload } from '../policy-attachment.ts';
import {
  mayCarryHttp,
  portOf,
  type RegistryPort,
  type Service,
  services,
  targetNumber,
} from '../registry.ts';
import { httpRequest, type RequestInput } from '../request.ts';
import { gatewayClient, parseCluster, traceRequest } from '../trace.ts';
import { type Workload, workloadsBehind } from '../workloads.ts';
import type { RequestSpace, SpaceResult } from './asked-values.ts';
import { type Caller, callers } from './caller-space.ts';
import type { TestFailure, TestOutcome } from './outcome.ts';
import { requestsOf } from './request-space.ts';

export type Verdict = 'proved' | 'refuted' | 'open';

export interface InvariantResult {
  readonly verdict: Verdict;
  /** Requests that were looked at: one for each sort of request that the configuration tells apart. */
  readonly cases: number;
  /** Why nobody knows, or which request contradicts. */
  readonly text: string;
  readonly counterexample?: Counterexample;
}

export interface Counterexample {
  readonly caller: Caller;
  readonly request: RequestInput | undefined;
  readonly port: number;
  readonly answer: AuthzAnswer;
}

export function runInvariant(mesh: Mesh, test: Fields, index: number): TestOutcome {
  const name = test.get('name').string() ?? `Invariant ${index + 1}`;
  const result = decideInvariant(mesh, test);
  const failures: TestFailure[] =
    result.verdict === 'proved'
      ? []
      : [{ text: result.text, path: test.get('expect').exists ? test.get('expect').path : test.path }];
  return {
    name,
    path: test.path,
    request: `${result.cases} sorts of requests`,
    failures,
    steps: result.counterexample?.answer.steps ?? [],
  };
}

/** `expect`: `denied` or `allowed`; `to`: the service, and with `operation` and `from` the requests that are meant. */
export function decideInvariant(mesh: Mesh, test: Fields): InvariantResult {
  const wanted = test.get('expect').string();
  if (wanted !== 'denied' && wanted !== 'allowed') return open('expect has to be denied or allowed');
  const id = test.get('to').get('service').string() ?? '';
  const service = services(mesh).find(({ owner }) => owner.id === id);
  if (service === undefined) return open(`there is no service "${id}" in these files (namespace/name)`);
  const servers = workloadsBehind(mesh, service);
  if (servers.length === 0) return open(`no workload of these files is behind "${id}"`);
  const ports = portsOf(service, test.get('to').get('port').number());
  if (ports.length === 0) return open(`service "${id}" has no such port`);
  let cases = 0;
  for (const server of servers) {
    for (const port of ports) {
      const result = decideAt({ mesh, test, service, server, port, wanted });
      cases += result.cases;
      if (result.verdict !== 'proved') return { ...result, cases };
    }
  }
  return { verdict: 'proved', cases, text: `holds for all ${cases} sorts of requests` };
}

function open(text: string): InvariantResult {
  return { verdict: 'open', cases: 0, text };
}

function portsOf(service: Service, wanted: number | undefined): readonly RegistryPort[] {
  if (wanted === undefined) return service.ports;
  const port = portOf(service, wanted);
  return port === undefined ? [] : [port];
}

interface Decision {
  readonly mesh: Mesh;
  readonly test: Fields;
  readonly service: Service;
  readonly server: Workload;
  readonly port: RegistryPort;
  readonly wanted: 'denied' | 'allowed';
}

function decideAt(decision: Decision): InvariantResult {
  const { mesh, test, server, port } = decision;
  const isHttp = mayCarryHttp(port);
  const workload: PolicyWorkload = {
    type: server.mesh === 'ambient' ? 'ztunnel' : 'sidecar',
    namespace: server.namespace,
    labels: server.labels,
  };
  const policies = policiesOnTheWay(mesh, workload, test.get('gateway').string());
  if (policies.some(({ spec }) => spec.get('action').string() === 'CUSTOM')) {
    return open('an external authorizer decides here, and files do not say what it answers');
  }
  const space: RequestSpace = {
    mesh,
    policies,
    isHttp,
    from: test.get('from'),
    operation: test.get('operation'),
    gateway: test.get('gateway').string(),
  };
  const who = callers(space);
  const what: SpaceResult<RequestInput | undefined> = isHttp
    ? requestsOf(space)
    : { ok: true, values: [undefined] };
  if (!who.ok) return open(who.why);
  if (!what.ok) return open(what.why);
  const tokens = tokensOf(test.get('token'), what.tokens ?? []);
  if (who.values.length * what.values.length * tokens.length > MAX_CASES) return open(TOO_MANY);
  return walk(decision, workload, { callers: who.values, requests: what.values, tokens });
}

/** Those of the server, and before it those of the gateway. */
function policiesOnTheWay(
  mesh: Mesh,
  workload: PolicyWorkload,
  gateway: string | undefined,
): readonly MeshObject[] {
  const kind = 'security.istio.io/AuthorizationPolicy';
  const own = attachedPolicies(mesh, kind, workload);
  if (gateway === undefined) return own;
  const { namespace, labels } = gatewayClient(mesh, gateway);
  return [...own, ...attachedPolicies(mesh, kind, { type: 'gateway', namespace, labels })];
}

/** More are not looked at. */
const MAX_CASES = 100_000;
const TOO_MANY = `the configuration tells more than ${MAX_CASES} sorts of requests apart; name a port, methods or paths to ask about fewer`;

interface Space {
  readonly callers: readonly Caller[];
  readonly requests: readonly (RequestInput | undefined)[];
  readonly tokens: readonly Token[];
}

type Token = { readonly token: string; readonly claims?: JsonValue } | undefined;

/** `none`: requests without a token; else those with one and those without. */
function tokensOf(token: Fields, claims: readonly JsonValue[]): readonly Token[] {
  const word = token.string();
  if (word === 'none') return [undefined];
  const valid = claims.map((each) => ({ token: 'valid', claims: each }));
  if (word === 'valid') return valid.length === 0 ? [{ token: 'valid', claims: {} }] : valid;
  return [undefined, ...valid];
}

function walk(decision: Decision, workload: PolicyWorkload, space: Space): InvariantResult {
  let cases = 0;
  for (const caller of space.callers) {
    for (const request of space.requests) {
      if (!isMeant(decision, caller, request)) continue;
      for (const jwt of space.tokens) {
        cases++;
        const answer = ask(decision, workload, caller, request, jwt);
        const isLetIn = answer !== undefined && answer.decision === 'ALLOW';
        if (isLetIn === (decision.wanted === 'allowed')) continue;
        const example = { caller, request, port: decision.port.number, answer: answer ?? refusedByTls() };
        return {
          verdict: 'refuted',
          cases,
          text: refutation(decision, example, jwt),
          counterexample: example,
        };
      }
    }
  }
  return { verdict: 'proved', cases, text: '' };
}

function refusedByTls(): AuthzAnswer {
  const text = 'The server wants mutual TLS and the caller sends plain text: the connection is refused';
  return {
    decision: 'DENY',
    reason: 'no-allow-match',
    audited: [],
    dryRunMatches: [],
    steps: [{ text, outcome: 'decided', place: undefined }],
  };
}

/** Undefined: the connection does not come about. */
function ask(
  { mesh, service, server, port, test }: Decision,
  workload: PolicyWorkload,
  caller: Caller,
  request: RequestInput | undefined,
  jwt: Token,
): AuthzAnswer | undefined {
  const gateway = test.get('gateway').string();
  if (gateway !== undefined && request !== undefined) {
    if (!reaches(mesh, gateway, service, request, jwt)) return undefined;
    const atGateway = authorizeAtGateway(mesh, gateway, caller, request, jwt);
    if (atGateway.decision === 'DENY') return atGateway;
  }
  const { verdict } = mtls(mesh, {
    client: {
      namespace: caller.namespace,
      labels: new Map(),
      mesh: caller.principal === undefined ? 'none' : 'sidecar',
    },
    service: service.host,
    port: port.number,
    server,
  });
  if (verdict === 'rejected') return undefined;
  return authorize(mesh, {
    workload,
    protocol: request === undefined ? 'tcp' : 'http',
    connection: {
      principal: caller.principal,
      sourceIp: caller.sourceIp,
      destinationPort: targetNumber(port),
    },
    request,
    jwt,
  });
}

/** Whether the gateway sends a share of such requests to the service. */
function reaches(mesh: Mesh, gateway: string, service: Service, request: RequestInput, jwt: Token): boolean {
  const { host, ...rest } = request;
  const { route } = traceRequest(mesh, {
    source: { sort: 'gateway', id: gateway },
    protocol: 'http',
    host,
    port: request.scheme === 'https' ? 443 : 80,
    request: rest,
    jwt,
  });
  return (route.destinations ?? []).some(({ cluster }) => parseCluster(cluster)?.host === service.host);
}

function authorizeAtGateway(
  mesh: Mesh,
  gateway: string,
  { sourceIp }: Caller,
  request: RequestInput,
  jwt: Token,
): AuthzAnswer {
  const { namespace, labels } = gatewayClient(mesh, gateway);
  return authorize(mesh, {
    workload: { type: 'gateway', namespace, labels },
    protocol: 'http',
    connection: { sourceIp, destinationPort: request.scheme === 'https' ? 443 : 80 },
    request,
    jwt,
  });
}

/** `from` and `operation` are written like those of a policy; what they do not take is not meant. */
function isMeant({ test, port, mesh }: Decision, caller: Caller, request: RequestInput | undefined): boolean {
  const peer: Peer = {
    principal: caller.principal,
    sourceIp: caller.sourceIp,
    remoteIp: caller.sourceIp,
    destinationIp: undefined,
    destinationPort: targetNumber(port),
    sni: undefined,
    request: request && httpRequest(request),
    claims: undefined,
  };
  const { trustDomain, trustDomainAliases } = mesh.settings;
  const trust = { own: trustDomain, aliases: trustDomainAliases, policyNamespace: caller.namespace };
  return ruleMatches(asRule(test), {
    peer,
    trust,
    enforcer: request === undefined ? 'tcp' : 'http',
    action: 'DENY',
  });
}

function asRule(test: Fields): Fields {
  const rule: Record<string, JsonValue> = {};
  const from = test.get('from').value;
  const operation = test.get('operation').value;
  if (from !== undefined) rule['from'] = [{ source: from }];
  if (operation !== undefined) rule['to'] = [{ operation }];
  return new Fields(rule, test.path);
}

function refutation({ wanted }: Decision, { caller, request, port }: Counterexample, jwt: Token): string {
  const what =
    request === undefined
      ? `a connection to port ${port}`
      : `${request.method ?? 'GET'} ${request.host}${request.path}`;
  const token = jwt === undefined ? '' : `, with a token that says ${JSON.stringify(jwt.claims)}`;
  const who =
    caller.principal === undefined
      ? `a caller without identity (${caller.sourceIp})`
      : `caller ${caller.principal}`;
  return `${what} of ${who}${token} is ${wanted === 'denied' ? 'let in' : 'denied'}`;
}
