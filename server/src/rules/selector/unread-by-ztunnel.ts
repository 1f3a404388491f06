/** What only a proxy or waypoint could carry out selects pods in ambient mode, where ztunnel does not read it. */
import { type KindId, kindName } from '../../base/kind-id.ts';
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { policyTarget } from '../../model/policy-target.ts';
import type { Resource } from '../../model/resource.ts';
import { telemetry } from '../../model/telemetry.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { selectedPlanes } from '../../workspace/resolve/data-plane.ts';
import { isWaypointChosen, waypointOf } from '../../workspace/resolve/waypoints.ts';
import { selectWorkloads, servicesSelecting } from '../../workspace/resolve/workloads.ts';
import { gatewaysInNamespace } from '../../workspace/tables/gateways.ts';
import { serviceHosts } from '../../workspace/tables/service-hosts.ts';
import { remove, set } from '../../yaml/plan/operation.ts';
import { defineRule, type Fix, type FixContext } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Kind {
  readonly effect: string;
  /** Kiali's codes: attached by no target; the workloads use no waypoint. */
  readonly codes?: readonly [string, string];
}

const KINDS: ReadonlyMap<KindId, Kind> = new Map<KindId, Kind>([
  [
    'security.istio.io/RequestAuthentication',
    { effect: 'No token is verified there', codes: ['KIA1115', 'KIA1110'] },
  ],
  ['security.istio.io/AuthorizationPolicy', { effect: 'The policy is not enforced there' }],
  [
    'extensions.istio.io/WasmPlugin',
    { effect: 'The extension is not loaded there', codes: ['KIA1116', 'KIA1111'] },
  ],
  ['extensions.istio.io/TrafficExtension', { effect: 'The extension is not loaded there' }],
  ['telemetry.istio.io/Telemetry', { effect: 'It changes nothing there', codes: ['KIA1117', 'KIA1112'] }],
  ['networking.istio.io/EnvoyFilter', { effect: 'Nothing is patched there' }],
]);

interface Data {
  readonly what: string;
  readonly workload: string;
  readonly effect: string;
}

export const unreadByZtunnel = defineRule({
  id: 'selector/unread-by-ztunnel',
  title: 'Selector attaches to ztunnel what only a waypoint could carry out',
  severity: 'warning',
  preset: 'recommended',
  kinds: [...KINDS.keys()],
  scope: 'workspace',
  equivalents: [...KINDS.values()].flatMap(({ codes = [] }) => codes.map(kiali)),
  docs: {
    why: 'Pods in ambient mode have no proxy of their own. ztunnel forwards their connections and reads no RequestAuthentication, Telemetry, WasmPlugin, TrafficExtension and EnvoyFilter, and no AuthorizationPolicy with action `CUSTOM` or `AUDIT`. Waypoints do, but only what names the waypoint or a Service in `targetRefs`: a selector never attaches to a waypoint.',
    fix: 'Let the Service use a waypoint (label `istio.io/use-waypoint`) and name the Service or the waypoint in `targetRefs` instead of the selector.',
    differs:
      'Nothing is said where a pod that is selected has a proxy (a sidecar, a gateway), where no selected workload stands in the files, and of objects in the root namespace.',
  },
  messages: {
    unread: ({ what, workload }: Data) =>
      `${what} selects "${workload}", which is in ambient mode: ztunnel does not read it, and a waypoint only reads what has "targetRefs"`,
  },
  effect: ({ effect }) => String(effect),
  check(ctx) {
    const { resource, world } = ctx;
    const { selector, targetRefs, labelsPath } = resource.facts(policyTarget);
    const { namespace, kindId } = resource;
    const what = whatNeedsProxy(resource);
    if (what === undefined || targetRefs.length > 0 || namespace === world.config('rootNamespace')) return;
    const isForAll = Object.keys(selector ?? {}).length === 0;
    if (isForAll && world.has(gatewaysInNamespace, namespace)) return;
    const { planes, ambient, waypoints } = selectedPlanes(world, namespace, selector ?? {});
    if (ambient === '' || planes.includes('proxy') || planes.includes('unknown')) return;
    const { effect, codes = [] } = KINDS.get(kindId) ?? { effect: '' };
    const isEnrolled = waypoints.every((waypoint) => isWaypointChosen(world, namespace, waypoint));
    ctx.report({
      message: 'unread',
      at: isForAll ? 'metadata.name' : labelsPath.slice(0, labelsPath.lastIndexOf('.')),
      data: { what, workload: ambient, effect },
      equivalents: codes.slice(0, isEnrolled ? 1 : 2).map(kiali),
      fixes: ['target'],
    });
  },
  fixes: { target: suggestion((_, ctx) => targetsInstead(ctx)) },
});

function kiali(code: string): Equivalent {
  return { tool: 'kiali', code };
}

/** Undefined for what ztunnel does by itself, or what is for gateways, or changes nothing anywhere. */
function whatNeedsProxy(resource: Resource): string | undefined {
  const kind = kindName(resource.kindId);
  if (kind === 'AuthorizationPolicy') {
    const { action } = resource.facts(authorizationPolicy);
    return action === 'CUSTOM' || action === 'AUDIT' ? `${kind} with action "${action}"` : undefined;
  }
  if (kind === 'Telemetry') {
    const { entries } = resource.facts(telemetry);
    const told = entries.find(
      ({ section, path, isDisabled }) =>
        !isDisabled &&
        (section !== 'metrics' || resource.cursor.at(path).get('overrides').items().length > 0),
    );
    return told && `${kind} with "${told.section}"`;
  }
  if (kind === 'EnvoyFilter') {
    const contexts = fieldsAt(resource.spec, 'configPatches[]').map((patch) =>
      patch.get('match').get('context').string(),
    );
    return contexts.some((context) => context !== 'GATEWAY') ? kind : undefined;
  }
  return kind;
}

/** Targets that reach the same workloads: Services with a waypoint, or the waypoint of the whole namespace. */
function targetsInstead({ resource, world }: FixContext): readonly Fix[] {
  const { selector, labelsPath } = resource.facts(policyTarget);
  const { namespace } = resource;
  const without = remove(labelsPath.slice(0, labelsPath.lastIndexOf('.')));
  if (Object.keys(selector ?? {}).length === 0) {
    const bound = waypointOf(world, { namespace, labels: {}, kind: 'service' });
    if (bound.status !== 'bound' || bound.waypoint.row.namespace !== namespace) return [];
    const { name } = bound.waypoint.row;
    const target = { group: 'gateway.networking.k8s.io', kind: 'Gateway', name };
    return [
      way(
        `Gateway ${name}`,
        `Attach it to waypoint "${name}"`,
        ...(selector === undefined ? [] : [without]),
        set('spec.targetRefs', [target]),
      ),
    ];
  }
  const workloads = selectWorkloads(world, namespace, selector ?? {});
  const names = new Set(
    workloads.flatMap(({ row }) => servicesSelecting(world, row).map(({ row: { name } }) => name)),
  );
  return [...names].flatMap((name) => {
    const labels = world.read(serviceHosts, `${name}.${namespace}.svc`).at(-1)?.row.labels ?? {};
    if (waypointOf(world, { namespace, labels, kind: 'service' }).status !== 'bound') return [];
    const target = { group: '', kind: 'Service', name };
    return way(name, `Attach it to Service "${name}"`, without, set('spec.targetRefs', [target]));
  });
}
