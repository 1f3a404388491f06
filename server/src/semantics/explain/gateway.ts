/** An Istio Gateway in words. */
import { carries } from '../fields.ts';
import { boundTo, intersection } from '../gateway-http.ts';
import { gatewayServers } from '../gateway-servers.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { workloads } from '../workloads.ts';
import type { Explanation, Sentence } from './explanation.ts';
import { listed } from './words.ts';

const SORTS = {
  http: 'plain HTTP',
  https: 'HTTPS, decrypted here',
  pass: 'TLS, passed on by server name without being read',
  tcp: 'connections as they are',
  auto: 'mutual TLS of the mesh, passed on by server name',
} as const;

export function explainGateway(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const selector = object.spec.get('selector').stringMap();
  const pods = workloads(mesh).filter(({ labels }) => carries(labels, selector));
  const { servers, dropped } = gatewayServers(mesh, pods[0]?.labels ?? selector);
  const namespace = pods[0]?.namespace ?? object.namespace;
  const own = servers.filter(({ gateway }) => gateway === object);
  const does = own.flatMap((server): readonly Sentence[] => {
    const hosts = listed(server.hosts.map((each) => each.host));
    const place = { resource: object.ref, path: server.fields.path };
    const bound = boundTo(mesh, server, namespace).filter((each) => intersection(server, each).length > 0);
    const routes = server.redirectsToHttps
      ? 'every request is redirected to HTTPS'
      : bound.length === 0
        ? 'no VirtualService of these files is bound to it: requests are answered with 404'
        : `routes come from ${listed(bound.map((each) => `VirtualService ${each.object.id}`))}`;
    return [{ text: `Port ${server.port} takes ${SORTS[server.sort]} for ${hosts}; ${routes}`, place }];
  });
  const pod = pods[0] === undefined ? `GATEWAY_POD.${namespace}` : `${pods[0].name}-POD.${namespace}`;
  return {
    does,
    concerns: [
      {
        text:
          pods.length === 0
            ? 'No workload of these files carries its selector; those of an installation may'
            : `Runs on ${listed(pods.map(({ id }) => id))}`,
        place: { resource: object.ref, path: 'spec.selector' },
      },
    ],
    conflicts: dropped
      .filter(({ server }) => server.gateway === object)
      .map(({ server, why }) => ({
        text: `The server of port ${server.port} is left out: ${why}`,
        place: { resource: object.ref, path: server.fields.path },
      })),
    verify: [
      {
        command: `istioctl proxy-config listeners ${pod}`,
        expect: `listeners for ${listed([...new Set(own.map(({ port }) => String(port)))])} (or their target ports)`,
      },
      {
        command: `istioctl proxy-config routes ${pod}`,
        expect: 'a virtual host for each host with a VirtualService',
      },
    ],
  };
}
