/** What a policy holds for: a picture draws no policies, it marks their subjects. */
import type { MeshGraph } from '../../graph/graph-builder.ts';
import type { ResourceRef } from '../../model/resource.ts';

/** From pods to the subsets that they stand in, and from those to services. */
const STEPS = 2;

/** Ids of the nodes that a policy holds for; none for objects of other kinds. */
export function heldBy({ nodes, edges }: MeshGraph, policy: ResourceRef | undefined): ReadonlySet<string> {
  const policies = new Set(
    nodes.filter(({ kind, place }) => kind === 'policy' && place?.resource === policy).map(({ id }) => id),
  );
  const held = new Set<string>();
  if (policies.size === 0) return held;
  for (const { kind, from, to } of edges) if (kind === 'applies' && policies.has(from)) held.add(to);
  for (let step = 0; step < STEPS; step += 1) {
    for (const { kind, from, to } of edges) if (kind === 'selects' && held.has(to)) held.add(from);
  }
  return held;
}
