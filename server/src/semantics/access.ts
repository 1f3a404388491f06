/** Who may call a service, as far as identity and policies decide it: for a matrix of services and callers. */

import type { Enforcer } from './authz-rule.ts';
import { type Identity, type RuleView, ruleView } from './identity-rule.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { acceptedMode, type ServerMode } from './mtls.ts';
import { attachedPolicies, type PolicyWorkload } from './policy-attachment.ts';
import { mayCarryHttp, type Service, services, targetNumber } from './registry.ts';
import { type Waypoint, waypointFor, waypointWorkload } from './waypoint.ts';
import { type Workload, workloadsBehind } from './workloads.ts';

/**
 * `open`: no policy, anyone; `some`: certain operations, or under conditions; `deny`: a DENY policy; `none`: nothing
 * allows it, or plain text is refused; `unjudged`: an external authorizer decides.
 */
export type Access = 'all' | 'some' | 'open' | 'deny' | 'none' | 'unjudged';

export interface AccessRule {
  readonly policy: MeshObject;
  readonly index: number;
  readonly action: string;
  readonly view: RuleView;
}

/** Workloads of a service that policies treat alike. */
export interface Guard {
  /** None: what is behind the service stands in no file, and its selector stands for the labels. */
  readonly workloads: readonly Workload[];
  readonly policies: readonly MeshObject[];
  readonly rules: readonly AccessRule[];
  readonly isAllowListed: boolean;
  /** By service port. */
  readonly modes: ReadonlyMap<number, ServerMode>;
  readonly enforcer: Enforcer;
  /** `namespace/name`, where it is the one who asks. */
  readonly waypoint?: string;
}

export interface GuardedService {
  readonly service: Service;
  readonly guards: readonly Guard[];
}

const POLICY = 'security.istio.io/AuthorizationPolicy';

/** All that run in the mesh: external hosts guard themselves. */
export function guardedServices(mesh: Mesh): readonly GuardedService[] {
  return mesh.keptList('guarded services', (each) =>
    services(each)
      .filter(
        ({ source, selector, isExternal }) => source === 'Service' || (selector !== undefined && !isExternal),
      )
      .map((service) =>
        each.keptOf(service, 'guarded', (of) => ({ service, guards: guardsOf(of, service) })),
      ),
  );
}

function guardsOf(mesh: Mesh, service: Service): readonly Guard[] {
  const behind = workloadsBehind(mesh, service);
  const isAmbient = behind.length > 0 && behind.every((workload) => workload.mesh === 'ambient');
  const waypoint = isAmbient ? waypointFor(mesh, service) : undefined;
  if (waypoint !== undefined) return [waypointGuard(mesh, service, behind, waypoint)];
  if (behind.length === 0) return [guardOf(mesh, service, [], service.selector ?? new Map(), 'sidecar')];
  const groups = new Map<string, Workload[]>();
  for (const workload of behind) {
    const policies = attachedPolicies(
      mesh,
      POLICY,
      askedOf(workload.namespace, workload.labels, workload.mesh),
    );
    const modes = [...modesOf(mesh, service, workload.labels, workload.mesh)];
    const key = JSON.stringify([workload.mesh, policies.map(({ id }) => id), modes]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [workload]);
    else group.push(workload);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [Workload];
    return guardOf(mesh, service, group, first.labels, first.mesh);
  });
}

/** It sees requests and callers; ztunnel behind it sees the waypoint alone. */
function waypointGuard(
  mesh: Mesh,
  service: Service,
  workloads: readonly Workload[],
  waypoint: Waypoint,
): Guard {
  const policies = attachedPolicies(mesh, POLICY, waypointWorkload(waypoint, service)).filter(isEnforced);
  const enforcer = service.ports.some(mayCarryHttp) ? 'http' : 'tcp';
  return {
    workloads,
    policies,
    rules: policies.flatMap((policy) => rulesOf(mesh, policy, enforcer)),
    isAllowListed: policies.some(isAllow),
    modes: modesOf(mesh, service, workloads[0]?.labels ?? new Map(), 'ambient'),
    enforcer,
    waypoint: waypoint.object.id,
  };
}

function isEnforced({ annotations, spec }: MeshObject): boolean {
  return annotations.get('istio.io/dry-run') !== 'true' && spec.get('action').string() !== 'AUDIT';
}

