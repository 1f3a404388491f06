/** Who asks, and under which address, when a request is made up for a resource. */
import { carries } from '../../semantics/fields.ts';
import { intersection } from '../../semantics/gateway-http.ts';
import { gatewayServers } from '../../semantics/gateway-servers.ts';
import type { Mesh, MeshObject } from '../../semantics/mesh.ts';
import { mayCarryHttp, type Service, servicesOfHost } from '../../semantics/registry.ts';
import { gatewayClient } from '../../semantics/trace.ts';
import { type VirtualService, virtualServices } from '../../semantics/virtual-services.ts';
import { type Workload, workloads, workloadsBehind } from '../../semantics/workloads.ts';
import { portsOf, tableNames } from '../routes-table/route-subject.ts';
import type { RequestForm } from './request-data.ts';
import { EMPTY_FORM } from './request-form.ts';
import { PLAIN_SAMPLE, type SampleRequest } from './sample-request.ts';

/** Somebody who does not call itself: of the same namespace first, with a proxy first. */
export function callerOf(mesh: Mesh, host: string, namespace: string): string {
  const own = new Set(
    servicesOfHost(mesh, host)
      .flatMap((service) => workloadsBehind(mesh, service))
      .map(({ id }) => id),
  );
  const others = workloads(mesh).filter((each) => !own.has(each.id) && each.mesh !== 'none');
  const clients = others.filter((each) => gatewaysOn(mesh, each).length === 0);
  const chosen = clients.find((each) => each.namespace === namespace) ?? clients[0] ?? others[0];
  return chosen === undefined ? 'outside' : `workload ${chosen.id}`;
}

/** Gateways that a workload carries. */
export function gatewaysOn(mesh: Mesh, { labels }: Workload): readonly string[] {
  return mesh.objects('networking.istio.io/Gateway').flatMap(({ id, spec }) => {
    const selector = spec.get('selector').stringMap();
    return selector.size > 0 && carries(labels, selector) ? [id] : [];
  });
}

export function meshForm(
  mesh: Mesh,
  host: string,
  namespace: string,
  sample: SampleRequest,
  asked: { readonly port?: number | undefined; readonly from?: string | undefined } = {},
): RequestForm {
  const [service] = servicesOfHost(mesh, host);
  const port = asked.port ?? service?.ports.find(mayCarryHttp)?.number ?? service?.ports[0]?.number ?? 80;
  const isTcp = service?.ports.some((each) => each.number === port && !mayCarryHttp(each)) === true;
  const name = shortName(mesh, host, service);
  const base = { ...formOfSample(sample), from: asked.from ?? callerOf(mesh, host, namespace) };
  if (isTcp) return { ...base, url: `tcp://${name}:${port}` };
  const authority = sample.authority ?? `${name}${port === 80 ? '' : `:${port}`}`;
  return { ...base, url: `http://${authority}${sample.path}` };
}

/** As people write it: `catalog.shop`. */
function shortName(mesh: Mesh, host: string, service: Service | undefined): string {
  const suffix = `.svc.${mesh.settings.clusterDomain}`;
  return service?.source === 'Service' && host.endsWith(suffix)
    ? host.slice(0, -suffix.length)
    : concrete(host);
}

/** A name that a host with a star stands for. */
export function concrete(host: string): string {
  if (host === '*') return 'example.com';
  return host.startsWith('*') ? `any${host.slice(1)}` : host;
}

export function formOfSample({ method, headers, claims }: SampleRequest): RequestForm {
  return {
    ...EMPTY_FORM,
    method,
    headers,
    token: claims.size === 0 ? 'none' : 'valid',
    claims: claims.size === 0 ? '' : JSON.stringify(Object.fromEntries(claims)),
  };
}

/** Servers that only send people elsewhere come last. */
export function gatewayForm(
  mesh: Mesh,
  id: string,
  hostAt: (
    serverHosts: readonly { readonly namespace: string; readonly host: string }[],
  ) => string | undefined,
  sample: SampleRequest = PLAIN_SAMPLE,
): RequestForm | undefined {
  const servers = gatewayServers(mesh, gatewayClient(mesh, id).labels)
    .servers.filter(({ gateway, sort }) => gateway.id === id && (sort === 'http' || sort === 'https'))
    .toSorted((a, b) => Number(a.redirectsToHttps) - Number(b.redirectsToHttps));
  for (const { sort, port, hosts } of servers) {
    const host = hostAt(hosts);
    if (host === undefined) continue;
    const authority = sample.authority ?? withPort(concrete(host), sort, port);
    return { ...formOfSample(sample), from: `gateway ${id}`, url: `${sort}://${authority}${sample.path}` };
  }
  return undefined;
}

function withPort(host: string, scheme: string, port: number): string {
  return port === (scheme === 'https' ? 443 : 80) ? host : `${host}:${port}`;
}

/** Of the Gateway API. `isWanted`: whether a name of a listener's table is meant. */
export function listenerForm(
  mesh: Mesh,
  id: string,
  isWanted: (name: string) => boolean,
  sample: SampleRequest = PLAIN_SAMPLE,
): RequestForm | undefined {
  const gateway = mesh.objects('gateway.networking.k8s.io/Gateway').find((each) => each.id === id);
  if (gateway === undefined) return undefined;
  for (const port of portsOf(gateway)) {
    const name = tableNames(mesh, gateway, port).find(isWanted);
    if (name === undefined) continue;
    const isTls = gateway.spec
      .get('listeners')
      .items()
      .some((each) => each.get('port').number() === port && each.get('protocol').string() === 'HTTPS');
    const scheme = isTls ? 'https' : 'http';
    const authority = withPort(concrete(name), scheme, port);
    return { ...formOfSample(sample), from: `gateway ${id}`, url: `${scheme}://${authority}${sample.path}` };
  }
  return undefined;
}

/** By a host that some VirtualService answers, when there is one. */
export function istioGatewayForm(
  mesh: Mesh,
  gateway: MeshObject,
  sample: SampleRequest = PLAIN_SAMPLE,
): RequestForm | undefined {
  for (const owner of virtualServices(mesh)) {
    if (!owner.gateways.includes(gateway.id)) continue;
    const form = boundForm(mesh, owner, gateway.id, sample);
    if (form !== undefined) return form;
  }
  return gatewayForm(mesh, gateway.id, ([first]) => first?.host, sample);
}

/** Under a name that a gateway and a VirtualService share. */
export function boundForm(
  mesh: Mesh,
  owner: VirtualService,
  gateway: string,
  sample: SampleRequest,
): RequestForm | undefined {
  const { servers } = gatewayServers(mesh, gatewayClient(mesh, gateway).labels);
  return gatewayForm(
    mesh,
    gateway,
    (hosts) => {
      const server = servers.find((each) => each.hosts === hosts);
      return server && intersection(server, owner)[0]?.name;
    },
    sample,
  );
}
