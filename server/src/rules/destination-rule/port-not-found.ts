/** A policy is for a port that the service does not have. */
import { destinationRule } from '../../model/destination-rule.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, PORT_POLICIES } from '../field-table.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly port: number;
  readonly ports: readonly number[];
}

export const portNotFound = defineRule({
  id: 'destination-rule/port-not-found',
  title: 'Policy is for a port that the service does not have',
  severity: 'warning',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  fields: inSpec(PORT_POLICIES),
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'The port of an entry in `portLevelSettings` is the port of the *service*, not that of the container. For a port that the service does not declare there is no cluster, so the limits, load balancing and TLS settings of the entry are used for nothing.',
    fix: 'Use one of the ports of the Service or ServiceEntry.',
  },
  messages: {
    notFound: ({ host, port, ports }: Data) =>
      `Port ${port} is not a port of "${host}" (${ports.length === 0 ? 'it has none' : ports.join(', ')})`,
  },
  effect: 'The settings for the port are never used',
  check(ctx) {
    const { host, trafficPolicies } = ctx.resource.facts(destinationRule);
    if (host === undefined || host.value.startsWith('*')) return;
    const written = trafficPolicies.flatMap(({ level, path }) => {
      const port =
        level === 'port' ? ctx.resource.cursor.at(path).get('port').get('number').sourcedNumber() : undefined;
      return port === undefined ? [] : [port];
    });
    if (written.length === 0) return;
    const found = lookupHost(ctx.world, host.value, { namespace: ctx.resource.namespace, exportTo: [] });
    if (found.status !== 'found' || found.entries.some(({ row }) => row.hasMorePorts)) return;
    const ports = [...new Set(found.entries.flatMap(({ row }) => row.ports.map(({ number }) => number)))];
    if (ports.length === 0) return;
    for (const { value, path } of written) {
      if (ports.includes(value)) continue;
      ctx.report({
        message: 'notFound',
        at: path,
        data: { host: host.value, port: value, ports },
        related: found.entries.map(({ resource }) => ({ resource, path: 'spec.ports', text: 'its ports' })),
        fixes: ['useKnownPort'],
      });
    }
  },
  fixes: {
    useKnownPort: suggestion((finding) =>
      (finding.data['ports'] as readonly number[]).slice(0, 5).map((port) => use(finding, port, 'port')),
    ),
  },
});
