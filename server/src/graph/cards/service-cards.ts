/** Services with their subsets, gateways, and what runs behind no service. */
import type { ResourceRef } from '../../model/resource.ts';
import { compareText, type Mesh } from '../../semantics/mesh.ts';
import { gatewayParts } from '../gateway-part.ts';
import type { GraphEdge, GraphNode, MeshGraph } from '../graph-builder.ts';
import { serviceMarks } from '../service-marks.ts';
import { type ServicePart, serviceParts, workloadPart } from '../service-part.ts';
import type { BareCard, BareRow } from './bare-card.ts';

export function serviceCards(mesh: Mesh): readonly BareCard[] {
  return mesh.keptList('cards of services', (each) =>
    serviceParts(each).flatMap((part) => each.keptOf(part, 'card', (of) => serviceCard(of, part)) ?? []),
  );
}

function serviceCard(mesh: Mesh, part: ServicePart): BareCard | undefined {
  const [node] = part.nodes;
  if (node?.place === undefined || (node.kind !== 'service' && node.kind !== 'service-entry'))
    return undefined;
  const nodes = new Map(part.nodes.map((each) => [each.id, each]));
  const subsets = selected(part.edges, node.id).flatMap((id) => nodes.get(id) ?? []);
  const writers = new Set<ResourceRef>([
    node.place.resource,
    ...subsets.flatMap(({ place }) => place?.resource ?? []),
  ]);
  return {
    id: node.id,
    kind: node.kind,
    column: 2,
    band: node.namespace ?? '',
    name: node.name,
    place: node.place,
    rows: subsets.length > 0 ? subsetRows(part, subsets) : workloadRows(part, node.id),
    ...serviceMarks(mesh, part.service),
    marked: { place: node.place },
    writers: [...writers],
  };
}

function subsetRows({ edges, pods }: ServicePart, subsets: readonly GraphNode[]): readonly BareRow[] {
  return subsets.map(({ id, name, place }) => {
    const names = selected(edges, id).flatMap((pod) => pods.get(pod)?.name ?? []);
    return {
      id,
      text: name,
      side: names.length === 0 ? 'no workload' : names.join(', '),
      ...(place !== undefined && { place }),
    };
  });
}

/** Of a service without subsets. */
function workloadRows({ edges, pods }: ServicePart, service: string): readonly BareRow[] {
  return selected(edges, service).flatMap((id) => {
    const pod = pods.get(id);
    return pod === undefined
      ? []
      : [{ id, text: pod.name, place: { resource: pod.ref, path: 'metadata.name' } }];
  });
}

function selected(edges: readonly GraphEdge[], from: string): readonly string[] {
  const found = edges.filter((edge) => edge.kind === 'selects' && edge.from === from).map(({ to }) => to);
  return [...new Set(found)].sort(compareText);
}

export function gatewayCards(mesh: Mesh): readonly BareCard[] {
  return mesh.keptList('cards of gateways', (each) => {
    const nodes = new Map<string, GraphNode>();
    for (const {
      nodes: [node],
    } of gatewayParts(each))
      if (node?.kind === 'gateway' && !nodes.has(node.id)) nodes.set(node.id, node);
    return [...nodes.values()].flatMap((node) => each.keptOf(node, 'card', () => gatewayCard(node)) ?? []);
  });
}

function gatewayCard(node: GraphNode): BareCard | undefined {
  if (node.place === undefined) return undefined;
  return {
    id: node.id,
    kind: 'gateway',
    column: 0,
    band: '',
    name: node.name,
    note: node.note ?? '',
    place: node.place,
    rows: [],
    marked: { place: node.place },
    writers: [node.place.resource],
  };
}

/** What nothing selects has a card of its own. */
export function workloadCards(mesh: Mesh): readonly BareCard[] {
  return mesh.keptList('cards of workloads', (each) => {
    const byServices = each.kept('pods of services', (of) => selectedBy(serviceParts(of)));
    const byGateways = each.keptList('pods of gateways', (of) => [...selectedBy(gatewayParts(of))]);
    const behind = new Set(byGateways);
    return workloadPart(each)
      .nodes.filter(({ id }) => !byServices.has(id) && !behind.has(id))
      .flatMap((node) => each.keptOf(node, 'card', () => workloadCard(node)) ?? []);
  });
}

function selectedBy(parts: readonly MeshGraph[]): ReadonlySet<string> {
  const pods = new Set<string>();
  for (const { edges } of parts) for (const { kind, to } of edges) if (kind === 'selects') pods.add(to);
  return pods;
}

function workloadCard({ id, name, namespace, place }: GraphNode): BareCard | undefined {
  if (place === undefined) return undefined;
  return {
    id,
    kind: 'workload',
    column: 2,
    band: namespace ?? '',
    name,
    place,
    rows: [],
    marked: { place },
    writers: [place.resource],
  };
}
