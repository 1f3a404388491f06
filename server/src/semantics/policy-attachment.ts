/** Which policies hold for a workload (§6.1); the same for AuthorizationPolicy, RequestAuthentication and Telemetry. */
import type { KindId } from '../base/kind-id.ts';
import { carries, type Fields } from './fields.ts';
import type { Mesh, MeshObject } from './mesh.ts';

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
  return [...namespaces]
    .flatMap((namespace) => mesh.inNamespace(kind, namespace))
    .filter((policy) => isAttached(policy, workload, rootNamespace));
}

interface Aim {
  readonly targets: readonly Fields[];
  readonly selector: ReadonlyMap<string, string>;
}

/** What a policy is meant for; read once, since every workload of its namespace asks. */
const aims = new WeakMap<MeshObject, Aim>();

function aimOf(policy: MeshObject): Aim {
  const known = aims.get(policy);
  if (known !== undefined) return known;
  const { spec } = policy;
  const several = spec.get('targetRefs').items();
  const single = spec.get('targetRef');
  const aim = {
    targets: several.length > 0 ? several : single.exists ? [single] : [],
    selector: spec.get('selector').get('matchLabels').stringMap(),
  };
  aims.set(policy, aim);
  return aim;
}

function isAttached(policy: MeshObject, workload: PolicyWorkload, rootNamespace: string): boolean {
  const { targets, selector } = aimOf(policy);
  const gatewayName = workload.labels.get(GATEWAY_NAME);
  if (targets.length === 0) {
    if (workload.type === 'waypoint') return false;
    if (policy.namespace !== workload.namespace && policy.namespace !== rootNamespace) return false;
    return carries(workload.labels, selector);
  }
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
