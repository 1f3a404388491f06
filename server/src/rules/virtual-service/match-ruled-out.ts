/** A match asks for something that the VirtualService itself, or what it binds to, rules out. */
import type { Cursor } from '../../model/cursor.ts';
import { exportedTo } from '../../model/registry-name.ts';
import { appliesToMesh, type Route, virtualService } from '../../model/virtual-service.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { gatewayReference } from '../../workspace/resolve/gateway-binding.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { gatewaysByName } from '../../workspace/tables/gateways.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec } from '../field-table.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface Port {
  readonly port: number;
  readonly ports: readonly number[];
}

interface Source {
  readonly namespace: string;
  readonly readers: readonly string[];
}

export const matchRuledOut = defineRule({
  id: 'virtual-service/match-ruled-out',
  title: 'Match asks for what never comes',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: inSpec(
    ['http', 'tls', 'tcp'].flatMap((protocol) => [
      `${protocol}[].match[].port`,
      `${protocol}[].match[].sourceNamespace`,
    ]),
  ),
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'The `port` of a match is that of a server of the Gateway, or (for sidecars) a port of the service. Where none of them has it, the match takes no request. The same holds for `sourceNamespace` when `exportTo` keeps the VirtualService from that namespace: its clients never see the routes.',
    fix: 'Name a port that is served, or export the VirtualService to the namespace.',
  },
  messages: {
    port: ({ port, ports }: Port) => `Port ${port} is not among those of the match (${ports.join(', ')})`,
    source: ({ namespace, readers }: Source) =>
      `Clients in namespace "${namespace}" do not see this VirtualService ("exportTo": ${readers.map((each) => `"${each}"`).join(', ')})`,
  },
  effect: 'The match takes no request',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    // A delegate has the gateways of those that delegate to it.
    if (facts.hosts.length === 0) return;
    const { namespace } = ctx.resource;
    const bound = facts.gateways.length === 0 ? ['mesh'] : facts.gateways.map(({ value }) => value);
    const hosts = facts.hosts.map(({ value }) => value);
    const known = new Map<string, readonly number[] | undefined>();
    const portsOf = (gateway: string): readonly number[] | undefined => {
      if (!known.has(gateway)) known.set(gateway, servedPorts(ctx.world, gateway, hosts, namespace));
      return known.get(gateway);
    };
    const readers = exportedTo(
      facts.exportTo.map(({ value }) => value),
      namespace,
    );
    for (const { protocol, path } of facts.routes.flatMap(blocksOf)) {
      const block = ctx.resource.cursor.at(path);
      const gateways = gatewaysOf(block, bound);
      const port = block.get('port').sourcedNumber();
      // Connections of the mesh go by their server name, whatever the port; of a gateway `route-not-served` says more.
      const served = port === undefined || protocol !== 'http' ? [] : gateways.map(portsOf);
      const ports = served.flatMap((each) => each ?? []);
      if (
        port !== undefined &&
        ports.length > 0 &&
        served.every((each) => each !== undefined) &&
        !ports.includes(port.value)
      ) {
        ctx.report({
          message: 'port',
          at: port.path,
          data: { port: port.value, ports: [...new Set(ports)] },
          fixes: ['usePort'],
        });
      }
      const source = block.get('sourceNamespace').sourcedString();
      const isHidden = readers.length > 0 && !readers.includes('*') && !readers.includes(source?.value ?? '');
      if (source === undefined || source.value === '' || !isHidden || !appliesToMesh(facts)) continue;
      if (block.get('gateways').strings().length > 0) continue;
      ctx.report({
        message: 'source',
        at: source.path,
        data: { namespace: source.value, readers },
        related: [{ resource: ctx.self, path: 'spec.exportTo', part: 'key', text: 'told to these only' }],
        fixes: ['useReader'],
      });
    }
  },
  fixes: {
    usePort: suggestion((finding) =>
      (finding.data['ports'] as readonly number[]).slice(0, 5).map((port) => use(finding, port, 'port')),
    ),
    useReader: suggestion((finding) =>
      (finding.data['readers'] as readonly string[])
        .filter((each) => each !== '~')
        .slice(0, 5)
        .map((each) => use(finding, each, 'namespace')),
    ),
  },
});

function blocksOf({ protocol, matches }: Route) {
  return matches.map((path) => ({ protocol, path }));
}

function gatewaysOf(block: Cursor, bound: readonly string[]): readonly string[] {
  const own = block.get('gateways').strings();
  return own.length === 0 ? bound : own.map(({ value }) => value);
}

/** Ports on which a gateway, or the mesh, serves the hosts; undefined where the files do not tell all. */
function servedPorts(
  world: WorldReader,
  gateway: string,
  hosts: readonly string[],
  namespace: string,
): readonly number[] | undefined {
  const reference = gatewayReference(gateway, namespace);
  if (reference === 'mesh') return portsOfHosts(world, hosts, namespace);
  const found = world.read(gatewaysByName, `${reference.namespace}/${reference.name}`);
  if (found.length === 0 || !found.every(({ resource }) => isDefinedOnce(world, resource))) return undefined;
  const ports = found.flatMap(({ row }) => row.servers.map(({ port }) => port));
  // A port that is no number yet, and servers that a template adds.
  return ports.includes(0) || found.some(({ row }) => row.isOpen === true) ? undefined : ports;
}

function portsOfHosts(
  world: WorldReader,
  hosts: readonly string[],
  namespace: string,
): readonly number[] | undefined {
  const ports: number[] = [];
  for (const host of hosts) {
    if (host.startsWith('*')) return undefined;
    const found = lookupHost(world, host, { namespace, exportTo: [] });
    if (found.status !== 'found') return undefined;
    for (const { row } of found.entries) {
      if (row.hasMorePorts) return undefined;
      for (const { number } of row.ports) ports.push(number);
    }
  }
  return ports;
}
