/** Which policies hold for a workload (§6.1); the same for AuthorizationPolicy, RequestAuthentication and Telemetry. */
import type { KindId } from '../base/kind-id.ts';
import type { Fields } from './fields.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { SelectorIndex } from './selector-index.ts';

export interface PolicyWorkload {
  readonly type: 'sidecar' | 'gateway' | 'ztunnel' | 'waypoint';
  readonly namespace: string;
  readonly labels: ReadonlyMap<string, string>;
  /** What is addressed through a waypoint. */
  readonly service?: { readonly kind: string; readonly name: string; readonly namespace: string } | undefined;
}

/** Label of the pods of a Gateway of the Gateway API. */
export const GATEWAY_NAME = 'gateway.networking.k8s.io/gateway-name';

/** Oldest first. */
export function attachedPolicies(mesh: Mesh, kind: KindId, workload: PolicyWorkload): readonly MeshObject[] {
  const { rootNamespace } = mesh.settings;
  const namespaces = new Set([rootNamespace, workload.namespace]);
  if (workload.type === 'waypoint' && workload.service !== undefined)
    namespaces.add(workload.service.namespace);
  return [...namespaces].flatMap((namespace) =>
    attachedIn(policiesIn(mesh, kind, namespace), workload, { namespace, rootNamespace }),
  );
}

interface TargetedPolicy {
  readonly policy: MeshObject;
  readonly targets: readonly Fields[];
}

/** Of one namespace, by how they say what they are meant for. */
interface Policies {
  readonly all: readonly MeshObject[];
  readonly selecting: SelectorIndex<MeshObject>;
  readonly targeted: readonly TargetedPolicy[];
}

function policiesIn(mesh: Mesh, kind: KindId, namespace: string): Policies {
  return mesh.kept(`policies ${kind} in ${namespace}`, (each) => {
    const all = each.inNamespace(kind, namespace);
    const aims = all.map((policy) => ({ policy, targets: targetsOf(policy) }));
    return {
      all,
      selecting: new SelectorIndex(
        aims.filter(({ targets }) => targets.length === 0).map(({ policy }) => policy),
        ({ spec }) => spec.get('selector').get('matchLabels').stringMap(),
      ),
      targeted: aims.filter(({ targets }) => targets.length > 0),
    };
  });
}

function targetsOf({ spec }: MeshObject): readonly Fields[] {
  const several = spec.get('targetRefs').items();
  const single = spec.get('targetRef');
  return several.length > 0 ? several : single.exists ? [single] : [];
}

function attachedIn(
  { all, selecting, targeted }: Policies,
  workload: PolicyWorkload,
  { namespace, rootNamespace }: { readonly namespace: string; readonly rootNamespace: string },
): readonly MeshObject[] {
  const isInReach = namespace === workload.namespace || namespace === rootNamespace;
  const selected = workload.type !== 'waypoint' && isInReach ? selecting.of(workload.labels) : [];
  const aimed = targeted
    .filter((each) => isAimedAt(each, workload, rootNamespace))
    .map(({ policy }) => policy);
  if (aimed.length === 0) return selected;
  const attached = new Set([...selected, ...aimed]);
  return all.filter((policy) => attached.has(policy));
}

function isAimedAt(
  { policy, targets }: TargetedPolicy,
  workload: PolicyWorkload,
  rootNamespace: string,
): boolean {
  const gatewayName = workload.labels.get(GATEWAY_NAME);
  const canBeTarget =
    workload.type === 'waypoint' || (workload.type === 'gateway' && gatewayName !== undefined);
  return (
    canBeTarget &&
    targets.some((target) =>
      isTarget(
        policy,
        target.get('kind').string() ?? '',
        target.get('name').string() ?? '',
        workload,
        rootNamespace,
      ),
    )
  );
}

function isTarget(
  policy: MeshObject,
  kind: string,
  name: string,
  { type, namespace, labels, service }: PolicyWorkload,
  rootNamespace: string,
): boolean {
  if (kind === 'Gateway') return policy.namespace === namespace && name === labels.get(GATEWAY_NAME);
  if (type !== 'waypoint') return false;
  if (kind === 'GatewayClass') return policy.namespace === rootNamespace && name === 'istio-waypoint';
  return (
    service !== undefined &&
    service.kind === kind &&
    service.name === name &&
    service.namespace === policy.namespace
  );
}
