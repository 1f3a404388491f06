/** Routes of the Gateway API for a Service in ambient mode that has no waypoint to carry them out. */
import { gatewayApiRoute } from '../../model/gateway-api-route.ts';
import { proxiedClients } from '../../workspace/resolve/data-plane.ts';
import { serviceNamed } from '../../workspace/resolve/hosts.ts';
import { lacksWaypoint } from '../../workspace/resolve/waypoints.ts';
import { defineRule } from '../define-rule.ts';
import { createWaypoint } from '../fixes/create-waypoint.ts';

export const noWaypoint = defineRule({
  id: 'route/no-waypoint',
  title: 'Route for a Service in ambient mode without a waypoint',
  severity: 'warning',
  preset: 'recommended',
  kinds: gatewayApiRoute.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A route whose parent is a Service says how clients inside the mesh reach it. In ambient mode ztunnel only forwards connections: the waypoint of the Service carries out the route, and without one it does nothing.',
    fix: 'Create a waypoint (`istioctl waypoint apply`) and enrol the namespace or the Service with the label `istio.io/use-waypoint`.',
    differs:
      'Clients with a sidecar follow such routes by themselves, so nothing is said where the files hold any, or are not the whole cluster.',
  },
  messages: {
    missing: ({ service, namespace }: { service: string; namespace: string }) =>
      `Service "${service}" of namespace "${namespace}" is in ambient mode and has no waypoint, which the route needs`,
  },
  effect: 'The route does nothing for this parent',
  check(ctx) {
    if (ctx.world.config('completeness') !== 'complete') return;
    for (const parent of ctx.resource.facts(gatewayApiRoute).parents) {
      if (parent.kindId !== 'core/Service' || parent.name === undefined) continue;
      if (proxiedClients(ctx.world).hasSidecars) return;
      const namespace = parent.namespace?.value ?? ctx.resource.namespace;
      const found = serviceNamed(ctx.world, namespace, parent.name.value);
      if (found.length === 0 || !found.every(({ row }) => lacksWaypoint(ctx.world, row))) continue;
      ctx.report({
        message: 'missing',
        at: parent.path,
        data: { service: parent.name.value, namespace },
        fixes: ['createWaypoint'],
      });
    }
  },
  fixes: { createWaypoint },
});
