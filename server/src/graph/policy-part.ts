/** Policies and the workloads that they hold for. */
import type { Mesh, MeshObject } from '../semantics/mesh.ts';
import { peerAuthentications } from '../semantics/mtls.ts';
import { attachedPolicies } from '../semantics/policy-attachment.ts';
import { type Workload, workloads } from '../semantics/workloads.ts';
import { GraphBuilder, type MeshGraph } from './graph-builder.ts';
import { workloadId } from './graph-ids.ts';
import { keptParts } from './kept-parts.ts';

const ADDING = ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication'] as const;

export function policyParts(mesh: Mesh): readonly MeshGraph[] {
  return mesh.keptList('policies of the graph', (each) =>
    keptParts(each, workloads(each), {
      key: 'policies of the graph',
      idOf: workloadId,
      make: (of, group) => {
        const builder = new GraphBuilder();
        for (const workload of group) addPolicies(builder, of, workload);
        return builder.part();
      },
    }),
  );
}

function addPolicies(builder: GraphBuilder, mesh: Mesh, workload: Workload): void {
  if (workload.mesh === 'none') return;
  for (const policy of policiesOf(mesh, workload)) {
    const kind = policy.kind.split('/')[1] ?? '';
    const id = builder.node({
      id: `policy:${kind}/${policy.id}`,
      kind: 'policy',
      namespace: policy.namespace,
      name: `${kind} ${policy.name}`,
      place: { resource: policy.ref, path: 'metadata.name' },
      note: policy.spec.get('action').string() ?? policy.spec.get('mtls').get('mode').string() ?? '',
    });
    builder.edge({
      from: id,
      to: workloadId(workload),
      kind: 'applies',
      place: { resource: policy.ref, path: 'spec.selector' },
    });
  }
}

function policiesOf(mesh: Mesh, workload: Workload): readonly MeshObject[] {
  const asked = {
    type: workload.mesh === 'ambient' ? ('ztunnel' as const) : ('sidecar' as const),
    namespace: workload.namespace,
    labels: workload.labels,
  };
  const levels = peerAuthentications(mesh, workload);
  const deciding = [levels.workload, levels.namespace, levels.mesh].find(
    (policy) => policy?.spec.get('mtls').get('mode').exists === true,
  );
  return [
    ...ADDING.flatMap((kind) => attachedPolicies(mesh, kind, asked)),
    ...(deciding === undefined ? [] : [deciding]),
  ];
}
