/** A route for HTTP sends plain text to a port that speaks TLS. */

import type { KindId } from '../../base/kind-id.ts';
import { gatewayApiRoute } from '../../model/gateway-api-route.ts';
import { isTlsProtocol, protocolOfServicePort } from '../../primitives/port.ts';
import { rulesForHost } from '../../workspace/resolve/destination-rules.ts';
import { namesReaching, serviceNamed } from '../../workspace/resolve/hosts.ts';
import { backendTlsPolicies } from '../../workspace/tables/backend-tls-policies.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface Data {
  readonly service: string;
  readonly port: number;
  readonly name: string;
}

const KINDS: readonly KindId[] = [
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
];

export const plainToTlsPort = defineRule({
  id: 'route/plain-to-tls-port',
  title: 'Route for HTTP goes to a port that speaks TLS',
  severity: 'warning',
  preset: 'recommended',
  kinds: KINDS,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A Gateway that follows an HTTPRoute or GRPCRoute has ended TLS itself and sends the request in plain text. A port whose name or protocol says `https` or `tls` waits for a TLS handshake: the server answers with an error, or closes the connection.',
    fix: 'Send it to the port for plain HTTP, begin TLS again with a BackendTLSPolicy for the Service, or pass the connection through with a TLSRoute.',
  },
  messages: {
    plain: ({ service, port, name }: Data) =>
      `Port ${port} of Service "${service}" speaks TLS ("${name}"), but the route sends plain text to it`,
  },
  effect: 'The server refuses what it gets',
  check(ctx) {
    const { rules } = ctx.resource.facts(gatewayApiRoute);
    for (const { kindId, name, namespace, port, role } of rules.flatMap(({ backends }) => backends)) {
      if (kindId !== 'core/Service' || role !== 'backend' || name === undefined || port === undefined)
        continue;
      const owner = namespace?.value ?? ctx.resource.namespace;
      const found = serviceNamed(ctx.world, owner, name.value);
      const ports = found.map(({ row }) => row.ports.find(({ number }) => number === port.value));
      const [first] = ports;
      if (first === undefined || ports.some((each) => each === undefined || !isTls(each))) continue;
      if (ctx.world.has(backendTlsPolicies, `${owner}/${name.value}`)) continue;
      const hosts = namesReaching(ctx.world, name.value, owner);
      if (hosts.some((host) => rulesForHost(ctx.world, host, owner).some(({ row }) => row.originatesTls)))
        continue;
      ctx.report({
        message: 'plain',
        at: port.path,
        data: { service: `${owner}/${name.value}`, port: port.value, name: first.appProtocol ?? first.name },
        related: found.map(({ resource }) => ({ resource, path: 'spec.ports', text: 'its ports' })),
        fixes: ['usePlainPort'],
      });
    }
  },
  fixes: {
    usePlainPort: suggestion((finding, { world }) => {
      const [namespace = '', name = ''] = String(finding.data['service']).split('/');
      const ports = serviceNamed(world, namespace, name).flatMap(({ row }) => row.ports);
      return ports
        .filter((port) => !isTls(port) && !/^(?:tcp|udp|tls)/i.test(protocolOfServicePort(port) ?? ''))
        .flatMap(({ number }) => (number === undefined ? [] : use(finding, number, 'port')));
    }),
  },
});

function isTls(port: Parameters<typeof protocolOfServicePort>[0]): boolean {
  const protocol = protocolOfServicePort(port);
  return protocol !== undefined && isTlsProtocol(protocol);
}
