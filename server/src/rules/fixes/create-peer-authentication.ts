/** A PeerAuthentication that is missing: for some workloads of a namespace, where the mode of a larger group does not do. */
import type { Labels } from '../../primitives/selector.ts';
import type { Fix, FixContext } from '../define-rule.ts';

export interface Peers {
  readonly namespace: string;
  /** Empty: all workloads of the namespace. */
  readonly selector: Labels;
  readonly name: string;
  readonly mode: 'PERMISSIVE' | 'STRICT';
}

export function createPeerAuthentication(
  ctx: FixContext,
  { namespace, selector, name, mode }: Peers,
): readonly Fix[] {
  const wanted = { apiVersion: 'security.istio.io/v1', kind: 'PeerAuthentication', name, namespace };
  if (ctx.isTaken(wanted)) return [];
  const isForAll = Object.keys(selector).length === 0;
  const spec = {
    ...(!isForAll && { selector: { matchLabels: { ...selector } } }),
    mtls: { mode },
  };
  const whom = isForAll ? `namespace "${namespace}"` : 'these workloads';
  return [
    {
      title: `Create PeerAuthentication "${name}": mode ${mode} for ${whom}`,
      operations: [ctx.create(ctx.self, { ...wanted, body: { spec } })],
    },
  ];
}
