/** A destination names a port that its service does not have. */

import { exportedTo } from '../../model/registry-name.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { allDestinations, virtualService } from '../../model/virtual-service.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { servicesElsewhere } from '../../workspace/resolve/services-elsewhere.ts';
import type { Entry } from '../../workspace/table.ts';
import type { HostRow } from '../../workspace/tables/service-hosts.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

export const portNotFound = defineRule({
  id: 'virtual-service/port-not-found',
  title: 'Destination port is not a port of its service',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0101', analyzer: 'virtualservice.DestinationHostAnalyzer' }],
  docs: {
    why: 'A destination port is the *service* port, not the container port. For a port that the service does not declare there is no cluster, so requests that take this route are answered with 503.',
    fix: 'Use one of the ports of the Service or ServiceEntry.',
    differs: 'Ports of all definitions of a host count together; upstream looks at one of them.',
  },
  messages: {
    notFound: ({ host, port, ports }: { host: string; port: number; ports: readonly number[] }) =>
      `Port ${port} is not a port of "${host}" (${ports.length === 0 ? 'it has none' : ports.join(', ')})`,
  },
  effect: 'Requests that take this route are answered with 503',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    const exportTo = exportedTo(
      facts.exportTo.map(({ value }) => value),
      ctx.resource.namespace,
    );
    for (const { host, port } of allDestinations(facts)) {
      if (host === undefined || port === undefined) continue;
      const found = lookupHost(ctx.world, host.value, { namespace: ctx.resource.namespace, exportTo });
      if (found.status === 'hidden') continue;
      const isHere = found.status === 'found';
      const known = isHere ? portsOf(found.entries) : portsElsewhere(ctx.world, host.value, ctx.resource);
      if (known === undefined || known.ports.includes(port.value)) continue;
      ctx.report({
        message: 'notFound',
        at: port.path,
        // What another unit defines may not be what is deployed beside this one.
        severity: isHere ? 'error' : 'warning',
        data: { host: host.value, port: port.value, ports: known.ports },
        related: known.resources.map((resource) => ({ resource, path: 'spec.ports', text: 'its ports' })),
        fixes: port.path.endsWith('.number') ? ['useKnownPort'] : [],
      });
    }
  },
  fixes: {
    useKnownPort: suggestion((finding) =>
      (finding.data['ports'] as readonly number[]).map((port) => use(finding, port, 'port')),
    ),
  },
});

interface KnownPorts {
  readonly ports: readonly number[];
  readonly resources: readonly ResourceRef[];
}

/** Undefined where there may be others. */
function portsOf(entries: readonly Entry<HostRow>[]): KnownPorts | undefined {
  if (entries.some(({ row }) => row.hasMorePorts)) return undefined;
  return {
    ports: [...new Set(entries.flatMap(({ row }) => row.ports.map(({ number }) => number)))],
    resources: entries.map(({ resource }) => resource),
  };
}

/** Those of all definitions in other units together; undefined where none is there, or one may have others. */
function portsElsewhere(
  world: WorldReader,
  host: string,
  { namespace }: { readonly namespace: string },
): KnownPorts | undefined {
  const entries = servicesElsewhere(world, host, namespace);
  if (entries.length === 0 || entries.some(({ row }) => row.hasMorePorts)) return undefined;
  return {
    ports: [...new Set(entries.flatMap(({ row }) => row.ports))],
    resources: entries.map(({ resource }) => resource),
  };
}
