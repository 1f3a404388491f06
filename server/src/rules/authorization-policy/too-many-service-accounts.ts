/** A condition lists more service accounts than istiod takes. */
import { fieldsAt } from '../../model/fields-at.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const CHECKS: readonly AdmissionCheck[] = [
  { code: 'V-AP-22', since: '1.25' },
  { code: 'V-AP-35', since: '1.25' },
];
const KEY = 'source.serviceAccount';
const MOST = 16;

export const tooManyServiceAccounts = defineRule({
  id: 'authorization-policy/too-many-service-accounts',
  title: 'Condition lists too many service accounts',
  severity: 'error',
  preset: 'recommended',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  fields: ['spec.rules[].when'],
  scope: 'document',
  equivalents: admission(CHECKS),
  docs: {
    why: 'A list of service accounts has 16 entries at most, in `serviceAccounts` as in the values of a condition on `source.serviceAccount`. The schema counts the former, the webhook both.',
    fix: 'Write several rules for `values`, as one that fits is enough; several conditions for `notValues`, as all have to hold. Or name the namespaces.',
    noFix: 'Which of the accounts belong together is known to the author only.',
  },
  messages: {
    tooMany: ({ field, count }: { field: string; count: number }) =>
      `"${field}" lists ${count} service accounts, and ${MOST} are the most`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const equivalents = admissionAt(ctx.world.config('istioVersion'), CHECKS);
    if (equivalents.length === 0) return;
    for (const condition of fieldsAt(ctx.spec, 'rules[].when[]')) {
      if (condition.get('key').string() !== KEY) continue;
      for (const field of ['values', 'notValues']) {
        const list = condition.get(field);
        const count = list.items().length;
        if (count <= MOST) continue;
        ctx.report({
          message: 'tooMany',
          at: { path: list.path, part: 'key' },
          data: { field, count },
          equivalents,
        });
      }
    }
  },
});
