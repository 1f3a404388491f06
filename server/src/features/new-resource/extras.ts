/** Security and telemetry that belong to a pattern about a service, where its namespace has none of it yet. */
import type { KindId } from '../../base/kind-id.ts';
import { policiesInNamespace } from '../../workspace/tables/policies.ts';
import { selectorless } from '../../workspace/tables/workload-selectors.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import type { Meant } from '../completion/patterns/fill.ts';
import { kindsOf, PATTERNS, type Pattern } from '../completion/patterns/patterns.ts';

/** By title, with the kind that makes them needless. */
const EXTRAS: readonly (readonly [title: string, kind: KindId])[] = [
  ['Istio: strict mTLS for a workload', 'security.istio.io/PeerAuthentication'],
  ['Istio: allow a namespace', 'security.istio.io/AuthorizationPolicy'],
  ['Istio: access logs for one workload', 'telemetry.istio.io/Telemetry'],
];

const ROUTING = new Set(['VirtualService', 'DestinationRule', 'HTTPRoute', 'GRPCRoute', 'Deployment']);

export function extrasFor(
  pattern: Pattern,
  service: Meant | undefined,
  world: WorldView | undefined,
): readonly Pattern[] {
  if (pattern.blanks.service === undefined || !kindsOf(pattern).some((kind) => ROUTING.has(kind))) return [];
  return EXTRAS.filter(
    ([title, kind]) => title !== pattern.title && !has(world, kind, service?.namespace ?? ''),
  ).flatMap(([title]) => PATTERNS.filter((each) => each.title === title));
}

function has(world: WorldView | undefined, kind: KindId, namespace: string): boolean {
  if (world === undefined || namespace === '') return false;
  const reader = world.reader();
  return (
    reader.has(selectorless, `${kind} ${namespace}`) ||
    reader.read(policiesInNamespace, namespace).some(({ row }) => row.kind === kind)
  );
}
