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
  const parts = graphParts(mesh);
  for (const part of parts) builder.add(part);
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

function graphParts(mesh: Mesh): readonly MeshGraph[] {
  return mesh.keptList('parts of the graph', (each) => [
    workloadPart(each),
    ...serviceParts(each),
    ...policyParts(each),
    ...gatewayParts(each),
    ...routeParts(each),
  ]);
}

/** In which something stands. */
export function namespacesOf(mesh: Mesh): readonly string[] {
  return mesh.keptList('namespaces of the graph', (each) => {
    const names = new Set<string>();
    for (const { nodes } of graphParts(each))
      for (const { namespace } of nodes) if (namespace !== undefined) names.add(namespace);
    return [...names].sort();
  });
}
