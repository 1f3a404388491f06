/** An http route sends plain text to a port that speaks TLS. */
import { virtualService } from '../../model/virtual-service.ts';
import { isTlsProtocol, parseProtocol, protocolOfServicePort } from '../../primitives/port.ts';
import { rulesForHost } from '../../workspace/resolve/destination-rules.ts';
import { clusterHost, lookupHost, serviceFor } from '../../workspace/resolve/hosts.ts';
import type { HostRow } from '../../workspace/tables/service-hosts.ts';
import { defineRule, type Fix, type FixContext } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly port: number;
  readonly name: string;
}

export const plainToTlsPort = defineRule({
  id: 'virtual-service/plain-to-tls-port',
  title: 'Http route goes to a port that speaks TLS',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'Whoever follows an `http` route has the request in plain text and sends it so. A port whose name or protocol says `https` or `tls` waits for a TLS handshake: the server answers with an error, or closes the connection.',
    fix: 'Route to the port for plain HTTP, or let the proxy begin TLS: a DestinationRule for the host with `tls.mode: SIMPLE`.',
  },
  messages: {
    plain: ({ host, port, name }: Data) =>
      `Port ${port} of "${host}" speaks TLS ("${name}"), but an http route sends plain text to it`,
  },
  effect: 'The server refuses what it gets',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    const { namespace } = ctx.resource;
    for (const { protocol, destinations } of facts.routes) {
      if (protocol !== 'http') continue;
      for (const { host, port, path } of destinations) {
        // One that stands for several is refused as such.
        if (host === undefined || host.value.startsWith('*')) continue;
        const found = lookupHost(ctx.world, host.value, { namespace, exportTo: [] });
        if (found.status !== 'found') continue;
        const ports = found.entries.map(({ row }) => tlsPort(row, port?.value));
        const [first] = ports;
        if (first === undefined || ports.some((each) => each === undefined)) continue;
        const rules = rulesForHost(ctx.world, host.value, namespace);
        if (rules.some(({ row }) => row.originatesTls)) continue;
        ctx.report({
          message: 'plain',
          at: port?.path ?? path,
          data: { host: host.value, port: first.number, name: first.name },
          related: found.entries.map(({ resource }) => ({
            resource,
            path: 'spec.ports',
            text: 'its ports',
          })),
          fixes: rules.length === 0 ? ['beginTls'] : [],
        });
      }
    }
  },
  fixes: {
    beginTls: suggestion(({ data }, ctx) => beginningTls(ctx, data as unknown as Data)),
  },
});

/** The port, when it speaks TLS. Without a number the only one is meant. */
function tlsPort({ ports, source }: HostRow, number: number | undefined) {
  const port =
    number === undefined && ports.length === 1 ? ports[0] : ports.find((each) => each.number === number);
  if (port === undefined) return undefined;
  const protocol = source === 'ServiceEntry' ? parseProtocol(port.protocol) : protocolOfServicePort(port);
  return protocol !== undefined && isTlsProtocol(protocol) ? port : undefined;
}

/** A rule of the service's own namespace, for all who call the port. */
function beginningTls(ctx: FixContext, { host, port }: Data): readonly Fix[] {
  const { world, resource } = ctx;
  const service = serviceFor(world, host, resource.namespace);
  if (service === undefined) return [];
  const { namespace } = service.row;
  const local = clusterHost(world, host, resource.namespace);
  const name = local?.name ?? service.resource.name;
  const wanted = { apiVersion: 'networking.istio.io/v1', kind: 'DestinationRule', name, namespace };
  if (ctx.isTaken(wanted)) return [];
  const tls = { port: { number: port }, tls: { mode: 'SIMPLE' } };
  const spec = { host: local?.name ?? host, trafficPolicy: { portLevelSettings: [tls] } };
  return [
    {
      title: `Begin TLS at the proxy: create DestinationRule "${name}"`,
      operations: [ctx.create(service.resource, { ...wanted, body: { spec } })],
    },
  ];
}
