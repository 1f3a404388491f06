/** Questions about a mesh as JSON, and their answers: what `meshwright query` reads and writes. */
import type { JsonValue } from '../base/json.ts';
import { type AuthzAnswer, authorize } from './authz.ts';
import { destinationRuleFor, effectivePolicy } from './destination-rules.ts';
import { Fields } from './fields.ts';
import { gatewayHttp, gatewayTcp } from './gateway-http.ts';
import { kubernetesGatewayHttp } from './kubernetes-gateway.ts';
import type { Mesh } from './mesh.ts';
import { type Membership, type MtlsAnswer, type MtlsPeer, mtls } from './mtls.ts';
import { expandHost } from './names.ts';
import type { PolicyWorkload } from './policy-attachment.ts';
import { chooseOwner, isVisibleService, servicesOfHost } from './registry.ts';
import type { RequestInput } from './request.ts';
import type { RouteAnswer } from './route-answer.ts';
import { sidecarHttp } from './sidecar-http.ts';
import { sidecarTcp } from './sidecar-tcp.ts';
import type { Step } from './steps.ts';

export interface DestinationRuleAnswer {
  /** `namespace/name` of everything that was merged. */
  readonly rules: readonly string[];
  readonly subsets: readonly string[];
  readonly subsetFound: boolean;
  readonly trafficPolicy: JsonValue;
  readonly steps: readonly Step[];
}

export interface ResolveAnswer {
  readonly fqdn: string;
  /** `namespace/name` of a Service, `namespace/host` of a ServiceEntry's host. */
  readonly service: string | null;
  readonly steps: readonly Step[];
}

export type QueryAnswer = RouteAnswer | AuthzAnswer | MtlsAnswer | DestinationRuleAnswer | ResolveAnswer;

export type QueryResult =
  | { readonly ok: true; readonly answer: QueryAnswer }
  | { readonly ok: false; readonly problem: string };

export function answerQuery(mesh: Mesh, query: JsonValue): QueryResult {
  const fields = new Fields(query, '');
  const kind = fields.get('kind').string();
  switch (kind) {
    case 'route':
      return route(mesh, fields);
    case 'authz':
      return { ok: true, answer: authz(mesh, fields) };
    case 'mtls':
      return { ok: true, answer: mtlsAnswer(mesh, fields) };
    case 'destinationRule':
      return { ok: true, answer: destinationRule(mesh, fields) };
    case 'resolve':
      return { ok: true, answer: resolve(mesh, fields) };
    default:
      return {
        ok: false,
        problem: `kind is ${kind === undefined ? 'missing' : `"${kind}"`}; there are route, authz, mtls, destinationRule and resolve`,
      };
  }
}

function route(mesh: Mesh, query: Fields): QueryResult {
  const source = query.get('source');
  const client = {
    namespace: source.get('namespace').string() ?? '',
    labels: source.get('labels').stringMap(),
  };
  const port = query.get('port').number();
  if (port === undefined) return { ok: false, problem: 'port is missing: the port that is called' };
  const isHttp = (query.get('protocol').string() ?? 'http') === 'http';
  const request = requestOf(query.get('request'));
  if (isHttp && request === undefined) return { ok: false, problem: 'request.host is missing' };
  const sni = query.get('sni').string();
  if (source.get('type').string() === 'gateway') {
    const id = source.get('gateway').string();
    if (request === undefined) return { ok: true, answer: gatewayTcp(mesh, client, port, sni) };
    const answer =
      id === undefined
        ? gatewayHttp(mesh, client, port, request)
        : kubernetesGatewayHttp(mesh, id, port, request);
    return { ok: true, answer };
  }
  if (request !== undefined) return { ok: true, answer: sidecarHttp(mesh, client, port, request) };
  const service = query.get('service').string();
  if (service === undefined)
    return { ok: false, problem: 'service is missing: the host whose address is dialled' };
  return { ok: true, answer: sidecarTcp(mesh, client, port, { service, sni }) };
}

function requestOf(request: Fields): RequestInput | undefined {
  const host = request.get('host').string();
  if (host === undefined) return undefined;
  return {
    host,
    path: request.get('path').string() ?? '/',
    method: request.get('method').string(),
    scheme: request.get('scheme').string(),
    headers: Object.fromEntries(request.get('headers').stringMap()),
    claims: request.get('claims').value,
  };
}

