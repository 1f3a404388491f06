/** Routes for HTTP of a service in ambient mode that has no waypoint to carry them out. */
import { appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { waypointOf } from '../../workspace/resolve/waypoints.ts';
import { namespaces } from '../../workspace/tables/namespaces.ts';
import { workloadsInNamespace } from '../../workspace/tables/workloads.ts';
import { defineRule, type Fix, type FixContext } from '../define-rule.ts';
import { setMetadata, suggestion } from '../fixes.ts';

export const noWaypoint = defineRule({
  id: 'virtual-service/no-waypoint',
  title: 'Routes for a service in ambient mode without a waypoint',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  scope: 'workspace',
  equivalents: [],
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
  effect: 'The routes do nothing',
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    if (ctx.world.config('completeness') !== 'complete' || !appliesToMesh(facts)) return;
    if (!facts.routes.some(({ protocol }) => protocol === 'http')) return;
    const hasSidecars =
      ctx.world
        .read(namespaces, '*')
        .some(
          ({ row: { labels } }) =>
            labels['istio-injection'] === 'enabled' ||
            (labels['istio.io/rev'] !== undefined && labels['istio.io/dataplane-mode'] !== 'ambient'),
        ) || ctx.world.read(workloadsInNamespace, '*').some(({ row }) => row.mesh === 'sidecar');
    if (hasSidecars) return;
    for (const { value: host, path } of facts.hosts) {
      const found = lookupHost(ctx.world, host, { namespace: ctx.resource.namespace, exportTo: [] });
      if (found.status !== 'found') continue;
      const lacking = found.entries.filter(
        ({ row }) =>
          row.source === 'Service' &&
          isAmbient(ctx.world, row.namespace) &&
          waypointOf(ctx.world, { namespace: row.namespace, labels: labelsIn(row), kind: 'service' })
            .status === 'none',
      );
      const [first] = lacking;
      if (first === undefined || lacking.length < found.entries.length) continue;
      ctx.report({
        message: 'missing',
        at: path,
        data: { host, namespace: first.row.namespace },
        fixes: ['createWaypoint'],
      });
    }
  },
  fixes: {
    createWaypoint: suggestion(({ data }, ctx) => waypointFor(ctx, String(data['namespace']))),
  },
});

function labelsIn({ labels = {} }: { readonly labels?: Readonly<Record<string, string>> }) {
  return labels;
}

/** A waypoint of the namespace, and the label by which its Services use it. */
function waypointFor(ctx: FixContext, namespace: string): readonly Fix[] {
  const owner = ctx.world.read(namespaces, namespace).at(-1)?.resource;
  const wanted = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    name: 'waypoint',
    namespace,
  };
  if (owner === undefined || ctx.isTaken(wanted)) return [];
  const spec = {
    gatewayClassName: 'istio-waypoint',
    listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
  };
  return [
    {
      title: `Create a waypoint for namespace "${namespace}"`,
      operations: [
        ctx.create(owner, { ...wanted, body: { spec } }),
        { ...setMetadata('metadata', 'labels', 'istio.io/use-waypoint', 'waypoint'), of: owner },
      ],
    },
  ];
}