function isAllow({ spec }: MeshObject): boolean {
  return (spec.get('action').string() ?? 'ALLOW') === 'ALLOW';
}

function askedOf(
  namespace: string,
  labels: ReadonlyMap<string, string>,
  membership: Workload['mesh'],
): PolicyWorkload {
  return { type: membership === 'ambient' ? 'ztunnel' : 'sidecar', namespace, labels };
}

function modesOf(
  mesh: Mesh,
  { ports, owner }: Service,
  labels: ReadonlyMap<string, string>,
  membership: Workload['mesh'],
): ReadonlyMap<number, ServerMode> {
  const server = { namespace: owner.namespace, labels, mesh: membership };
  return new Map(ports.map((port) => [port.number, acceptedMode(mesh, server, targetNumber(port))]));
}

function guardOf(
  mesh: Mesh,
  service: Service,
  workloads: readonly Workload[],
  labels: ReadonlyMap<string, string>,
  membership: Workload['mesh'],
): Guard {
  const isAmbient = membership === 'ambient';
  const enforcer: Enforcer = isAmbient ? 'ztunnel' : service.ports.some(mayCarryHttp) ? 'http' : 'tcp';
  const policies =
    membership === 'none'
      ? []
      : attachedPolicies(mesh, POLICY, askedOf(service.owner.namespace, labels, membership)).filter(
          (policy) => isEnforced(policy) && !(isAmbient && policy.spec.get('action').string() === 'CUSTOM'),
        );
  return {
    workloads,
    policies,
    rules: policies.flatMap((policy) => rulesOf(mesh, policy, enforcer)),
    isAllowListed: policies.some(isAllow),
    modes: modesOf(mesh, service, labels, membership),
    enforcer,
  };
}

function rulesOf(mesh: Mesh, policy: MeshObject, enforcer: Enforcer): readonly AccessRule[] {
  return mesh.keptOf(policy, `rules ${enforcer}`, (each) => {
    const action = policy.spec.get('action').string() ?? 'ALLOW';
    return policy.spec
      .get('rules')
      .items()
      .flatMap((rule, index) => {
        const view = ruleView(each, policy, rule, action, enforcer);
        return view === undefined ? [] : [{ policy, index, action, view }];
      });
  });
}

/** One answer for all that is behind the service; `some` where they differ. */
export function accessOf({ guards }: Pick<GuardedService, 'guards'>, identity: Identity): Access {
  let found: Access | undefined;
  for (const guard of guards) {
    const own = accessAt(guard, identity);
    if (found === undefined || found === own) found = own;
    else return found === 'unjudged' || own === 'unjudged' ? 'unjudged' : 'some';
  }
  return found ?? 'none';
}

export function accessAt(guard: Guard, identity: Identity): Access {
  const { modes, rules, policies, isAllowListed } = guard;
  const all = [...modes.values()];
  const isPlain = identity.principal === undefined;
  if (isPlain && all.length > 0 && all.every((mode) => mode === 'STRICT')) return 'none';
  // Where no mutual TLS is taken, nobody has an identity.
  const isProved = all.some((mode) => mode === 'STRICT' || mode === 'PERMISSIVE');
  const seen: Identity = isProved || all.length === 0 ? identity : { principal: undefined };
  if (policies.length === 0) return 'open';
  let isDeniedInPart = false;
  let allowed: Access = isAllowListed ? 'none' : 'all';
  for (const { action, view } of rules) {
    const takes = view.takes(seen);
    if (takes === 'no') continue;
    if (action === 'CUSTOM') return 'unjudged';
    const isWhole = takes === 'yes' && view.isWhole;
    if (action === 'DENY') {
      if (isWhole) return 'deny';
      isDeniedInPart = true;
    } else if (isWhole) allowed = 'all';
    else if (allowed === 'none') allowed = 'some';
  }
  return allowed === 'all' && isDeniedInPart ? 'some' : allowed;
}

/** The rules that a caller meets, for the reasons. */
export function rulesFor(guard: Guard, identity: Identity): readonly AccessRule[] {
  const isProved = [...guard.modes.values()].some((mode) => mode === 'STRICT' || mode === 'PERMISSIVE');
  const seen = isProved || guard.modes.size === 0 ? identity : { principal: undefined };
  return guard.rules.filter(({ view }) => view.takes(seen) !== 'no');
}
