/** A policy is attached to a Service whose traffic passes no waypoint. */
import type { KindId } from '../../base/kind-id.ts';
import { kindName } from '../../base/kind-id.ts';
import { policyTarget } from '../../model/policy-target.ts';
import { TARGET_REF_FIELDS, TARGET_REF_KINDS } from '../../model/target-refs.ts';
import { serviceNamed } from '../../workspace/resolve/hosts.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { waypointOf } from '../../workspace/resolve/waypoints.ts';
import { namespaces } from '../../workspace/tables/namespaces.ts';
import { defineRule } from '../define-rule.ts';
import { createWaypoint } from '../fixes/create-waypoint.ts';

/** Kiali says so of services in ambient mode, each kind under a code of its own. */
const CODES: ReadonlyMap<KindId, string> = new Map<KindId, string>([
  ['security.istio.io/AuthorizationPolicy', 'KIA0109'],
  ['security.istio.io/RequestAuthentication', 'KIA1110'],
  ['extensions.istio.io/WasmPlugin', 'KIA1111'],
  ['telemetry.istio.io/Telemetry', 'KIA1112'],
]);

interface Data {
  readonly service: string;
  readonly kind: string;
  readonly namespace: string;
}

export const noWaypoint = defineRule({
  id: 'target-ref/no-waypoint',
  title: 'Policy is attached to a Service that has no waypoint',
  severity: 'warning',
  preset: 'recommended',
  kinds: TARGET_REF_KINDS,
  fields: TARGET_REF_FIELDS,
  scope: 'workspace',
  equivalents: [...CODES.values()].map((code) => ({ tool: 'kiali', code })),
  docs: {
    why: 'Only a waypoint reads what names a Service in `targetRefs`: sidecars, gateways and ztunnel go by selectors. When the Service uses no waypoint, or one that is for something else or does not admit its namespace, nobody carries the policy out.',
    fix: 'Create a waypoint and enrol the Service or its namespace (label `istio.io/use-waypoint`), or select the workloads by their labels when they have sidecars.',
    differs:
      'That no label asks for a waypoint counts in a complete world only: `istioctl waypoint apply` may set it.',
  },
  messages: {
    none: ({ service }: Data) =>
      `Service "${service}" uses no waypoint, and only a waypoint reads what is attached to a Service`,
    refused: ({ service, waypoint, waypointFor }: Data & { waypoint: string; waypointFor: string }) =>
      `Waypoint "${waypoint}" does not serve Service "${service}": it is for "${waypointFor}", and its listeners decide which namespaces it admits`,
  },
  effect: 'Nobody carries it out',
  check(ctx) {
    const { namespace, kindId } = ctx.resource;
    for (const { kindId: target, name, path } of ctx.resource.facts(policyTarget).targetRefs) {
      if (target !== 'core/Service' || name === undefined) continue;
      const [only, ...others] = serviceNamed(ctx.world, namespace, name.value);
      if (only === undefined || others.length > 0 || !ctx.world.has(namespaces, namespace)) continue;
      const { labels = {} } = only.row;
      const bound = waypointOf(ctx.world, { namespace, labels, kind: 'service' });
      const data = { service: name.value, kind: kindName(kindId), namespace };
      const code = isAmbient(ctx.world, namespace) ? CODES.get(kindId) : undefined;
      const equivalents = code === undefined ? [] : [{ tool: 'kiali' as const, code }];
      if (bound.status === 'none' && ctx.world.config('completeness') === 'complete') {
        // A label of the Service itself counts before that of the namespace.
        const fixes = labels['istio.io/use-waypoint'] === undefined ? ['createWaypoint'] : [];
        ctx.report({ message: 'none', at: path, data, equivalents, fixes });
      } else if (bound.status === 'refused') {
        const { row, resource } = bound.waypoint;
        ctx.report({
          message: 'refused',
          at: path,
          data: { ...data, waypoint: `${row.namespace}/${row.name}`, waypointFor: row.waypointFor },
          equivalents: [],
          related: [{ resource, path: 'metadata.name', text: 'the waypoint' }],
        });
      }
    }
  },
  fixes: { createWaypoint },
});
