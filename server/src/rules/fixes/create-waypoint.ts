/** The fix of rules that miss a waypoint. */
import { namespaces } from '../../workspace/tables/namespaces.ts';
import type { Fix, FixContext } from '../define-rule.ts';
import { setMetadata, suggestion } from './forms.ts';

/** A waypoint of the namespace, and the label by which its Services use it. */
export function waypointFor(ctx: FixContext, namespace: string): readonly Fix[] {
  const owner = ctx.world.read(namespaces, namespace).at(-1)?.resource;
  const wanted = {
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'Gateway',
    name: 'waypoint',
    namespace,
  };
  if (owner === undefined || ctx.isTaken(wanted)) return [];
  const spec = {
    gatewayClassName: 'istio-waypoint',
    listeners: [{ name: 'mesh', port: 15008, protocol: 'HBONE' }],
  };
  return [
    {
      title: `Create a waypoint for namespace "${namespace}"`,
      operations: [
        ctx.create(owner, { ...wanted, body: { spec } }),
        { ...setMetadata('metadata', 'labels', 'istio.io/use-waypoint', 'waypoint'), of: owner },
      ],
    },
  ];
}

/** For findings whose data name the namespace. */
export const createWaypoint = suggestion(({ data }, ctx) => waypointFor(ctx, String(data['namespace'])));
