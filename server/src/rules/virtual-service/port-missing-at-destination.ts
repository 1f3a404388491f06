/** A destination without a port is called on the port of the request, which it does not have. */

import { childPath } from '../../base/node-path.ts';
import { appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { parseProtocol, protocolOfServicePort } from '../../primitives/port.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import type { Entry } from '../../workspace/table.ts';
import type { HostRow } from '../../workspace/tables/service-hosts.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly host: string;
  readonly called: string;
  readonly asked: readonly number[];
  readonly ports: readonly number[];
}

export const portMissingAtDestination = defineRule({
  id: 'virtual-service/port-missing-at-destination',
  title: 'Destination without a port lacks the port that is called',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A sidecar that follows an `http` route without `destination.port` calls the destination on the port of the request, even when the destination has one port only. When it does not have that port, there is no cluster for it, and the request is answered with 503.',
    fix: 'Write `port: { number: … }` of the destination.',
  },
  messages: {
    missing: ({ host, called, asked, ports }: Data) =>
      `"${called}" is called on port ${asked.join(', ')}, and "${host}" has port ${ports.join(', ')} only: without "port" the route leads nowhere`,
  },
  effect: 'Requests that take this route are answered with 503',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    if (!appliesToMesh(facts) || facts.gateways.some(({ value }) => value !== 'mesh')) return;
    const called = facts.hosts.map(({ value }) => ({
      value,
      entries: known(ctx.world, value, ctx.resource.namespace),
    }));
    const asked = new Set(
      called.flatMap(({ entries }) => (entries ?? []).flatMap(({ row }) => httpPorts(row))),
    );
    if (asked.size === 0 || called.some(({ entries }) => entries === undefined)) return;
    const asks = facts.routes.filter(({ protocol }) => protocol === 'http');
    for (const { path, destinations } of asks) {
      // A match by port says which of them is meant.
      const isNarrowed = ctx.resource.cursor
        .at(path)
        .get('match')
        .items()
        .some((block) => block.get('port').exists);
      for (const destination of isNarrowed ? [] : destinations) {
        if (destination.host === undefined || destination.port !== undefined) continue;
        const entries = known(ctx.world, destination.host.value, ctx.resource.namespace);
        if (entries === undefined) continue;
        const ports = [...new Set(entries.flatMap(({ row }) => row.ports.map(({ number }) => number)))];
        if (ports.length === 0 || ports.some((port) => asked.has(port))) continue;
        ctx.report({
          message: 'missing',
          at: destination.host.path,
          data: {
            host: destination.host.value,
            called: called[0]?.value ?? '',
            asked: [...asked],
            ports,
            path: destination.path,
          },
          related: entries.map(({ resource }) => ({ resource, path: 'spec.ports', text: 'its ports' })),
          fixes: ['writePort'],
        });
      }
    }
  },
  fixes: {
    writePort: suggestion(({ data }) =>
      (data['ports'] as readonly number[]).map((port) =>
        way(
          port,
          `Write port ${port}`,
          set(childPath(childPath(String(data['path']), 'port'), 'number'), port),
        ),
      ),
    ),
  },
});

/** Undefined where the files do not tell all of its ports. */
function known(world: WorldReader, host: string, namespace: string): readonly Entry<HostRow>[] | undefined {
  if (host.startsWith('*')) return undefined;
  const found = lookupHost(world, host, { namespace, exportTo: [] });
  if (found.status !== 'found') return undefined;
  const isWhole = found.entries.every(
    ({ row, resource }) => !row.hasMorePorts && !row.host.startsWith('*') && isDefinedOnce(world, resource),
  );
  return isWhole ? found.entries : undefined;
}

/** Ports on which `http` routes count: those of HTTP, and those whose protocol is found out. */
function httpPorts({ ports, source }: HostRow): readonly number[] {
  return ports.flatMap((port) => {
    const protocol = source === 'ServiceEntry' ? parseProtocol(port.protocol) : protocolOfServicePort(port);
    const isHttp = protocol === undefined || /^(?:http|http2|grpc|grpc-web)$/i.test(String(protocol));
    return isHttp ? [port.number] : [];
  });
}
