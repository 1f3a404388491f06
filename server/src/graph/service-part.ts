/** Services and what stands behind them. */

import { destinationRulesOf } from '../semantics/explain/rules-of-host.ts';
import { carries } from '../semantics/fields.ts';
import { type Service, services } from '../semantics/registry.ts';
import { type Workload, workloads, workloadsBehind } from '../semantics/workloads.ts';
import type { GraphBuilder } from './graph-builder.ts';
import { serviceId, subsetId, workloadId } from './graph-ids.ts';

export function servicePart(builder: GraphBuilder): void {
  for (const workload of workloads(builder.mesh)) {
    builder.node({
      id: workloadId(workload),
      kind: 'workload',
      namespace: workload.namespace,
      name: workload.name,
      place: { resource: workload.ref, path: 'metadata.name' },
      ...(workload.mesh === 'none' && { note: 'not in the mesh' }),
    });
  }
  for (const service of services(builder.mesh)) addService(builder, service);
}

function addService(builder: GraphBuilder, service: Service): void {
  const { owner, source } = service;
  const id = builder.node({
    id: serviceId(service),
    kind: source === 'Service' ? 'service' : 'service-entry',
    namespace: owner.namespace,
    name: source === 'Service' ? owner.name : service.host,
    place: { resource: owner.ref, path: service.path },
    note: service.ports.map(({ number, protocol }) => `${number}/${protocol ?? 'detected'}`).join(' '),
  });
  const pods = workloadsBehind(builder.mesh, service);
  const inSubsets = new Set<Workload>();
  for (const object of destinationRulesOf(builder.mesh, service.host)) {
    for (const fields of object.spec.get('subsets').items()) {
      const name = fields.get('name').string();
      if (name === undefined) continue;
      const place = { resource: object.ref, path: fields.path };
      const subset = builder.node({
        id: subsetId(service, name),
        kind: 'subset',
        namespace: owner.namespace,
        name,
        place,
      });
      builder.edge({ from: id, to: subset, kind: 'selects', place });
      const labels = fields.get('labels').stringMap();
      for (const pod of pods) {
        if (!carries(pod.labels, labels)) continue;
        inSubsets.add(pod);
        builder.edge({ from: subset, to: workloadId(pod), kind: 'selects', place });
      }
    }
  }
  for (const pod of pods) {
    if (inSubsets.has(pod)) continue;
    builder.edge({
      from: id,
      to: workloadId(pod),
      kind: 'selects',
      place: { resource: owner.ref, path: 'spec.selector' },
    });
  }
}
