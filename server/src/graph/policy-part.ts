/** Policies and the workloads that they hold for. */

import type { MeshObject } from '../semantics/mesh.ts';
import { peerAuthentications } from '../semantics/mtls.ts';
import { attachedPolicies } from '../semantics/policy-attachment.ts';
import { type Workload, workloads } from '../semantics/workloads.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { workloadId } from './graph-ids.ts';

const ADDING = ['security.istio.io/AuthorizationPolicy', 'security.istio.io/RequestAuthentication'] as const;

export function policyPart(builder: GraphBuilder): void {
  for (const workload of workloads(builder.mesh)) {
    if (workload.mesh === 'none') continue;
    for (const policy of policiesOf(builder, workload)) {
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
}

function policiesOf({ mesh }: GraphBuilder, workload: Workload): readonly MeshObject[] {
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
