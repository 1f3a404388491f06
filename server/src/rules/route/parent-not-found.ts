/** A route or ListenerSet of the Gateway API names a parent that does not exist. */
import type { KindId } from '../../base/kind-id.ts';
import { kindName } from '../../base/kind-id.ts';
import { childPath } from '../../base/node-path.ts';
import { gatewayApiListeners, LISTENER_KINDS } from '../../model/gateway-api-listeners.ts';
import { gatewayApiRoute, ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import type { ObjectReference } from '../../model/object-reference.ts';
import type { Resource } from '../../model/resource.ts';
import { absentObject } from '../../workspace/resolve/absent-objects.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { gatewaysByName } from '../../workspace/tables/gateways.ts';
import { type Operation, set } from '../../yaml/plan/operation.ts';
import { defineRule, type Fix, type FixContext, type FixedFinding } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { type AbsentReferenceData, elsewhereText } from '../fixes/object-fixes.ts';
import { openingFor } from '../fixes/open-listener.ts';
import { kialiRoute } from '../kiali-routes.ts';
import { mistakenSeverity, UNPROVED } from '../not-found-texts.ts';

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
  fixes: {
    useNearName: suggestion((finding, ctx) => {
      const { near, path, namespace } = finding.data as unknown as Data;
      return near.flatMap((name) =>
        fitting(ctx, finding, { name, namespace }, `Use "${name}"`, set(`${path}.name`, name)),
      );
    }),
    useOtherNamespace: suggestion((finding, ctx) => {
      const { elsewhere, path, name } = finding.data as unknown as Data;
      return elsewhere.flatMap((namespace) =>
        fitting(
          ctx,
          finding,
          { name, namespace },
          `Use "${name}" of namespace "${namespace}"`,
          set(childPath(path, 'namespace'), namespace),
        ),
      );
    }),
  },
});

/** A parent that takes the object, or would when it is opened for its namespace. */
function fitting(
  ctx: FixContext,
  { data }: FixedFinding,
  parent: { readonly namespace: string; readonly name: string },
  title: string,
  naming: Operation,
): readonly Fix[] {
  const { kind, path } = data as unknown as Data;
  const at = ctx.resource.cursor.at(path);
  const target = { ...parent, sectionName: at.get('sectionName').string(), port: at.get('port').number() };
  const opening = kind === 'Gateway' ? openingFor(ctx, target) : { title: '', operations: [] };
  if (opening === undefined) return [];
  const choice = `${parent.namespace}/${parent.name}`;
  return [{ choice, title: `${title}${opening.title}`, operations: [naming, ...opening.operations] }];
}

function parentsOf(resource: Resource): readonly ObjectReference[] {
  if (!LISTENER_SETS.some((kind) => kind === resource.kindId)) return resource.facts(gatewayApiRoute).parents;
  const { parent } = resource.facts(gatewayApiListeners);
  return parent === undefined ? [] : [parent];
}
