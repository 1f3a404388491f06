/** The status of an exported object says that something was refused. */
import type { KindId } from '../../base/kind-id.ts';
import type { Cursor } from '../../model/cursor.ts';
import { isInIgnoredNamespace } from '../../model/system-objects.ts';
import { defineRule } from '../define-rule.ts';

const BOUND: readonly string[] = ['istio.io/WaypointBound'];
const ROUTE: readonly string[] = ['Accepted', 'Programmed', 'ResolvedRefs'];

/** Condition types that tell of the mesh. */
const CONDITIONS: ReadonlyMap<KindId, readonly string[]> = new Map<KindId, readonly string[]>([
  ['core/Service', BOUND],
  ['networking.istio.io/ServiceEntry', BOUND],
  ['networking.istio.io/WorkloadEntry', BOUND],
  ['security.istio.io/AuthorizationPolicy', ['ZtunnelAccepted', 'WaypointAccepted']],
  ['gateway.networking.k8s.io/Gateway', ROUTE],
  ['gateway.networking.k8s.io/HTTPRoute', ROUTE],
  ['gateway.networking.k8s.io/GRPCRoute', ROUTE],
]);

export const negativeCondition = defineRule({
  id: 'status/negative-condition',
  title: 'Status says that the object was not accepted',
  severity: 'hint',
  preset: 'recommended',
  kinds: [...CONDITIONS.keys()],
  fields: ['status'],
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0171', analyzer: 'conditions.ConditionAnalyzer' }],
  docs: {
    why: 'Controllers write into `status` whether they could use an object: whether a route was accepted, a Gateway programmed, a waypoint found. An exported manifest shows how that stood when it was read from the cluster.',
    fix: 'Read the reason and the message beside it, mend what they name, and leave `status` out of files that are applied.',
    differs:
      'A hint: the status in a file is a copy of some earlier moment. Upstream reads it from the cluster and warns.',
    noFix: 'The status is written by the control plane.',
  },
  messages: {
    negative: ({ type, reason }: { type: string; reason: string }) =>
      `Condition "${type}" was not met when this was exported: "${reason}"`,
  },
  check(ctx) {
    const types = CONDITIONS.get(ctx.resource.kindId) ?? [];
    const status = ctx.resource.cursor.get('status');
    if (!status.exists || isInIgnoredNamespace(ctx.resource)) return;
    const isRoute = ctx.resource.kindId.endsWith('Route');
    const holders = isRoute ? status.get('parents').items() : [status];
    for (const condition of holders.flatMap((holder) => holder.get('conditions').items())) {
      const type = condition.get('type').string() ?? '';
      if (!types.includes(type) || !isNegative(condition, type)) continue;
      ctx.report({
        message: 'negative',
        at: condition.get('status').path,
        data: { type, reason: condition.get('reason').string() ?? 'no reason given' },
      });
    }
  },
});

/** A waypoint may accept a policy in part. */
function isNegative(condition: Cursor, type: string): boolean {
  if (condition.get('status').string() === 'False') return true;
  return type === 'WaypointAccepted' && condition.get('reason').string() === 'PartiallyInvalid';
}
