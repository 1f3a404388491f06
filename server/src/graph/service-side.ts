/** What of the graph no route has a say in: made anew only when a service, a workload, a subset or a policy is another. */
import type { Mesh } from '../semantics/mesh.ts';
import { services } from '../semantics/registry.ts';
import { GraphBuilder, type MeshGraph } from './graph-builder.ts';
import { serviceId } from './graph-ids.ts';
import { policyPart } from './policy-part.ts';
import { type ServiceMarks, serviceMarks } from './service-marks.ts';
import { servicePart } from './service-part.ts';

export interface ServiceSide extends MeshGraph {
  /** Of each service, by the id of its node. */
  readonly marks: ReadonlyMap<string, ServiceMarks>;
}

export function serviceSide(of: Mesh): ServiceSide {
  return of.kept('services of the graph', (mesh) => {
    const builder = new GraphBuilder(mesh);
    servicePart(builder);
    policyPart(builder);
    const marks = services(mesh).map((service) => [serviceId(service), serviceMarks(mesh, service)] as const);
    return { ...builder.graph(), marks: new Map(marks) };
  });
}
