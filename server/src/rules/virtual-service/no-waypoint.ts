/** Routes for HTTP of a service in ambient mode that has no waypoint to carry them out. */
import { appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { proxiedClients } from '../../workspace/resolve/data-plane.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { lacksWaypoint } from '../../workspace/resolve/waypoints.ts';
import { defineRule } from '../define-rule.ts';
import { createWaypoint } from '../fixes/create-waypoint.ts';

export const noWaypoint = defineRule({
  id: 'virtual-service/no-waypoint',
  title: 'Routes for a service in ambient mode without a waypoint',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'workspace',
  equivalents: [
    { tool: 'kiali', code: 'KIA1109' },
    { tool: 'kiali', code: 'KIA1113' },
  ],
  docs: {
    why: 'In ambient mode ztunnel forwards connections and knows nothing of HTTP. Routes, timeouts, retries and mirrors of a service are carried out by its waypoint; without one they do nothing.',
    fix: 'Create a waypoint (`istioctl waypoint apply`) and enrol the namespace or the Service with the label `istio.io/use-waypoint`.',
    differs:
      'Clients with a sidecar follow the routes by themselves, so nothing is said where the files hold any, or are not the whole cluster.',
  },
  messages: {
    missing: ({ host, namespace }: { host: string; namespace: string }) =>
      `Service "${host}" of namespace "${namespace}" is in ambient mode and has no waypoint, which the routes need`,
  },
  effect: 'Inside the mesh the routes do nothing',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    if (ctx.world.config('completeness') !== 'complete' || !appliesToMesh(facts)) return;
    if (!facts.routes.some(({ protocol }) => protocol === 'http')) return;
    if (proxiedClients(ctx.world).hasSidecars) return;
    for (const { value: host, path } of facts.hosts) {
      const found = lookupHost(ctx.world, host, { namespace: ctx.resource.namespace, exportTo: [] });
      if (found.status !== 'found') continue;
      const lacking = found.entries.filter(({ row }) => lacksWaypoint(ctx.world, row));
      const [first] = lacking;
      if (first === undefined || lacking.length < found.entries.length) continue;
      ctx.report({
        message: 'missing',
        at: path,
        data: { host, namespace: first.row.namespace },
        equivalents: [{ tool: 'kiali', code: first.row.source === 'Service' ? 'KIA1113' : 'KIA1109' }],
        fixes: ['createWaypoint'],
      });
    }
  },
  fixes: { createWaypoint },
});
