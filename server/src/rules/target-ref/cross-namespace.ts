/** A target reference names a namespace. */

import { TARGET_REF_FIELDS, TARGET_REF_KINDS, targetRefs } from '../../model/target-refs.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

const CONDITION: AdmissionCheck = { code: 'C-09', since: '1.23' };
const WEBHOOK: AdmissionCheck = { code: 'V-TR-03' };

export const crossNamespace = defineRule({
  id: 'target-ref/cross-namespace',
  title: 'Target reference names a namespace',
  severity: 'error',
  preset: 'recommended',
  kinds: TARGET_REF_KINDS,
  fields: TARGET_REF_FIELDS,
  scope: 'document',
  equivalents: admission([CONDITION, WEBHOOK]),
  docs: {
    why: 'An object may only be attached to things of its own namespace, so that nobody changes traffic of others. The field exists for the form of the Gateway API and must stay empty, even for the own namespace.',
    fix: 'Remove `namespace`, and move the object into the namespace of its target when they differ.',
  },
  messages: {
    namespace: ({ namespace }: { namespace: string }) =>
      `Target reference names the namespace "${namespace}"; targets are always in the namespace of the object`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const isEnvoyFilter = ctx.resource.kindId === 'networking.istio.io/EnvoyFilter';
    const checks = isEnvoyFilter ? [CONDITION] : [CONDITION, WEBHOOK];
    const equivalents = admissionAt(ctx.world.config('istioVersion'), checks);
    if (equivalents.length === 0) return;
    for (const reference of targetRefs(ctx.resource)) {
      const namespace = reference.get('namespace');
      const value = namespace.string() ?? '';
      if (value === '') continue;
      ctx.report({
        message: 'namespace',
        at: namespace.path,
        data: { namespace: value },
        equivalents,
        fixes: ['removeNamespace'],
      });
    }
  },
  fixes: { removeNamespace: removing(() => 'Remove the namespace') },
});
