/** A policy is attached to something that does not exist. */
import type { KindId } from '../../base/kind-id.ts';
import { objectReference } from '../../model/object-reference.ts';
import { TARGET_REF_FIELDS, TARGET_REF_KINDS, targetRefs } from '../../model/target-refs.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { absentObject, type SoughtObject } from '../../workspace/resolve/absent-objects.ts';
import { notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { serviceNamed } from '../../workspace/resolve/hosts.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { defineRule } from '../define-rule.ts';
import { type AbsentReferenceData, elsewhereText, useNearName } from '../fixes/object-fixes.ts';
import { UNPROVED } from '../not-found-texts.ts';

/** Policies of the Gateway API refer to their targets in the same form. */
const GATEWAY_API_POLICIES = [
  'gateway.networking.k8s.io/BackendTLSPolicy',
  'gateway.networking.x-k8s.io/XBackendTrafficPolicy',
] as const satisfies readonly KindId[];

const TARGETS: readonly KindId[] = [
  'core/Service',
  'networking.istio.io/ServiceEntry',
  'gateway.networking.k8s.io/Gateway',
];

interface Data extends AbsentReferenceData {
  readonly kind: string;
}

export const notFound = defineRule({
  id: 'target-ref/not-found',
  title: 'Target reference names something that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: [...TARGET_REF_KINDS, ...GATEWAY_API_POLICIES],
  fields: TARGET_REF_FIELDS,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'A policy that names its target applies to that object only. When there is none, it applies to nothing: an authorization policy protects nobody, a request authentication verifies no token.',
    fix: 'Correct the name. Targets are always in the namespace of the policy: when the target is in another one, the policy has to move there.',
  },
  messages: {
    notFound: (data: Data) =>
      `${data.kind} "${data.name}" is not in namespace "${data.namespace}"${elsewhereText(data)}`,
    unseen: (data: Data) =>
      `${data.kind} "${data.name}" of namespace "${data.namespace}" is in none of these files${elsewhereText(data)}`,
  },
  effect: ({ isProved }) =>
    isProved === true ? 'The policy applies to nothing by this reference' : UNPROVED,
  check(ctx) {
    for (const cursor of targetRefs(ctx.resource)) {
      const { kindId, name, path } = objectReference(cursor);
      if (name === undefined || name.value === '' || !TARGETS.includes(kindId)) continue;
      const sought = { kindId, namespace: ctx.resource.namespace, name: name.value, by: askerOf(ctx, true) };
      if (isMadeService(ctx.world, sought)) continue;
      const absent = absentObject(ctx.world, sought);
      const severity = absent === undefined ? undefined : notFoundSeverity(absent.certainty, 'error');
      if (absent === undefined || severity === undefined) continue;
      const isProved = severity !== 'hint';
      ctx.report({
        message: isProved ? 'notFound' : 'unseen',
        at: name.path,
        severity,
        data: {
          path,
          kind: kindId.slice(kindId.indexOf('/') + 1),
          name: name.value,
          namespace: sought.namespace,
          near: absent.near,
          elsewhere: absent.elsewhere,
          isProved,
        },
        fixes: ['useNearName'],
      });
    }
  },
  fixes: { useNearName },
});

/** Services that controllers make stand in the registry only. */
function isMadeService(world: WorldReader, { kindId, namespace, name }: SoughtObject): boolean {
  return kindId === 'core/Service' && serviceNamed(world, namespace, name).length > 0;
}
