/** A route of the Gateway API names a port that its Service does not have. */

import { allBackends, gatewayApiRoute, ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { serviceNamed } from '../../workspace/resolve/hosts.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly service: string;
  readonly port: number;
  readonly ports: readonly number[];
}

export const backendPortNotFound = defineRule({
  id: 'route/backend-port-not-found',
  title: 'Route names a port that the Service does not have',
  severity: 'error',
  preset: 'recommended',
  kinds: ROUTE_KINDS,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'The port of a reference is a port of the Service, not of its pods. For a port that the Service does not have, requests are answered with 500; a route that is attached to such a port of a Service is never used.',
    fix: 'Write a port of the Service.',
  },
  messages: {
    notFound: ({ service, port, ports }: Data) =>
      `Port ${port} is not a port of Service "${service}" (${ports.length === 0 ? 'it has none' : ports.join(', ')})`,
  },
  effect: 'No request gets there',
  check(ctx) {
    const facts = ctx.resource.facts(gatewayApiRoute);
    for (const { kindId, name, namespace, port } of [...facts.parents, ...allBackends(facts)]) {
      if (kindId !== 'core/Service' || name === undefined || port === undefined) continue;
      const owner = namespace?.value ?? ctx.resource.namespace;
      const found = serviceNamed(ctx.world, owner, name.value);
      if (found.length === 0 || found.some(({ row }) => row.hasMorePorts)) continue;
      if (!found.every(({ resource }) => isDefinedOnce(ctx.world, resource))) continue;
      const ports = [...new Set(found.flatMap(({ row }) => row.ports.map(({ number }) => number)))];
      if (ports.includes(port.value)) continue;
      ctx.report({
        message: 'notFound',
        at: port.path,
        data: { service: `${owner}/${name.value}`, port: port.value, ports },
        related: found.map(({ resource }) => ({ resource, path: 'spec.ports', text: 'its ports' })),
        fixes: ['useKnownPort'],
      });
    }
  },
  fixes: {
    useKnownPort: suggestion(({ data, at }) =>
      (data as unknown as Data).ports.map((text) => way(text, `Use port ${text}`, set(at.path, text))),
    ),
  },
});
