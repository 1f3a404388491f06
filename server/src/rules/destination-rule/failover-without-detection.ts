/** Locality failover without the outlier detection that tells when to fail over. */
import { destinationRule } from '../../model/destination-rule.ts';
import { set } from '../../yaml/plan/operation.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, POLICIES } from '../field-table.ts';
import { suggestion } from '../fixes/forms.ts';

export const failoverWithoutDetection = defineRule({
  id: 'destination-rule/failover-without-detection',
  title: 'Locality failover without outlier detection',
  severity: 'warning',
  preset: 'recommended',
  kinds: destinationRule.kinds,
  fields: inSpec(POLICIES.map((place) => `${place}.loadBalancer.localityLbSetting`)),
  scope: 'document',
  equivalents: admission([{ code: 'V-DR-57' }]),
  docs: {
    why: 'The proxy leaves a locality when too many of its endpoints are unhealthy, and what is unhealthy is found by outlier detection. Without `outlierDetection` in the same policy `failover` and `failoverPriority` do nothing.',
    fix: 'Add `outlierDetection` beside the load balancer.',
  },
  messages: {
    missing: ({ field }: { field: string }) => `"${field}" needs "outlierDetection" in the same policy`,
  },
  effect: 'Traffic never fails over',
  check(ctx) {
    for (const { path } of ctx.resource.facts(destinationRule).trafficPolicies) {
      const policy = ctx.resource.cursor.at(path);
      if (policy.get('outlierDetection').exists) continue;
      const setting = policy.get('loadBalancer').get('localityLbSetting');
      if (setting.get('enabled').boolean() === false) continue;
      for (const field of ['failover', 'failoverPriority']) {
        if (setting.get(field).items().length === 0) continue;
        ctx.report({
          message: 'missing',
          at: { path: setting.get(field).path, part: 'key' },
          data: { field, policy: path },
          fixes: ['addDetection'],
        });
      }
    }
  },
  fixes: {
    addDetection: suggestion(({ data }) => [
      {
        title: 'Add "outlierDetection" with five errors in a row',
        operations: [set(`${data['policy']}.outlierDetection`, USUAL)],
      },
    ]),
  },
});

/** Istio's own defaults, written out so that they can be changed. */
const USUAL = { consecutive5xxErrors: 5, interval: '10s', baseEjectionTime: '30s' };