function authz(mesh: Mesh, query: Fields): AuthzAnswer {
  const connection = query.get('connection');
  const jwt = query.get('jwt');
  return authorize(mesh, {
    workload: workloadOf(query.get('workload')),
    protocol: query.get('protocol').string() === 'tcp' ? 'tcp' : 'http',
    connection: {
      principal: connection.get('principal').string(),
      sourceIp: connection.get('sourceIp').string(),
      remoteIp: connection.get('remoteIp').string(),
      destinationIp: connection.get('destinationIp').string(),
      destinationPort: connection.get('destinationPort').number(),
      sni: connection.get('sni').string(),
    },
    request: requestOf(query.get('request')),
    jwt: jwt.exists
      ? { token: jwt.get('token').string() ?? 'none', claims: jwt.get('claims').value }
      : undefined,
    extAuthz: query.get('extAuthz').stringMap(),
  });
}

function workloadOf(workload: Fields): PolicyWorkload {
  const type = workload.get('type').string();
  const service = workload.get('service');
  return {
    type: type === 'gateway' || type === 'ztunnel' || type === 'waypoint' ? type : 'sidecar',
    namespace: workload.get('namespace').string() ?? '',
    labels: workload.get('labels').stringMap(),
    service: service.exists
      ? {
          kind: service.get('kind').string() ?? 'Service',
          name: service.get('name').string() ?? '',
          namespace: service.get('namespace').string() ?? '',
        }
      : undefined,
  };
}

function mtlsAnswer(mesh: Mesh, query: Fields): MtlsAnswer {
  return mtls(mesh, {
    client: peerOf(query.get('client')),
    service: query.get('service').string() ?? '',
    port: query.get('port').number() ?? 0,
    subset: query.get('subset').string(),
    server: peerOf(query.get('server')),
  });
}

function peerOf(peer: Fields): MtlsPeer {
  return {
    namespace: peer.get('namespace').string() ?? '',
    labels: peer.get('labels').stringMap(),
    mesh: MEMBERSHIPS.find((each) => each === peer.get('mesh').string()) ?? 'sidecar',
  };
}

const MEMBERSHIPS: readonly Membership[] = ['sidecar', 'gateway', 'ambient', 'none'];

function destinationRule(mesh: Mesh, query: Fields): DestinationRuleAnswer {
  const client = {
    namespace: query.get('client').get('namespace').string() ?? '',
    labels: query.get('client').get('labels').stringMap(),
  };
  const subset = query.get('subset').string();
  const service = visibleService(mesh, query.get('service').string() ?? '', client.namespace);
  const rule = service && destinationRuleFor(mesh, client, service);
  const policy = effectivePolicy(mesh, rule, query.get('port').number() ?? 0, subset);
  return {
    rules: rule?.sources.map(({ id }) => id) ?? [],
    subsets: [...(rule?.subsets.keys() ?? [])],
    subsetFound: subset !== undefined && rule?.subsets.has(subset) === true,
    trafficPolicy: policy.value ?? {},
    steps: (rule?.sources ?? []).map((source) => ({
      text: `DestinationRule ${source.id} applies`,
      outcome: 'decided',
      place: { resource: source.ref, path: 'spec.host' },
    })),
  };
}

function visibleService(mesh: Mesh, host: string, namespace: string) {
  return chooseOwner(
    servicesOfHost(mesh, host).filter((service) => isVisibleService(service, namespace)),
    namespace,
  );
}

function resolve(mesh: Mesh, query: Fields): ResolveAnswer {
  const namespace = query.get('from').get('namespace').string() ?? '';
  const fqdn = expandHost(query.get('value').string() ?? '', namespace, mesh.settings.clusterDomain);
  const service = visibleService(mesh, fqdn, namespace);
  const name =
    service?.source === 'Service'
      ? service.owner.id
      : service && `${service.owner.namespace}/${service.host}`;
  return {
    fqdn,
    service: name ?? null,
    steps:
      service === undefined
        ? [
            {
              text: `Nothing that namespace "${namespace}" sees is called "${fqdn}"`,
              outcome: 'decided',
              place: undefined,
            },
          ]
        : [
            {
              text: `"${fqdn}" is defined here`,
              outcome: 'decided',
              place: { resource: service.owner.ref, path: service.path },
            },
          ],
  };
}
