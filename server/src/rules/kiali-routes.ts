/** Kiali looks at two kinds of routes only; findings about the others carry no code of its. */
import type { KindId } from '../base/kind-id.ts';
import type { Equivalent } from '../workspace/finding.ts';

const KINDS: readonly KindId[] = [
  'gateway.networking.k8s.io/HTTPRoute',
  'gateway.networking.k8s.io/GRPCRoute',
];

export function kialiRoute(kind: KindId, code: 'KIA1401' | 'KIA1402'): readonly Equivalent[] {
  return KINDS.includes(kind) ? [{ tool: 'kiali', code }] : [];
}
