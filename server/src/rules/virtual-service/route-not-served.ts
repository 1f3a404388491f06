/** Routes of a kind for which no server of the bound Gateways has a use. */
import { holdsPlaceholder } from '../../base/placeholder.ts';
import { type Route, virtualService } from '../../model/virtual-service.ts';
import { HostSet } from '../../primitives/host-set.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { gatewayReference } from '../../workspace/resolve/gateway-binding.ts';
import { scopedHost } from '../../workspace/tables/gateway-servers.ts';
import { type GatewayRow, gatewaysByName } from '../../workspace/tables/gateways.ts';
import { defineRule } from '../define-rule.ts';

interface Data {
  readonly protocol: Route['protocol'];
  readonly gateways: readonly string[];
  readonly servers: readonly string[];
}

export const routeNotServed = defineRule({
  id: 'virtual-service/route-not-served',
  title: 'Gateway has no server for routes of this kind',
  severity: 'error',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.gateways'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'What a server of a Gateway can route depends on its protocol and TLS mode: `http` routes need a server that sees HTTP (HTTP, HTTP2, GRPC, or HTTPS that ends TLS), `tls` routes one that passes TLS through (mode PASSTHROUGH), `tcp` routes a TCP server or protocol TLS with TLS ended. Routes of another kind are ignored.',
    fix: 'Use the kind of routes that fits the server (`tls` with `sniHosts` for PASSTHROUGH), or change the mode of the server.',
    noFix: 'TLS and HTTP are routed by different conditions, which cannot be turned into one another.',
  },
  messages: {
    notServed: ({ protocol, gateways, servers }: Data) =>
      `Gateway ${gateways.map((each) => `"${each}"`).join(', ')} has no server for "${protocol}" routes: ${servers.join(', ')}`,
  },
  effect: 'The routes are never used',
  check(ctx) {
    const { gateways, hosts, routes } = ctx.resource.facts(virtualService);
    if (gateways.length === 0 || hosts.length === 0) return;
    const references = gateways.map(({ value }) => gatewayReference(value, ctx.resource.namespace));
    const bound: GatewayRow[] = [];
    for (const reference of references) {
      if (reference === 'mesh') return;
      const found = ctx.world.read(gatewaysByName, `${reference.namespace}/${reference.name}`);
      if (found.length === 0 || !found.every(({ resource }) => isDefinedOnce(ctx.world, resource))) return;
      if (found.some(({ row }) => row.isOpen === true)) return;
      for (const { row } of found) bound.push(row);
    }
    const names = hosts.map(({ value }) => value);
    const servers = bound.flatMap((gateway) =>
      gateway.servers.filter((server) => {
        const served = hostsOf(server, gateway);
        return names.some((host) => served.overlaps(host));
      }),
    );
    const kinds = servers.map(servedRoutes);
    if (servers.length === 0 || kinds.includes('unknown')) return;
    for (const protocol of ['http', 'tls', 'tcp'] as const) {
      if (!routes.some((route) => route.protocol === protocol) || kinds.includes(protocol)) continue;
      ctx.report({
        message: 'notServed',
        at: { path: `spec.${protocol}`, part: 'key' },
        data: {
          protocol,
          gateways: gateways.map(({ value }) => value),
          servers: [...new Set(servers.map((server) => inWords(server)))],
        },
      });
    }
  },
});

type Server = GatewayRow['servers'][number];

/** Of rows, which never change: put together once for all VirtualServices that are bound to the Gateway. */
const known = new WeakMap<Server, HostSet>();

function hostsOf(server: Server, { namespace }: GatewayRow): HostSet {
  const set =
    known.get(server) ?? new HostSet(server.hosts.map(({ value }) => scopedHost(value, namespace).host));
  known.set(server, set);
  return set;
}

const HTTP = new Set(['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTP_PROXY']);
const TCP = new Set(['TCP', 'MONGO', 'REDIS', 'MYSQL']);

/** What a server can route. Mutual TLS of the mesh may carry anything. */
function servedRoutes({ protocol, mode }: Server): Route['protocol'] | 'unknown' {
  const name = protocol.toUpperCase();
  if (HTTP.has(name)) return 'http';
  if (TCP.has(name)) return 'tcp';
  if ((name !== 'HTTPS' && name !== 'TLS') || holdsPlaceholder(mode)) return 'unknown';
  if (mode === 'PASSTHROUGH') return 'tls';
  if (mode === 'AUTO_PASSTHROUGH' || mode === 'ISTIO_MUTUAL' || mode === '') return 'unknown';
  return name === 'HTTPS' ? 'http' : 'tcp';
}

function inWords({ port, protocol, mode }: Server): string {
  const isTls = /^(?:HTTPS|TLS)$/i.test(protocol);
  return `port ${port} is ${protocol}${isTls ? ` with tls mode ${mode}` : ''}`;
}
