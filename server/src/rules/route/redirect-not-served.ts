/** A route sends clients of a Gateway to https, and the Gateway has no listener for it. */
import { gatewayApiRoute } from '../../model/gateway-api-route.ts';
import { hostsOverlap } from '../../primitives/host-match.ts';
import { HTTPS_PORTS } from '../../primitives/port.ts';
import { isDefinedOnce } from '../../workspace/resolve/alternatives.ts';
import { listenersAt } from '../../workspace/resolve/route-attachment.ts';
import { kubernetesGateways, type ListenerRow } from '../../workspace/tables/kubernetes-gateways.ts';
import { append } from '../../yaml/plan/operation.ts';
import { defineRule, type Fix, type FixContext } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';
import { certificatesIn } from '../fixes/known-certificates.ts';

interface Data {
  readonly gateways: readonly string[];
}

export const redirectNotServed = defineRule({
  id: 'route/redirect-not-served',
  title: 'Redirect to https, for which the Gateway has no listener',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['gateway.networking.k8s.io/HTTPRoute'],
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A RequestRedirect with `scheme: https` and without a hostname sends the client to the same host. When no Gateway of the route has an HTTPS or TLS listener for it (nor one on port 443), the client finds nobody there; behind a load balancer that ends TLS it is redirected for ever, because the request arrives in plain text again.',
    fix: 'Add a listener with protocol HTTPS and a certificate, or remove the filter.',
    differs: 'Redirects to another hostname or port are left alone: they may lead elsewhere.',
  },
  messages: {
    notServed: ({ gateways }: Data) =>
      `Requests are redirected to https, and Gateway ${gateways.map((each) => `"${each}"`).join(', ')} has no https listener for the hosts of the route`,
  },
  effect: 'Requests end in an error or in an endless redirect',
  check(ctx) {
    const { parents, hostnames } = ctx.resource.facts(gatewayApiRoute);
    if (ctx.world.config('isOpen')) return;
    const schemes = ctx.resource.spec
      .get('rules')
      .items()
      .flatMap((rule) => rule.get('filters').items())
      .flatMap((filter) => {
        const redirect = filter.get('requestRedirect');
        const scheme = redirect.get('scheme').sourcedString();
        const goesElsewhere = redirect.get('hostname').exists || redirect.get('port').exists;
        return scheme?.value === 'https' && !goesElsewhere ? [scheme] : [];
      });
    if (schemes.length === 0 || parents.length === 0) return;
    const gateways = parents.map(({ kindId, name, namespace }) =>
      kindId === 'gateway.networking.k8s.io/Gateway' && name !== undefined
        ? { namespace: namespace?.value ?? ctx.resource.namespace, name: name.value }
        : undefined,
    );
    const listeners: ListenerRow[] = [];
    for (const gateway of gateways) {
      if (gateway === undefined) return;
      const found = ctx.world.read(kubernetesGateways, `${gateway.namespace}/${gateway.name}`);
      if (found.length === 0 || !found.every(({ resource }) => isDefinedOnce(ctx.world, resource))) return;
      for (const listener of listenersAt(ctx.world, gateway)) listeners.push(listener);
    }
    const hosts = hostnames.length === 0 ? ['*'] : hostnames.map(({ value }) => value);
    const isServed = listeners.some(
      ({ protocol, port, hostname }) =>
        (protocol === 'HTTPS' || protocol === 'TLS' || HTTPS_PORTS.has(port)) &&
        hosts.some((host) => hostsOverlap(host, hostname)),
    );
    if (isServed) return;
    const names = gateways.flatMap((gateway) => (gateway ? [`${gateway.namespace}/${gateway.name}`] : []));
    for (const { path } of schemes) {
      ctx.report({
        message: 'notServed',
        at: path,
        data: { gateways: [...new Set(names)] },
        fixes: ['addListener'],
      });
    }
  },
  fixes: {
    addListener: suggestion(({ data }, ctx) => addingListener(ctx, data as unknown as Data)),
  },
});

const PORT = 443;

/** Beside the listener for HTTP, for the same routes. */
function addingListener({ world, resource, resolve }: FixContext, { gateways }: Data): readonly Fix[] {
  const [key = ''] = gateways;
  const [found] = world.read(kubernetesGateways, key);
  const owner = found && resolve(found.resource);
  const listeners = owner?.spec.get('listeners').items() ?? [];
  const plain = listeners.find((each) => each.get('protocol').string() === 'HTTP');
  if (found === undefined || owner === undefined || plain === undefined) return [];
  if (found.row.listeners.some(({ port, name }) => port === PORT || name === 'https')) return [];
  const { hostnames } = resource.facts(gatewayApiRoute);
  const [hostname] = hostnames;
  const shared = {
    name: 'https',
    ...(hostnames.length === 1 && hostname !== undefined && { hostname: hostname.value }),
    port: PORT,
    protocol: 'HTTPS',
  };
  const admitted = plain.get('allowedRoutes').json();
  return certificatesIn(world, owner.namespace).map((name) =>
    way(name, `Add a listener for https on port ${PORT} with certificate "${name}"`, {
      ...append('spec.listeners', {
        ...shared,
        tls: { mode: 'Terminate', certificateRefs: [{ name }] },
        ...(admitted !== undefined && { allowedRoutes: admitted }),
      }),
      of: found.resource,
    }),
  );
}
