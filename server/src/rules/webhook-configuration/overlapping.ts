/** Two injectors for one pod. */
import { type InjectionWebhook, injectionWebhooks as model } from '../../model/injection-webhooks.ts';
import { labelSelectorMatches } from '../../primitives/label-selector.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { Entry } from '../../workspace/table.ts';
import { type InjectionWebhookRow, injectionWebhooks } from '../../workspace/tables/injection-webhooks.ts';
import { defineRule } from '../define-rule.ts';

export const overlapping = defineRule({
  id: 'webhook-configuration/overlapping',
  title: 'Several injectors are called for the same pods',
  severity: 'warning',
  preset: 'recommended',
  kinds: model.kinds,
  scope: 'workspace',
  needsAll: true,
  equivalents: [{ tool: 'istioctl', code: 'IST0139', analyzer: 'webhook.Analyzer' }],
  docs: {
    why: 'Each injector adds a proxy. When the selectors of two webhooks fit the same pod, it gets the proxy of whichever is called first, or a broken mixture of both; which control plane it belongs to is chance.',
    fix: 'Remove the webhook of the control plane that is gone, or give each revision selectors of its own.',
    differs:
      'A warning rather than an error: two control planes may be meant for one cluster after the other.',
  },
  messages: {
    overlap: ({ webhook, others }: { webhook: string; others: readonly string[] }) =>
      `Webhook "${webhook}" is called for the same pods as ${others.map((other) => `"${other}"`).join(', ')}`,
  },
  effect: 'Which control plane a pod gets is chance',
  check(ctx) {
    if (!ctx.resource.facts(model).isIstio) return;
    const entries = ctx.world.read(injectionWebhooks, '');
    const all = entries.flatMap((entry) => entry.row.webhooks.map((webhook) => ({ webhook, entry })));
    const combinations = labelCombinations(entries);
    for (const own of all.filter(({ entry }) => entry.resource === ctx.self)) {
      const fitting = combinations.filter((labels) => isCalled(own.webhook, labels));
      const others = all.filter(
        (other) => other !== own && fitting.some((labels) => isCalled(other.webhook, labels)),
      );
      if (others.length === 0) continue;
      ctx.report({
        message: 'overlap',
        at: `${own.webhook.path}.name`,
        data: {
          webhook: own.webhook.name,
          others: others.map(({ webhook, entry }) => `${entry.resource.name}/${webhook.name}`),
        },
        related: others.map(({ webhook, entry }) => ({
          resource: entry.resource,
          path: `${webhook.path}.name`,
          text: 'is called too',
        })),
      });
    }
  },
});

interface PodLabels {
  readonly namespace: Labels;
  readonly pod: Labels;
}

function isCalled({ namespaceSelector, objectSelector }: InjectionWebhook, labels: PodLabels): boolean {
  return (
    labelSelectorMatches(namespaceSelector, labels.namespace) &&
    labelSelectorMatches(objectSelector, labels.pod)
  );
}

/** Every way in which namespaces and pods ask for injection. */
function labelCombinations(entries: readonly Entry<InjectionWebhookRow>[]): readonly PodLabels[] {
  const revisions = [...new Set(entries.flatMap(({ row }) => row.revisions))];
  const named = [{}, ...revisions.map((revision) => ({ 'istio.io/rev': revision }))];
  const namespaces = [{}, { 'istio-injection': 'enabled' }, { 'istio-injection': 'disabled' }];
  const pods = [{}, { 'sidecar.istio.io/inject': 'true' }, { 'sidecar.istio.io/inject': 'false' }];
  return namespaces.flatMap((namespace) =>
    named.flatMap((ofNamespace) =>
      pods.flatMap((pod) =>
        named.map((ofPod) => ({
          namespace: { ...namespace, ...ofNamespace },
          pod: { ...pod, ...ofPod },
        })),
      ),
    ),
  );
}
