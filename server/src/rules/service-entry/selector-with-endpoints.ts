/** A ServiceEntry lists endpoints and selects workloads as well. */
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { keepOne } from '../fixes/forms.ts';

const CONDITION: AdmissionCheck = { code: 'C-19', since: '1.24' };
const WEBHOOK: AdmissionCheck = { code: 'V-SE-02' };

export const selectorWithEndpoints = defineRule({
  id: 'service-entry/selector-with-endpoints',
  title: 'ServiceEntry has both a workload selector and endpoints',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/ServiceEntry'],
  scope: 'document',
  equivalents: admission([CONDITION, WEBHOOK]),
  docs: {
    why: 'Endpoints are either listed or found by `workloadSelector` among WorkloadEntries and Pods. With both the object is rejected.',
    fix: 'Remove one of the two. Endpoints that must be listed beside selected ones can be WorkloadEntries that carry the selected labels.',
  },
  messages: {
    both: ({ name }: { name: string }) =>
      `ServiceEntry "${name}" lists endpoints beside its workload selector`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    const selector = ctx.spec.get('workloadSelector');
    const endpoints = ctx.spec.get('endpoints');
    if (!selector.exists || !endpoints.exists) return;
    const checks = endpoints.items().length > 0 ? [CONDITION, WEBHOOK] : [CONDITION];
    const equivalents = admissionAt(ctx.world.config('istioVersion'), checks);
    if (equivalents.length === 0) return;
    ctx.report({
      message: 'both',
      at: { path: endpoints.path, part: 'key' },
      data: {
        name: ctx.resource.name,
        first: 'workloadSelector',
        second: 'endpoints',
        firstPath: selector.path,
      },
      related: [
        { resource: ctx.self, path: selector.path, part: 'key', text: 'workloads are selected here' },
      ],
      equivalents,
      fixes: ['keepOne'],
    });
  },
  fixes: { keepOne },
});
