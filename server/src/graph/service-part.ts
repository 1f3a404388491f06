/** Services and what stands behind them. */
import { destinationRulesOf } from '../semantics/explain/rules-of-host.ts';
import { carries } from '../semantics/fields.ts';
import type { Mesh } from '../semantics/mesh.ts';
import { type Service, services } from '../semantics/registry.ts';
import { type Workload, workloads, workloadsBehind } from '../semantics/workloads.ts';
import { GraphBuilder, type GraphNode, type MeshGraph } from './graph-builder.ts';
import { serviceId, subsetId, workloadId } from './graph-ids.ts';
import { keptParts } from './kept-parts.ts';

export interface ServicePart extends MeshGraph {
  /** That of the first; others of one id are in other files. */
  readonly service: Service;
  /** That it sends traffic to, by the ids of their nodes. */
  readonly pods: ReadonlyMap<string, Workload>;
}

export function serviceParts(mesh: Mesh): readonly ServicePart[] {
  return mesh.keptList('services of the graph', (each) =>
    keptParts(each, services(each), {
      key: 'graph',
      idOf: serviceId,
      make: (of, group) => {
        const builder = new GraphBuilder();
        for (const service of group) addService(builder, of, service);
        const pods = group.flatMap((service) => workloadsBehind(of, service));
        return {
          ...builder.part(),
          service: group[0] as Service,
          pods: new Map(pods.map((pod) => [workloadId(pod), pod])),
        };
      },
    }),
  );
}

/** All that runs. */
export function workloadPart(mesh: Mesh): MeshGraph {
  return mesh.kept('workloads of the graph', (each) => {
    const builder = new GraphBuilder();
    for (const workload of workloads(each)) builder.node(workloadNode(workload));
    return builder.part();
  });
}

const workloadNodes = new WeakMap<Workload, GraphNode>();

function workloadNode(workload: Workload): GraphNode {
  const known = workloadNodes.get(workload);
  if (known !== undefined) return known;
  const made: GraphNode = {
    id: workloadId(workload),
    kind: 'workload',
    namespace: workload.namespace,
    name: workload.name,
    place: { resource: workload.ref, path: 'metadata.name' },
    ...(workload.mesh === 'none' && { note: 'not in the mesh' }),
  };
  workloadNodes.set(workload, made);
  return made;
}

/** Names of the subsets that some DestinationRule defines for a host. */
export function subsetNames(mesh: Mesh, host: string): ReadonlySet<string> {
  return mesh.kept(
    `subsets of ${host}`,
    (each) => {
      const names = destinationRulesOf(each, host).flatMap(({ spec }) =>
        spec
          .get('subsets')
          .items()
          .flatMap((fields) => fields.get('name').string() ?? []),
      );
      return new Set(names);
    },
    sameNames,
  );
}

function sameNames(before: ReadonlySet<string>, now: ReadonlySet<string>): boolean {
  return before.size === now.size && [...before].every((name) => now.has(name));
}

function addService(builder: GraphBuilder, mesh: Mesh, service: Service): void {
  const { owner, source } = service;
  const id = builder.node({
    id: serviceId(service),
    kind: source === 'Service' ? 'service' : 'service-entry',
    namespace: owner.namespace,
    name: source === 'Service' ? owner.name : service.host,
    place: { resource: owner.ref, path: service.path },
    note: service.ports.map(({ number, protocol }) => `${number}/${protocol ?? 'detected'}`).join(' '),
  });
  const pods = workloadsBehind(mesh, service);
  const inSubsets = new Set<Workload>();
  for (const object of destinationRulesOf(mesh, service.host)) {
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
