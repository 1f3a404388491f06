/** Gateways: their servers or listeners, the workloads that carry them, and what is bound to them. */

import { type GatewayServer, gateway } from '../../../model/gateway.ts';
import { gatewayApiGateway } from '../../../model/gateway-api-gateway.ts';
import { gatewayApiListeners, type Listener } from '../../../model/gateway-api-listeners.ts';
import type { ResourceRef } from '../../../model/resource.ts';
import { originsOf } from '../../../workspace/references/lookup.ts';
import type { PlacedSite } from '../../../workspace/references/site.ts';
import { isMade } from '../../../workspace/resolve/gateway-classes.ts';
import { gatewayScope } from '../../../workspace/resolve/gateway-scope.ts';
import { selectWorkloads } from '../../../workspace/resolve/workloads.ts';
import { type HoverContext, kindAndLink, linkTo, workloadList } from '../hover-context.ts';
import { blocks, code, someOf, table } from '../hover-page.ts';

const SERVERS_SHOWN = 10;

/** An Istio Gateway. */
export function describeGateway(context: HoverContext, target: PlacedSite): string {
  const { resource } = context.snapshot.slotOf(target.resource);
  const { servers, selector } = resource.facts(gateway);
  const isSelecting = Object.keys(selector).length > 0;
  const scope = gatewayScope(context.reader, resource.namespace);
  const workloads = isSelecting ? selectWorkloads(context.reader, scope, selector) : [];
  return blocks([
    `**${code(resource.name)}** · Gateway ${linkTo(context, target.resource)}`,
    servers.length === 0
      ? 'No servers'
      : table(['port', 'protocol', 'hosts', 'TLS'], servers.slice(0, SERVERS_SHOWN).map(serverRow)),
    isSelecting ? `Carried by ${workloadList(context, workloads, resource.namespace)}` : undefined,
    boundText(context, target),
  ]);
}

/** A Gateway of the Gateway API. */
export function describeKubernetesGateway(context: HoverContext, target: PlacedSite): string {
  const { resource } = context.snapshot.slotOf(target.resource);
  const { className, listeners } = resource.facts(gatewayApiListeners);
  const managed = resource.facts(gatewayApiGateway).find((each) => isMade(context.reader, each));
  return blocks([
    `**${code(resource.name)}** · Gateway ${linkTo(context, target.resource)}${
      className === undefined ? '' : ` of class ${code(className.value)}`
    }`,
    listeners.length === 0
      ? 'No listeners'
      : table(LISTENER_HEADING, listeners.slice(0, SERVERS_SHOWN).map(listenerRow)),
    managed === undefined
      ? undefined
      : `Istio runs it as Deployment and Service ${code(managed.deploymentName)}`,
    boundText(context, target),
  ]);
}

export function describeListener(context: HoverContext, target: PlacedSite): string | undefined {
  const { resource } = context.snapshot.slotOf(target.resource);
  const found = resource
    .facts(gatewayApiListeners)
    .listeners.find(({ name }) => name?.path === target.row.path);
  if (found === undefined) return undefined;
  const { from } = found.allowedRoutes;
  return blocks([
    `**${code(target.row.name)}** · listener of ${kindAndLink(context, target.resource)}`,
    table(LISTENER_HEADING, [listenerRow(found)]),
    `Takes routes from ${{ All: 'all namespaces', Same: 'its own namespace', Selector: 'namespaces with chosen labels', None: 'nowhere' }[from] ?? code(from)}`,
    boundText(context, target),
  ]);
}

const LISTENER_HEADING = ['listener', 'port', 'protocol', 'host', 'TLS'];

function listenerRow({ name, port, protocol, hostname, tls }: Listener): readonly string[] {
  return [
    code(name?.value ?? ''),
    String(port?.value ?? ''),
    protocol?.value ?? '',
    code(hostname?.value ?? '*'),
    tls?.mode ?? '',
  ];
}

function serverRow({ port, protocol, hosts, tls, credentials }: GatewayServer): readonly string[] {
  const names = credentials.map(({ value }) => code(value));
  return [
    String(port?.value ?? ''),
    protocol?.value ?? '',
    someOf(
      hosts.map(({ value }) => code(value)),
      3,
    ),
    tls === undefined ? '' : [tls.isHttpsRedirect ? 'redirect to HTTPS' : tls.mode, ...names].join(' '),
  ];
}

/** Objects that name it. */
function boundText(context: HoverContext, target: PlacedSite): string | undefined {
  const users = new Map<string, ResourceRef>();
  for (const { resource } of originsOf(context.world, target)) users.set(resource.key, resource);
  if (users.size === 0) return undefined;
  return `Used by ${someOf([...users.values()].map((resource) => kindAndLink(context, resource)))}`;
}
