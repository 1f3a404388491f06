/** A destination without a port at a service that has several. */

import { childPath } from '../../base/node-path.ts';
import { exportedTo } from '../../model/registry-name.ts';
import { allDestinations, virtualService } from '../../model/virtual-service.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const portRequired = defineRule({
  id: 'virtual-service/port-required',
  title: 'Destination names no port of a service that has several',
  severity: 'info',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0112', analyzer: 'virtualservice.DestinationHostAnalyzer' }],
  docs: {
    why: 'Without a port the proxy keeps the port at which the request arrived. At a gateway, or for a service whose ports differ from those of the routed host, that port does not exist and requests are answered with 503.',
    fix: 'Say which service port is meant: `port: { number: … }`.',
    differs:
      'Upstream reports an error. The control plane accepts the route, and between services with the same ports it works, so it is information here.',
  },
  messages: {
    missing: ({ host, ports }: { host: string; ports: readonly number[] }) =>
      `Destination "${host}" has the ports ${ports.join(', ')}, and none is chosen`,
  },
  effect: 'The port at which the request arrived is used, whether or not the service has it',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    const exportTo = exportedTo(
      facts.exportTo.map(({ value }) => value),
      ctx.resource.namespace,
    );
    for (const { host, port, path } of allDestinations(facts)) {
      if (host === undefined || port !== undefined) continue;
      const found = lookupHost(ctx.world, host.value, { namespace: ctx.resource.namespace, exportTo });
      if (found.status !== 'found') continue;
      const ports = [
        ...new Set(found.entries.flatMap((entry) => entry.row.ports.map(({ number }) => number))),
      ];
      if (ports.length < 2) continue;
      ctx.report({
        message: 'missing',
        at: host.path,
        data: { host: host.value, ports, destination: path },
        related: found.entries.map((entry) => ({
          resource: entry.resource,
          path: 'spec.ports',
          text: 'its ports',
        })),
        fixes: ['choosePort'],
      });
    }
  },
  fixes: {
    choosePort: suggestion(({ data }) =>
      (data['ports'] as readonly number[]).map((port) =>
        way(
          port,
          `Choose port ${port}`,
          set(childPath(String(data['destination']), 'port'), { number: port }),
        ),
      ),
    ),
  },
});
