/** A namespace with more than one label that chooses a data plane. */

import { childPath } from '../../base/node-path.ts';
import { dataplaneLabels } from '../../model/namespace-labels.ts';
import { isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const severalDataPlanes = defineRule({
  id: 'namespace/several-data-planes',
  title: 'Namespace chooses its data plane more than once',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['core/Namespace'],
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0123', analyzer: 'injection.Analyzer' }],
  docs: {
    why: '`istio-injection` wins over `istio.io/rev`, so that a revision beside it is never used; a sidecar and ambient mode exclude each other.',
    fix: 'Keep the label that is meant and remove the others.',
  },
  messages: {
    several: ({ label, others }: { label: string; others: readonly string[] }) =>
      `Label "${label}" stands beside ${others.map((other) => `"${other}"`).join(', ')}`,
  },
  effect: 'Only one of them counts',
  check(ctx) {
    if (ctx.resource.name === 'istio-system' || isInIgnoredNamespace(ctx.resource)) return;
    const labels = dataplaneLabels(labelsOf(ctx.resource));
    for (const label of labels.slice(1)) {
      const others = labels.filter(
        (other) => other !== label && !ctx.resource.areApart(at(label), at(other)),
      );
      if (others.length === 0) continue;
      ctx.report({
        message: 'several',
        at: { path: at(label), part: 'key' },
        data: { label, others },
        related: others.map((other) => ({
          resource: ctx.self,
          path: at(other),
          part: 'key',
          text: 'also chooses one',
        })),
        fixes: ['keepOne'],
      });
    }
  },
  fixes: {
    keepOne: suggestion(({ data }) => {
      const all = [String(data['label']), ...(data['others'] as readonly string[])];
      return all.map((label) =>
        way(`without ${label}`, `Remove "${label}"`, remove(childPath('metadata.labels', label))),
      );
    }),
  },
});

function at(label: string): string {
  return childPath('metadata.labels', label);
}
