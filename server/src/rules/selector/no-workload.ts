/** A Sidecar, Telemetry or authentication whose selector no workload of its namespace matches. */
import type { KindId } from '../../base/kind-id.ts';
import { workloadSelector } from '../../model/workload-selector.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { absence, isProved } from '../../workspace/resolve/certainty.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { defineRule } from '../define-rule.ts';
import { unmatchedSelector, useKnownValue } from '../unmatched-selector.ts';

const ANALYZERS: ReadonlyMap<KindId, string> = new Map([
  ['networking.istio.io/Sidecar', 'sidecar.SelectorAnalyzer'],
  ['telemetry.istio.io/Telemetry', 'telemetry.SelectorAnalyzer'],
]);

export const noWorkload = defineRule({
  id: 'selector/no-workload',
  title: 'Selector matches no workload',
  severity: 'warning',
  preset: 'recommended',
  kinds: [
    'networking.istio.io/Sidecar',
    'telemetry.istio.io/Telemetry',
    'security.istio.io/PeerAuthentication',
    'security.istio.io/RequestAuthentication',
  ],
  scope: 'workspace',
  equivalents: [
    { tool: 'istioctl', code: 'IST0101', analyzer: 'sidecar.SelectorAnalyzer' },
    { tool: 'istioctl', code: 'IST0101', analyzer: 'telemetry.SelectorAnalyzer' },
    { tool: 'kiali', code: 'KIA0004' },
  ],
  docs: {
    why: 'The object applies to pods of its own namespace that carry all labels of the selector. When none does, it has no effect, and those pods keep the settings of the namespace or of the mesh.',
    fix: 'Use labels that pods of the namespace carry, or move the object to the namespace of the pods.',
    differs:
      'Upstream reports an error; here it is a warning, since nothing breaks. Pod templates, WorkloadEntries and WorkloadGroups count as workloads. Nothing is said where the files hold no workload of the namespace and are not the whole cluster.',
  },
  messages: {
    nothing: ({ selector, namespace }: { selector: string; namespace: string }) =>
      `Selector "${selector}" matches no workload in namespace "${namespace}"`,
  },
  effect: 'The object has no effect',
  check(ctx) {
    const { labels, labelsPath, isTargeted } = ctx.resource.facts(workloadSelector);
    const { namespace, kindId } = ctx.resource;
    if (isTargeted || Object.keys(labels).length === 0) return;
    // Of the root namespace: for workloads of every namespace, but for mutual TLS, whose selectors stay at home.
    const isForMesh =
      kindId === 'security.istio.io/RequestAuthentication' && namespace === ctx.world.config('rootNamespace');
    if (selectWorkloads(ctx.world, isForMesh ? '*' : namespace, labels).length > 0) return;
    if (isForMesh && ctx.world.config('completeness') !== 'complete') return;
    const by = askerOf(ctx, true);
    if (!isProved(absence(ctx.world, { of: 'workload', namespace, labels, by }))) return;
    ctx.report({
      message: 'nothing',
      equivalents: equivalentsOf(kindId),
      ...unmatchedSelector(ctx.world, namespace, labels, labelsPath),
    });
  },
  fixes: { useKnownValue },
});

/** Of the analyzer that looks at the kind; Kiali looks at all of them but Telemetry. */
function equivalentsOf(kindId: KindId): readonly Equivalent[] {
  const analyzer = ANALYZERS.get(kindId);
  return [
    ...(analyzer === undefined ? [] : [{ tool: 'istioctl', code: 'IST0101', analyzer } as const]),
    ...(kindId === 'telemetry.istio.io/Telemetry' ? [] : [{ tool: 'kiali', code: 'KIA0004' } as const]),
  ];
}
