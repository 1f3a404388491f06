/** A Gateway API object refers into another namespace, which does not allow it. */

import { groupName, kindName } from '../../base/kind-id.ts';
import { gatewayApiListeners, LISTENER_KINDS } from '../../model/gateway-api-listeners.ts';
import { allBackends, gatewayApiRoute, ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import type { ObjectReference } from '../../model/object-reference.ts';
import type { Resource, ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { WorkspaceOperation } from '../../workspace/edits/operation.ts';
import { absentObject } from '../../workspace/resolve/absent-objects.ts';
import { serviceNamed } from '../../workspace/resolve/hosts.ts';
import { isReferenceGranted } from '../../workspace/resolve/reference-grants.ts';
import { grantsInNamespace } from '../../workspace/tables/reference-grants.ts';
import { secrets } from '../../workspace/tables/secrets.ts';
import { append } from '../../yaml/plan/operation.ts';
import { defineRule, type FixContext } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { kialiRoute } from '../kiali-routes.ts';

interface Data {
  readonly kind: string;
  readonly target: string;
  readonly name: string;
  readonly namespace: string;
  readonly own: string;
}

export const missing = defineRule({
  id: 'reference-grant/missing',
  title: 'Reference into another namespace without a ReferenceGrant',
  severity: 'error',
  preset: 'recommended',
  kinds: [...ROUTE_KINDS, ...LISTENER_KINDS],
  scope: 'workspace',
  equivalents: [{ tool: 'kiali', code: 'KIA1402' }],
  docs: {
    why: 'An object of the Gateway API may use a Service or Secret of another namespace only when a ReferenceGrant of that namespace allows its kind and its namespace. Without it the reference counts as broken: the backend is left out and its share of the requests is answered with 500, a listener has no certificate.',
    fix: 'Add a ReferenceGrant to the namespace of the target, or an entry to the one that is there.',
    differs:
      'Kiali looks at the first entry of a grant; here every entry counts, with group and name. A route whose parents are Services or ServiceEntries needs no grant. When the files are not the whole cluster, the grant may be elsewhere: a hint, and only where the target itself is in the files.',
  },
  messages: {
    missing: ({ kind, target, name, namespace, own }: Data) =>
      `No ReferenceGrant in namespace "${namespace}" allows ${kind} of namespace "${own}" to use ${target} "${name}"`,
    unseen: ({ kind, target, name, namespace, own }: Data) =>
      `A ReferenceGrant of namespace "${namespace}" that allows ${kind} of namespace "${own}" to use ${target} "${name}" is in none of these files`,
  },
  effect: ({ isProved }) =>
    isProved === true
      ? 'The reference is treated as broken'
      : 'Nothing to do when it is deployed from elsewhere',
  check(ctx) {
    const { namespace: own, kindId } = ctx.resource;
    const isComplete = ctx.world.config('completeness') === 'complete';
    for (const reference of crossing(ctx.resource)) {
      const name = reference.name?.value ?? '';
      const namespace = reference.namespace?.value ?? own;
      const to = { kindId: reference.kindId, namespace, name };
      if (isReferenceGranted(ctx.world, { kindId, namespace: own }, to)) continue;
      if (!isInFiles(ctx.world, to)) continue;
      ctx.report({
        message: isComplete ? 'missing' : 'unseen',
        at: reference.namespace?.path ?? reference.path,
        severity: isComplete ? 'error' : 'hint',
        data: {
          kind: kindId.slice(kindId.indexOf('/') + 1),
          target: to.kindId.slice(to.kindId.indexOf('/') + 1),
          name,
          namespace,
          own,
          isProved: isComplete,
        },
        equivalents: kialiRoute(kindId, 'KIA1402'),
        fixes: ['allow'],
      });
    }
  },
  fixes: {
    allow: suggestion(({ data }, ctx) => {
      const wanted = data as unknown as Data;
      const { kind, namespace, own } = wanted;
      return [
        {
          title: `Allow ${kind} of namespace "${own}" with a ReferenceGrant in namespace "${namespace}"`,
          operations: [grantFor(ctx, wanted)],
        },
      ];
    }),
  },
});

/** One more origin for the grant that is about this target alone, else a grant of its own. */
function grantFor(ctx: FixContext, { target, name, namespace, own }: Data): WorkspaceOperation {
  const { kindId } = ctx.resource;
  const from = { group: groupName(kindId), kind: kindName(kindId), namespace: own };
  const grant = ctx.world
    .read(grantsInNamespace, namespace)
    .find(({ row }) => row.to.length === 1 && row.to[0]?.kind === target && row.to[0].name === name);
  if (grant !== undefined) return { ...append('spec.from', from), of: grant.resource };
  const apiVersion = 'gateway.networking.k8s.io/v1beta1';
  const names = [`allow-${own}`, `allow-${own}-to-${name}`];
  const free = names.find(
    (each) => !ctx.isTaken({ apiVersion, kind: 'ReferenceGrant', namespace, name: each }),
  );
  return ctx.create(targetOf(ctx.world, { target, name, namespace }) ?? ctx.self, {
    apiVersion,
    kind: 'ReferenceGrant',
    name: free ?? `allow-${kindName(kindId).toLowerCase()}-of-${own}-to-${name}`,
    namespace,
    body: { spec: { from: [from], to: [{ group: '', kind: target, name }] } },
  });
}

function targetOf(
  world: WorldReader,
  { target, name, namespace }: Pick<Data, 'target' | 'name' | 'namespace'>,
): ResourceRef | undefined {
  const found =
    target === 'Secret' ? world.read(secrets, `${namespace}/${name}`) : serviceNamed(world, namespace, name);
  return found[0]?.resource;
}

function crossing(resource: Resource): readonly ObjectReference[] {
  return referencesOf(resource).filter(
    ({ kindId, name, namespace }) =>
      name !== undefined &&
      namespace !== undefined &&
      namespace.value !== resource.namespace &&
      (kindId === 'core/Service' || kindId === 'core/Secret'),
  );
}

function referencesOf(resource: Resource): readonly ObjectReference[] {
  if (LISTENER_KINDS.some((kind) => kind === resource.kindId)) {
    return resource.facts(gatewayApiListeners).listeners.flatMap(({ tls }) => tls?.certificates ?? []);
  }
  const facts = resource.facts(gatewayApiRoute);
  const isOfGateway = facts.parents.some(({ kindId }) => kindId.startsWith('gateway.'));
  return isOfGateway ? allBackends(facts) : [];
}

/** A missing target is told by another rule. */
function isInFiles(world: WorldReader, to: Parameters<typeof absentObject>[1]): boolean {
  if (to.kindId === 'core/Secret') return world.has(secrets, `${to.namespace}/${to.name}`);
  return absentObject(world, to) === undefined;
}
