/** A route names a Gateway, but none of its listeners takes the route. */

import { gatewayApiRoute, ROUTE_KINDS, type RouteParent } from '../../model/gateway-api-route.ts';
import { isInOpenNamespace } from '../../model/open-namespace.ts';
import type { Resource } from '../../model/resource.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import {
  type AttachmentFailure,
  attachmentOf,
  listenersAt,
} from '../../workspace/resolve/route-attachment.ts';
import type { ListenerRow } from '../../workspace/tables/kubernetes-gateways.ts';
import { kubernetesGateways } from '../../workspace/tables/kubernetes-gateways.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';
import { openingFor } from '../fixes/open-listener.ts';
import { kialiRoute } from '../kiali-routes.ts';

interface Data {
  readonly gateway: string;
  readonly namespace: string;
  readonly section: string;
  readonly port: number;
  readonly kind: string;
  readonly hosts: readonly string[];
  /** What the listeners have instead. */
  readonly names: readonly string[];
  readonly ports: readonly number[];
  readonly hostnames: readonly string[];
}

export const notAttached = defineRule({
  id: 'route/not-attached',
  title: 'No listener of the Gateway takes the route',
  severity: 'error',
  preset: 'recommended',
  kinds: ROUTE_KINDS,
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1401' }],
  docs: {
    why: 'A route attaches to the listeners of its parent that fit `sectionName` and `port`, take its kind (by protocol, or `allowedRoutes.kinds`), take routes of its namespace (`allowedRoutes.namespaces`, by default only the namespace of the Gateway), and share a hostname with it. When no listener is left, the Gateway never uses the route.',
    fix: 'Name a listener that exists, open the listener for the namespace or kind of the route, or correct the hostname.',
    differs:
      'Kiali compares namespaces only; name, port, kinds and hostnames of listeners are checked here as well.',
  },
  messages: {
    'no-section': ({ gateway, section, names }: Data) =>
      `Gateway "${gateway}" has no listener "${section}" (${choice(names)})`,
    'no-port': ({ gateway, port, ports }: Data) =>
      `Gateway "${gateway}" has no listener on port ${port} (${choice(ports.map(String))})`,
    'kind-not-allowed': ({ gateway, kind, names }: Data) =>
      `No listener of Gateway "${gateway}" that the route names takes a route of kind ${kind} (${choice(names)})`,
    'namespace-not-allowed': ({ gateway, namespace, names }: Data) =>
      `Gateway "${gateway}" takes no routes of namespace "${namespace}" (listener ${choice(names)}; see "allowedRoutes")`,
    'no-hostname': ({ gateway, hosts, hostnames }: Data) =>
      `Gateway "${gateway}" serves ${choice(hostnames)}, which leaves out ${choice(hosts)}`,
  },
  effect: 'The Gateway does not use the route',
  check(ctx) {
    const { parents, hostnames } = ctx.resource.facts(gatewayApiRoute);
    const route = {
      kindId: ctx.resource.kindId,
      namespace: ctx.resource.namespace,
      hostnames: hostnames.map(({ value }) => value),
    };
    for (const parent of parents) {
      if (parent.kindId !== 'gateway.networking.k8s.io/Gateway' || parent.name === undefined) continue;
      const target = targetOf(ctx.resource, parent);
      const { status } = attachmentOf(ctx.world, route, target);
      if (status === 'attached' || status === 'no-gateway') continue;
      if (status === 'no-hostname' && ctx.resource.isOpen('spec.hostnames')) continue;
      // Whoever applies it says which namespace it gets.
      const isOpen = ctx.world.config('completeness') !== 'complete' && isInOpenNamespace(ctx.resource);
      if (status === 'namespace-not-allowed' && isOpen) continue;
      const gateways = ctx.world.read(kubernetesGateways, `${target.namespace}/${target.name}`);
      if (!gateways.every(({ resource }) => isDefinedOnce(ctx.world, resource))) continue;
      const listeners = listenersAt(ctx.world, target);
      ctx.report({
        message: status,
        at: placeOf(status, parent, hostnames[0]?.path),
        data: dataOf(ctx.resource, target, listeners, route.hostnames),
        related: gateways.map(({ resource }) => ({
          resource,
          path: 'spec.listeners',
          text: 'its listeners',
        })),
        equivalents: status === 'namespace-not-allowed' ? kialiRoute(ctx.resource.kindId, 'KIA1401') : [],
        fixes: FIXES_BY_STATUS[status] ?? [],
      });
    }
  },
  fixes: {
    openListener: suggestion(({ data, at }, ctx) => {
      const [namespace = '', name = ''] = String(data['gateway']).split('/');
      const parent = ctx.resource
        .facts(gatewayApiRoute)
        .parents.find(({ path }) => at.path === path || at.path.startsWith(`${path}.`));
      const target = { namespace, name, sectionName: parent?.sectionName?.value, port: parent?.port?.value };
      const opening = openingFor(ctx, target);
      return opening === undefined || opening.operations.length === 0
        ? []
        : [
            {
              title: `Let Gateway "${name}" take routes of namespace "${ctx.resource.namespace}"`,
              operations: opening.operations,
            },
          ];
    }),
    useListener: suggestion(({ data, at }) =>
      (data as unknown as Data).names.map((text) => way(text, `Use listener "${text}"`, set(at.path, text))),
    ),
    usePort: suggestion(({ data, at }) =>
      (data as unknown as Data).ports.map((text) => way(text, `Use port ${text}`, set(at.path, text))),
    ),
  },
});

const FIXES_BY_STATUS: Readonly<Partial<Record<AttachmentFailure, readonly string[]>>> = {
  'no-section': ['useListener'],
  'no-port': ['usePort'],
  'namespace-not-allowed': ['openListener'],
};

interface Target {
  readonly namespace: string;
  readonly name: string;
  readonly sectionName: string | undefined;
  readonly port: number | undefined;
}

function targetOf(resource: Resource, { name, namespace, sectionName, port }: RouteParent): Target {
  return {
    namespace: namespace?.value ?? resource.namespace,
    name: name?.value ?? '',
    sectionName: sectionName?.value,
    port: port?.value,
  };
}

function dataOf(
  { namespace, kindId }: Resource,
  target: Target,
  listeners: readonly ListenerRow[],
  hosts: readonly string[],
): Data & { readonly [key: string]: unknown } {
  const isNamed = ({ name }: ListenerRow) => target.sectionName === undefined || name === target.sectionName;
  return {
    gateway: `${target.namespace}/${target.name}`,
    namespace,
    section: target.sectionName ?? '',
    port: target.port ?? 0,
    kind: kindId.slice(kindId.indexOf('/') + 1),
    hosts,
    names: listeners.map(({ name }) => name),
    ports: [...new Set(listeners.map(({ port }) => port))],
    hostnames: listeners.filter(isNamed).map(({ hostname }) => hostname),
  };
}

function placeOf(status: AttachmentFailure, parent: RouteParent, hostname: string | undefined): string {
  const { path, name, namespace, sectionName, port } = parent;
  switch (status) {
    case 'no-section':
      return sectionName?.path ?? path;
    case 'no-port':
      return port?.path ?? path;
    case 'no-hostname':
      return hostname ?? path;
    default:
      return (namespace ?? name)?.path ?? path;
  }
}

function choice(words: readonly string[]): string {
  const shown = words.slice(0, 6).map((word) => `"${word}"`);
  const more = words.length - shown.length;
  return shown.length === 0 ? 'none' : `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
