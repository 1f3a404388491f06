/** A route of the Gateway API names a Gateway that does not exist. */
import { gatewayApiRoute, ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import { absentObject } from '../../workspace/resolve/absent-objects.ts';
import { notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { defineRule } from '../define-rule.ts';
import { kialiRoute } from '../kiali-routes.ts';
import { type AbsentReferenceData, elsewhereText, useNearName, useOtherNamespace } from '../object-fixes.ts';

export const parentNotFound = defineRule({
  id: 'route/parent-not-found',
  title: 'Route names a Gateway that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: ROUTE_KINDS,
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1401' }],
  docs: {
    why: 'A route takes effect only at the parents that it names. A parent without a namespace is looked up in the namespace of the route.',
    fix: 'Correct the name, or write the namespace of the Gateway.',
    differs:
      'Kiali looks at HTTPRoute and GRPCRoute; TLSRoute, TCPRoute and UDPRoute refer in the same way and are checked too.',
  },
  messages: {
    notFound: (data: AbsentReferenceData) =>
      `Gateway "${data.name}" is not in namespace "${data.namespace}"${elsewhereText(data)}`,
    unseen: (data: AbsentReferenceData) =>
      `Gateway "${data.name}" of namespace "${data.namespace}" is in none of these files${elsewhereText(data)}`,
  },
  effect: ({ isProved }) =>
    isProved === true
      ? 'The route takes effect nowhere for this parent'
      : 'Nothing to do when it is deployed from elsewhere; otherwise check the name',
  check(ctx) {
    for (const parent of ctx.resource.facts(gatewayApiRoute).parents) {
      const name = parent.name?.value ?? '';
      if (parent.kindId !== 'gateway.networking.k8s.io/Gateway' || name === '') continue;
      const namespace = parent.namespace?.value ?? ctx.resource.namespace;
      const absent = absentObject(ctx.world, { kindId: parent.kindId, namespace, name });
      if (absent === undefined) continue;
      const isLikely = absent.near.length > 0 || absent.elsewhere.length > 0;
      const severity =
        notFoundSeverity(absent.certainty, 'error') === 'hint' && isLikely && parent.namespace === undefined
          ? 'warning'
          : notFoundSeverity(absent.certainty, 'error');
      if (severity === undefined) continue;
      const isProved = severity !== 'hint';
      const { near, elsewhere } = absent;
      ctx.report({
        message: isProved ? 'notFound' : 'unseen',
        at: parent.name?.path ?? parent.path,
        severity,
        data: { path: parent.path, name, namespace, near, elsewhere, isProved },
        equivalents: kialiRoute(ctx.resource.kindId, 'KIA1401'),
        fixes: ['useNearName', 'useOtherNamespace'],
      });
    }
  },
  fixes: { useNearName, useOtherNamespace },
});
