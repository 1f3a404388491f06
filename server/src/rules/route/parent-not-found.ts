/** A route or ListenerSet of the Gateway API names a parent that does not exist. */
import type { KindId } from '../../base/kind-id.ts';
import { kindName } from '../../base/kind-id.ts';
import { gatewayApiListeners, LISTENER_KINDS } from '../../model/gateway-api-listeners.ts';
import { gatewayApiRoute, ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import type { ObjectReference } from '../../model/object-reference.ts';
import type { Resource } from '../../model/resource.ts';
import { absentObject } from '../../workspace/resolve/absent-objects.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { gatewaysByName } from '../../workspace/tables/gateways.ts';
import { defineRule } from '../define-rule.ts';
import { kialiRoute } from '../kiali-routes.ts';
import { mistakenSeverity, UNPROVED } from '../not-found-texts.ts';
import { type AbsentReferenceData, elsewhereText, useNearName, useOtherNamespace } from '../object-fixes.ts';

const GATEWAY: KindId = 'gateway.networking.k8s.io/Gateway';
const LISTENER_SETS = LISTENER_KINDS.filter((kind) => kind !== GATEWAY);

interface Data extends AbsentReferenceData {
  readonly kind: string;
  readonly isOfIstio: boolean;
}

export const parentNotFound = defineRule({
  id: 'route/parent-not-found',
  title: 'Parent of a route does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: [...ROUTE_KINDS, ...LISTENER_SETS],
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1401' }],
  docs: {
    why: 'A route takes effect only at the parents that it names (a Gateway, or a ListenerSet that adds to one), and a ListenerSet only at its Gateway. A parent without a namespace is looked up in the namespace of the object that names it.',
    fix: 'Correct the name, or write the namespace of the parent.',
    differs:
      'Kiali looks at HTTPRoute and GRPCRoute; TLSRoute, TCPRoute and UDPRoute refer in the same way and are checked too.',
  },
  messages: {
    notFound: (data: Data) =>
      `${data.kind} "${data.name}" is not in namespace "${data.namespace}"${elsewhereText(data)}${data.isOfIstio ? '; the Gateway of this name is one of Istio, for VirtualServices' : ''}`,
    unseen: (data: Data) =>
      `${data.kind} "${data.name}" of namespace "${data.namespace}" is in none of these files${elsewhereText(data)}`,
  },
  effect: ({ isProved }) => (isProved === true ? 'It takes effect nowhere for this parent' : UNPROVED),
  check(ctx) {
    for (const parent of parentsOf(ctx.resource)) {
      const name = parent.name?.value ?? '';
      if (
        (parent.kindId !== GATEWAY && !LISTENER_SETS.some((kind) => kind === parent.kindId)) ||
        name === ''
      ) {
        continue;
      }
      const namespace = parent.namespace?.value ?? ctx.resource.namespace;
      const absent = absentObject(ctx.world, {
        kindId: parent.kindId,
        namespace,
        name,
        by: askerOf(ctx, parent.namespace === undefined),
      });
      if (absent === undefined) continue;
      const isOfIstio = parent.kindId === GATEWAY && ctx.world.has(gatewaysByName, `${namespace}/${name}`);
      const severity = mistakenSeverity(absent.certainty, isOfIstio);
      if (severity === undefined) continue;
      const isProved = severity !== 'hint';
      const { near, elsewhere } = absent;
      ctx.report({
        message: isProved ? 'notFound' : 'unseen',
        at: parent.name?.path ?? parent.path,
        severity,
        data: {
          kind: kindName(parent.kindId),
          path: parent.path,
          name,
          namespace,
          near,
          elsewhere,
          isOfIstio,
          isProved,
        },
        equivalents: kialiRoute(ctx.resource.kindId, 'KIA1401'),
        fixes: ['useNearName', 'useOtherNamespace'],
      });
    }
  },
  fixes: { useNearName, useOtherNamespace },
});

function parentsOf(resource: Resource): readonly ObjectReference[] {
  if (!LISTENER_SETS.some((kind) => kind === resource.kindId)) return resource.facts(gatewayApiRoute).parents;
  const { parent } = resource.facts(gatewayApiListeners);
  return parent === undefined ? [] : [parent];
}
