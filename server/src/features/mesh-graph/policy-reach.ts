/** What a policy holds for: a picture draws no policies, it marks their subjects. */
import { meshGraph } from '../../graph/mesh-graph.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import type { Slot } from '../../workspace/slot.ts';

/** From pods to the subsets that they stand in, and from those to services. */
const STEPS = 2;

const POLICIES: readonly string[] = [
  'AuthorizationPolicy',
  'PeerAuthentication',
  'RequestAuthentication',
].map((kind) => `security.istio.io/${kind}`);

/** Ids of the nodes that the policy at the cursor holds for; none for objects of other kinds. */
export function heldBy(mesh: Mesh, slot: Slot | undefined): ReadonlySet<string> {
  if (slot === undefined || !POLICIES.includes(slot.kindId)) return new Set();
  const { nodes, edges } = meshGraph(mesh);
  const policies = new Set(
    nodes.filter(({ kind, place }) => kind === 'policy' && place?.resource === slot).map(({ id }) => id),
  );
  const held = new Set<string>();
  if (policies.size === 0) return held;
  for (const { kind, from, to } of edges) if (kind === 'applies' && policies.has(from)) held.add(to);
  for (let step = 0; step < STEPS; step += 1) {
    for (const { kind, from, to } of edges) if (kind === 'selects' && held.has(to)) held.add(from);
  }
  return held;
}
