/** A Gateway that no workload carries. */
import { gateway } from '../../model/gateway.ts';
import { selectorMatches } from '../../primitives/selector.ts';
import { absence } from '../../workspace/resolve/certainty.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { defineRule } from '../define-rule.ts';
import { unmatchedSelector, useKnownValue } from '../unmatched-selector.ts';

/** Labels of the ingress gateway that the installation brings. */
const INSTALLED = { app: 'istio-ingressgateway', istio: 'ingressgateway' };

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
    const isComplete = ctx.world.config('completeness') === 'complete';
    if (!isComplete && selectorMatches(selector, INSTALLED)) return;
    if (absence(ctx.world, { of: 'gateway-workload', labels: selector }) !== 'fact') return;
    ctx.report({ message: 'nothing', ...unmatchedSelector(ctx.world, scope, selector, 'spec.selector') });
  },
  fixes: { useKnownValue },
});
