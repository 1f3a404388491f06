/** A Gateway that no workload carries. */
import { gateway } from '../../model/gateway.ts';
import { absence, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { defineRule } from '../define-rule.ts';
import { unmatchedSelector, useKnownValue } from '../unmatched-selector.ts';

export const selectorMatchesNothing = defineRule({
  id: 'gateway/selector-matches-nothing',
  title: 'Gateway selects no workload',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway'],
  scope: 'workspace',
  equivalents: [
    { tool: 'istioctl', code: 'IST0101', analyzer: 'gateway.IngressGatewayPortAnalyzer' },
    { tool: 'istioctl', code: 'IST0101', analyzer: 'gateway.SecretAnalyzer' },
    { tool: 'kiali', code: 'KIA0302' },
  ],
  docs: {
    why: 'A Gateway configures the proxies whose pods carry all labels of its selector. When there are none, nothing listens: no server of the Gateway and no route bound to it takes effect.',
    fix: 'Use the labels of the gateway pods, in whatever namespace they run.',
    differs:
      'Pods of Deployments and other templates count, and so does the ingress gateway that every installation brings, unless the mesh configuration switches it off or the files hold another. Nothing is said where the files hold no gateway workload and are not the whole cluster.',
  },
  messages: {
    nothing: ({ selector }: { selector: string }) => `Selector "${selector}" matches no workload`,
  },
  effect: 'Nothing listens for this Gateway',
  check(ctx) {
    const { selector } = ctx.resource.facts(gateway);
    const scope = gatewayScope(ctx.world, ctx.resource.namespace);
    if (Object.keys(selector).length === 0 || selectWorkloads(ctx.world, scope, selector).length > 0) return;
    const by = askerOf(ctx, true);
    const certainty = absence(
      ctx.world,
      scope === '*'
        ? { of: 'gateway-workload', labels: selector, by }
        : { of: 'workload', namespace: scope, labels: selector, by },
    );
    const severity = notFoundSeverity(certainty, 'error');
    if (severity === undefined || severity === 'hint') return;
    ctx.report({
      message: 'nothing',
      severity,
      ...unmatchedSelector(ctx.world, scope, selector, 'spec.selector'),
    });
  },
  fixes: { useKnownValue },
});
