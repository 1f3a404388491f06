/** The mesh as a picture, part by part. */
import type { Mesh } from '../semantics/mesh.ts';
import { gatewayPart } from './gateway-part.ts';
import { GraphBuilder, type MeshGraph } from './graph-builder.ts';
import { policyPart } from './policy-part.ts';
import { routePart } from './route-part.ts';
import { servicePart } from './service-part.ts';

export function meshGraph(mesh: Mesh): MeshGraph {
  const builder = new GraphBuilder(mesh);
  servicePart(builder);
  gatewayPart(builder);
  routePart(builder);
  policyPart(builder);
  return builder.graph();
}
