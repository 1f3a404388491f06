/** The mesh as a picture, part by part. */
import type { Mesh } from '../semantics/mesh.ts';
import { gatewayPart } from './gateway-part.ts';
import { GraphBuilder, type MeshGraph } from './graph-builder.ts';
import { routePart } from './route-part.ts';
import { serviceSide } from './service-side.ts';

export function meshGraph(mesh: Mesh): MeshGraph {
  const builder = new GraphBuilder(mesh);
  builder.add(serviceSide(mesh));
  gatewayPart(builder);
  routePart(builder);
  return builder.graph();
}
