/** What runs, with its labels, identity and part in the mesh. */
import { groupBy } from '../base/group-by.ts';
import type { ResourceRef } from '../model/resource.ts';
import { injectionOf } from '../workspace/resolve/injection.ts';
import { isAmbient } from '../workspace/resolve/mesh-membership.ts';
import { type WorkloadRow, workloadsInNamespace } from '../workspace/tables/workloads.ts';
import { carries } from './fields.ts';
import type { Mesh } from './mesh.ts';
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
  return mesh.once('workloads', () =>
    mesh.reader
      .read(workloadsInNamespace, '*')
      .map(({ row, resource }) => ({
        ref: resource,
        namespace: row.namespace,
        name: row.name,
        id: `${row.namespace}/${row.name}`,
        labels: new Map(Object.entries(row.labels)),
        serviceAccount: row.serviceAccount,
        mesh: membershipOf(mesh, row),
      }))
      .toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)),
  );
}

export function workloadsOf(mesh: Mesh, namespace: string): readonly Workload[] {
  const groups = mesh.once('workloads by namespace', () =>
    groupBy(workloads(mesh), (each) => each.namespace),
  );
  return groups.get(namespace) ?? [];
}

/** The pods that a service sends traffic to. */
export function workloadsBehind(mesh: Mesh, { selector, owner }: Service): readonly Workload[] {
  if (selector === undefined) return [];
  return workloadsOf(mesh, owner.namespace).filter(({ labels }) => carries(labels, selector));
}

/** Where nothing says anything about a namespace, its pods are taken to be part of the mesh that is asked about. */
function membershipOf(mesh: Mesh, row: WorkloadRow): Membership {
  if (row.mesh === 'sidecar' || row.mesh === 'ambient' || row.mesh === 'none') return row.mesh;
  const namespace = mesh.objects('core/Namespace').find(({ name }) => name === row.namespace);
  if (namespace === undefined) return 'sidecar';
  if (isAmbient(mesh.reader, row.namespace)) return 'ambient';
  return injectionOf(mesh.reader, row.namespace, row.labels) === 'not-injected' ? 'none' : 'sidecar';
}

/** Identity of a workload in its mesh, without `spiffe://`. */
export function principalOf(
  mesh: Mesh,
  { namespace, serviceAccount }: Pick<Workload, 'namespace' | 'serviceAccount'>,
): string {
  return `${mesh.settings.trustDomain}/ns/${namespace}/sa/${serviceAccount}`;
}
