/** Lets a listener take routes of another namespace, beside those of its own. */
import type { KindId } from '../../base/kind-id.ts';
import { gatewayApiRoute, ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { WorkspaceOperation } from '../../workspace/edits/operation.ts';
import { attachmentOf, type ParentGateway, takesHost } from '../../workspace/resolve/route-attachment.ts';
import { admitsNamespace } from '../../workspace/resolve/waypoints.ts';
import { kubernetesGateways } from '../../workspace/tables/kubernetes-gateways.ts';
import { set } from '../../yaml/plan/operation.ts';
import type { FixContext } from '../define-rule.ts';

/** The end of a title, and what is to be done beside it; nothing of both where the parent takes the object as it is. */
export interface Opening {
  readonly title: string;
  readonly operations: readonly WorkspaceOperation[];
}

const AS_IT_IS: Opening = { title: '', operations: [] };

/** What lets a Gateway take the route or ListenerSet of the fix; undefined where opening a listener is not enough. */
export function openingFor(ctx: FixContext, parent: ParentGateway): Opening | undefined {
  const { kindId, namespace } = ctx.resource;
  if (!ROUTE_KINDS.some((kind) => kind === kindId)) return openingForListeners(ctx, parent);
  const hostnames = ctx.resource.facts(gatewayApiRoute).hostnames.map(({ value }) => value);
  const found = attachmentOf(ctx.world, { kindId: kindId as KindId, namespace, hostnames }, parent);
  if (found.status === 'attached' || found.status === 'no-gateway') return AS_IT_IS;
  if (found.status !== 'namespace-not-allowed') return undefined;
  for (const { row, resource: of } of gatewaysOf(ctx, parent)) {
    const listener = row.listeners.find(
      (each) =>
        each.allowedRoutes.from === 'Same' &&
        takesHost(each, hostnames) &&
        found.listeners.some(({ path, name }) => path === each.path && name === each.name),
    );
    if (listener === undefined) continue;
    return opened(of, `${listener.path}.allowedRoutes.namespaces`, parent.namespace, namespace);
  }
  return undefined;
}

function openingForListeners(ctx: FixContext, parent: ParentGateway): Opening | undefined {
  const { namespace } = ctx.resource;
  const gateways = gatewaysOf(ctx, parent);
  const [first] = gateways;
  const isTaken = gateways.some(({ row }) =>
    admitsNamespace(ctx.world, row.allowedListeners, parent.namespace, namespace),
  );
  if (first === undefined || isTaken) return AS_IT_IS;
  if (!['None', 'Same'].includes(first.row.allowedListeners.from)) return undefined;
  return opened(first.resource, 'spec.allowedListeners.namespaces', parent.namespace, namespace);
}

function gatewaysOf({ world }: FixContext, { namespace, name }: ParentGateway) {
  return world.read(kubernetesGateways, `${namespace}/${name}`);
}

function opened(of: ResourceRef, path: string, owner: string, namespace: string): Opening {
  const values = [...new Set([owner, namespace])];
  const chosen = { key: 'kubernetes.io/metadata.name', operator: 'In', values };
  const value =
    owner === namespace ? { from: 'Same' } : { from: 'Selector', selector: { matchExpressions: [chosen] } };
  return {
    title: `, and open it for namespace "${namespace}"`,
    operations: [{ ...set(path, value), of }],
  };
}
