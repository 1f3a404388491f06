/** What locks and shields say of a service: what its workloads accept, and who may call them. */
import type { Mesh, MeshObject } from '../semantics/mesh.ts';
import { acceptedMode, type ServerMode } from '../semantics/mtls.ts';
import { attachedPolicies } from '../semantics/policy-attachment.ts';
import { type Service, targetNumber } from '../semantics/registry.ts';
import { waypointFor } from '../semantics/waypoint.ts';
import { type Workload, workloadsBehind } from '../semantics/workloads.ts';
import type { Card, Mtls } from './picture/picture.ts';

export type ServiceMarks = Pick<Card, 'mtls' | 'access' | 'policies' | 'waypoint'>;

/** None where no file has its workloads: nothing is known of them. */
export function serviceMarks(mesh: Mesh, service: Service): ServiceMarks {
  const pods = workloadsBehind(mesh, service).filter((pod) => pod.mesh !== 'none');
  const waypoint = waypointMark(mesh, service);
  if (pods.length === 0) return waypoint;
  const modes = new Set(
    pods.flatMap((pod) => service.ports.map((port) => acceptedMode(mesh, pod, targetNumber(port)))),
  );
  const policies = pods.map((pod) => policiesOf(mesh, pod));
  const names = [...new Set(policies.flat().map(({ id, kind }) => `${kind.split('/')[1]} ${id}`))].sort();
  return {
    ...mtlsOf(modes),
    access: accessOf(policies),
    ...(names.length > 0 && { policies: names }),
    ...waypoint,
  };
}

function waypointMark(mesh: Mesh, service: Service): Pick<Card, 'waypoint'> {
  const waypoint = waypointFor(mesh, service);
  return waypoint === undefined ? {} : { waypoint: waypoint.object.id };
}

function mtlsOf(modes: ReadonlySet<ServerMode>): Pick<Card, 'mtls'> {
  const [only, ...others] = modes;
  if (only === undefined) return {};
  return { mtls: others.length > 0 ? 'mixed' : MODES[only] };
}

const MODES: Readonly<Record<ServerMode, Mtls>> = {
  STRICT: 'strict',
  PERMISSIVE: 'permissive',
  DISABLE: 'disabled',
  NONE: 'disabled',
};

function policiesOf(mesh: Mesh, { namespace, labels, mesh: membership }: Workload): readonly MeshObject[] {
  const type = membership === 'ambient' ? 'ztunnel' : 'sidecar';
  return attachedPolicies(mesh, 'security.istio.io/AuthorizationPolicy', { type, namespace, labels });
}

/** One workload that nothing protects makes the service open. */
function accessOf(policies: readonly (readonly MeshObject[])[]): NonNullable<Card['access']> {
  if (policies.some((each) => each.length === 0)) return 'open';
  const isExternal = policies.some((each) =>
    each.some(({ spec }) => spec.get('action').string() === 'CUSTOM'),
  );
  return isExternal ? 'external' : 'policies';
}
