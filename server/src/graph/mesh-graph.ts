/**
 * The mesh as a picture, part by part. A part is what one object says (objects of one name are one part), made anew only when
 * something that it was made from is another.
 */

import type { Mesh } from '../semantics/mesh.ts';
import { namespaceObject } from '../semantics/workloads.ts';
import { gatewayParts } from './gateway-part.ts';
import { GraphBuilder, type MeshGraph } from './graph-builder.ts';
import { policyParts } from './policy-part.ts';
import { routeParts } from './route-part.ts';
import { serviceParts, workloadPart } from './service-part.ts';

export function meshGraph(mesh: Mesh): MeshGraph {
  const builder = new GraphBuilder();
  for (const [, parts] of PARTS) for (const part of parts(mesh)) builder.add(part);
  for (const name of namespacesOf(mesh)) {
    const object = namespaceObject(mesh, name);
    builder.node({
      id: `namespace:${name}`,
      kind: 'namespace',
      name,
      ...(object !== undefined && { place: { resource: object.ref, path: 'metadata.name' } }),
    });
  }
  return builder.sorted();
}

/** By what they are made of: an edit of one sort leaves what is known of the others. */
const PARTS: readonly (readonly [sort: string, parts: (mesh: Mesh) => readonly MeshGraph[]])[] = [
  ['workloads', (mesh) => [workloadPart(mesh)]],
  ['services', serviceParts],
  ['policies', policyParts],
  ['gateways', gatewayParts],
  ['routes', routeParts],
];

/** In which something stands. */
export function namespacesOf(mesh: Mesh): readonly string[] {
  return mesh.keptList('namespaces of the graph', (each) => {
    const names = new Set<string>();
    for (const [sort, parts] of PARTS) {
      const own = each.keptList(`namespaces of ${sort}`, (of) => namespacesIn(parts(of)));
      for (const name of own) names.add(name);
    }
    return [...names].sort();
  });
}

function namespacesIn(parts: readonly MeshGraph[]): readonly string[] {
  const names = new Set<string>();
  for (const { nodes } of parts)
    for (const { namespace } of nodes) if (namespace !== undefined) names.add(namespace);
  return [...names].sort();
}
