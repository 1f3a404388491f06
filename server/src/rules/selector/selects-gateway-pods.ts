/** A policy picks the pods of a Gateway API Gateway by labels, which those do not heed. */

import { GATEWAY_NAME_LABEL } from '../../model/gateway-api-gateway.ts';
import { workloadSelector } from '../../model/workload-selector.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { remove, set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { selectorText } from '../unmatched-selector.ts';

export const selectsGatewayPods = defineRule({
  id: 'selector/selects-gateway-pods',
  title: 'Selector picks the pods of a Gateway',
  severity: 'warning',
  preset: 'recommended',
  kinds: [
    'security.istio.io/AuthorizationPolicy',
    'security.istio.io/RequestAuthentication',
    'telemetry.istio.io/Telemetry',
    'extensions.istio.io/WasmPlugin',
  ],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0166', analyzer: 'k8sgateway.SelectorAnalyzer' }],
  docs: {
    why: 'Pods that the control plane runs for a Gateway of the Gateway API take policies by `targetRefs` only. A selector that matches their labels is ignored for them.',
    fix: 'Replace the selector by `targetRefs` that names the Gateway.',
    differs:
      'The pods need not be in the files: the labels that they will get follow from the Gateway. A selector without labels, which is for the whole namespace, is left alone.',
  },
  messages: {
    gateway: ({ selector, gateway }: { selector: string; gateway: string }) =>
      `Selector "${selector}" matches the pods of Gateway "${gateway}", which heed only "targetRefs"`,
  },
  effect: 'The policy is not applied to the gateway',
  check(ctx) {
    const { labels, isTargeted } = ctx.resource.facts(workloadSelector);
    if (isTargeted || Object.keys(labels).length === 0) return;
    const found = selectWorkloads(ctx.world, ctx.resource.namespace, labels).find(({ row }) =>
      Object.hasOwn(row.labels, GATEWAY_NAME_LABEL),
    );
    if (found === undefined) return;
    const gateway = found.row.labels[GATEWAY_NAME_LABEL] ?? '';
    ctx.report({
      message: 'gateway',
      at: { path: 'spec.selector', part: 'key' },
      data: { selector: selectorText(labels), gateway },
      related: [{ resource: found.resource, path: 'metadata.name', text: 'the pods belong to this' }],
      fixes: ['useTargetRefs'],
    });
  },
  fixes: {
    useTargetRefs: suggestion(({ data }) => [
      {
        title: `Target Gateway "${String(data['gateway'])}"`,
        operations: [
          remove('spec.selector'),
          set('spec.targetRefs', [
            { group: 'gateway.networking.k8s.io', kind: 'Gateway', name: String(data['gateway']) },
          ]),
        ],
      },
    ]),
  },
});
