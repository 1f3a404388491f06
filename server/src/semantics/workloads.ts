/** What runs, with its labels, identity and part in the mesh. */
import { groupBy } from '../base/group-by.ts';
import type { ResourceRef } from '../model/resource.ts';
import { injectionOf } from '../workspace/resolve/injection.ts';
import { isAmbient } from '../workspace/resolve/mesh-membership.ts';
import type { Entry } from '../workspace/table.ts';
import { type WorkloadRow, workloadsInNamespace } from '../workspace/tables/workloads.ts';
import { carries } from './fields.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import type { Membership } from './mtls.ts';
import type { Service } from './registry.ts';

export interface Workload {
  readonly ref: ResourceRef;
  readonly namespace: string;
  readonly name: string;
  /** `namespace/name`. */
  readonly id: string;
  readonly labels: ReadonlyMap<string, string>;
  readonly serviceAccount: string;
  readonly mesh: Membership;
}

/** By namespace and name. */
export function workloads(mesh: Mesh): readonly Workload[] {
  return mesh.keptList('workloads', (each) =>
    each.reader
      .read(workloadsInNamespace, '*')
      .map((entry) => each.keptOf(entry, 'workload', (of) => workloadOf(of, entry)))
      .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
  );
}

function workloadOf(mesh: Mesh, { row, resource }: Entry<WorkloadRow>): Workload {
  return {
    ref: resource,
    namespace: row.namespace,
    name: row.name,
    id: `${row.namespace}/${row.name}`,
    labels: new Map(Object.entries(row.labels)),
    serviceAccount: row.serviceAccount,
    mesh: membershipOf(mesh, row),
  };
}

export function workloadsOf(mesh: Mesh, namespace: string): readonly Workload[] {
  return mesh.keptList(`workloads of ${namespace}`, (each) => {
    const groups = each.kept('workloads by namespace', (of) =>
      groupBy(workloads(of), (pod) => pod.namespace),
    );
    return groups.get(namespace) ?? [];
  });
}

/** The pods that a service sends traffic to. */
export function workloadsBehind(mesh: Mesh, { selector, owner }: Service): readonly Workload[] {
  return selector === undefined ? [] : workloadsWith(mesh, selector, owner.namespace);
}

/**
 * Of all namespaces when none is given. Looked for among those that have the first label: meshes have as many pods and
 * selectors as services.
 */
export function workloadsWith(
  mesh: Mesh,
  selector: ReadonlyMap<string, string>,
  namespace?: string,
): readonly Workload[] {
  const all = (of: Mesh) => (namespace === undefined ? workloads(of) : workloadsOf(of, namespace));
  const [first] = selector;
  if (first === undefined) return all(mesh);
  const [label, value] = first;
  const key = `workloads of ${namespace ?? '*'} by ${label}`;
  const found = mesh.keptList(`${key}=${value}`, (each) => {
    const groups = each.kept(key, (of) => groupBy(all(of), ({ labels }) => labels.get(label)));
    return groups.get(value) ?? [];
  });
  return found.filter(({ labels }) => carries(labels, selector));
}

/** Where nothing says anything about a namespace, its pods are taken to be part of the mesh that is asked about. */
function membershipOf(mesh: Mesh, row: WorkloadRow): Membership {
  if (row.mesh === 'sidecar' || row.mesh === 'ambient' || row.mesh === 'none') return row.mesh;
  if (namespaceObject(mesh, row.namespace) === undefined) return 'sidecar';
  if (isAmbient(mesh.reader, row.namespace)) return 'ambient';
  return injectionOf(mesh.reader, row.namespace, row.labels) === 'not-injected' ? 'none' : 'sidecar';
}

/** The Namespace as it is written. */
export function namespaceObject(mesh: Mesh, name: string): MeshObject | undefined {
  return mesh.kept(`namespace ${name}`, (each) => {
    const groups = each.kept('namespaces by name', (of) =>
      groupBy(of.objects('core/Namespace'), (object) => object.name),
    );
    return groups.get(name)?.[0];
  });
}

/** Identity of a workload in its mesh, without `spiffe://`. */
export function principalOf(
  mesh: Mesh,
  { namespace, serviceAccount }: Pick<Workload, 'namespace' | 'serviceAccount'>,
): string {
  return `${mesh.settings.trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}
