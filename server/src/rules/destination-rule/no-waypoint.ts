/** Settings for HTTP, or for single endpoints, of a service in ambient mode that has no waypoint to carry them out. */
import { destinationRule, type TrafficPolicy } from '../../model/destination-rule.ts';
import type { Resource } from '../../model/resource.ts';
import { proxiedClients } from '../../workspace/resolve/data-plane.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { lacksWaypoint } from '../../workspace/resolve/waypoints.ts';
import { defineRule } from '../define-rule.ts';
import { createWaypoint } from '../fixes/create-waypoint.ts';

/** Below a traffic policy: what needs somebody who reads requests or watches endpoints. */
const FIELDS: readonly string[] = [
  'outlierDetection',
  'connectionPool.http',
  'loadBalancer.consistentHash',
  'retryBudget',
];

export const noWaypoint = defineRule({
  id: 'destination-rule/no-waypoint',
  title: 'DestinationRule for a service in ambient mode without a waypoint',
  severity: 'warning',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  scope: 'workspace',
  equivalents: [
    { tool: 'kiali', code: 'KIA0210' },
    { tool: 'kiali', code: 'KIA0211' },
  ],
  docs: {
    why: 'In ambient mode ztunnel forwards connections and reads no DestinationRule. Outlier detection, hashing and limits of requests are carried out by the waypoint of the service; without one they do nothing.',
    fix: 'Create a waypoint (`istioctl waypoint apply`) and enrol the namespace or the Service with the label `istio.io/use-waypoint`.',
    differs:
      'Clients with a proxy (sidecars, gateways) carry it out by themselves, so nothing is said where the files hold any, or are not the whole cluster.',
  },
  messages: {
    missing: ({ host, namespace, field }: { host: string; namespace: string; field: string }) =>
      `Service "${host}" of namespace "${namespace}" is in ambient mode and has no waypoint, which "${field}" needs`,
  },
  effect: 'The settings do nothing',
  check(ctx) {
    if (ctx.world.config('completeness') !== 'complete') return;
    const { host, trafficPolicies } = ctx.resource.facts(destinationRule);
    const field = trafficPolicies.flatMap((policy) => fieldOf(ctx.resource, policy))[0];
    if (host === undefined || field === undefined) return;
    const { hasSidecars, hasGateways } = proxiedClients(ctx.world);
    if (hasSidecars || hasGateways) return;
    const found = lookupHost(ctx.world, host.value, { namespace: ctx.resource.namespace, exportTo: [] });
    if (found.status !== 'found' || !found.entries.every(({ row }) => lacksWaypoint(ctx.world, row))) return;
    const [first] = found.entries;
    if (first === undefined) return;
    ctx.report({
      message: 'missing',
      at: host.path,
      data: { host: host.value, namespace: first.row.namespace, field },
      equivalents: [{ tool: 'kiali', code: first.row.source === 'Service' ? 'KIA0211' : 'KIA0210' }],
      fixes: ['createWaypoint'],
    });
  },
  fixes: { createWaypoint },
});

function fieldOf({ cursor }: Resource, { path }: TrafficPolicy): readonly string[] {
  return FIELDS.filter((field) => cursor.at(path).at(field).exists);
}
