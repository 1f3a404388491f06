/** A label of workloads outside of the cluster that no label can be. */
import type { Cursor } from '../../model/cursor.ts';
import { endpointBlocks } from '../../model/endpoints.ts';
import { isLabelKey, isLabelValue } from '../../primitives/labels.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const CHECKS: ReadonlyMap<string, AdmissionCheck> = new Map<string, AdmissionCheck>([
  ['networking.istio.io/ServiceEntry', { code: 'V-SE-27' }],
  ['networking.istio.io/WorkloadEntry', { code: 'V-WE-08' }],
  ['networking.istio.io/WorkloadGroup', { code: 'V-WG-02' }],
]);

export const badLabel = defineRule({
  id: 'workload-entry/bad-label',
  title: 'Label of a workload is no label',
  severity: 'error',
  preset: 'recommended',
  kinds: [
    'networking.istio.io/ServiceEntry',
    'networking.istio.io/WorkloadEntry',
    'networking.istio.io/WorkloadGroup',
  ],
  scope: 'document',
  equivalents: admission([...CHECKS.values()]),
  docs: {
    why: 'Labels of these workloads follow the rules of Kubernetes: a key is a name of at most 63 letters, digits, `-`, `_` and `.`, with a domain and a slash in front if need be; a value is such a name, or empty. The webhook refuses others.',
    fix: 'Correct the key or the value.',
    noFix: 'Selectors name labels letter by letter: which one was meant, they know.',
  },
  messages: {
    key: ({ key }: { key: string }) => `"${key}" is no key of a label`,
    value: ({ value }: { value: string }) => `"${value}" is no value of a label`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const { kindId, isTemplate } = ctx.resource;
    const check = CHECKS.get(kindId);
    if (isTemplate || check === undefined) return;
    const equivalents = admission([check]);
    for (const labels of labelMaps(kindId, ctx.spec, endpointBlocks(ctx.resource))) {
      for (const { key, value } of labels.entries()) {
        const text = value.string();
        if (!isLabelKey(key)) {
          ctx.report({ message: 'key', at: { path: value.path, part: 'key' }, data: { key }, equivalents });
        } else if (text !== undefined && !isLabelValue(text)) {
          ctx.report({ message: 'value', at: value.path, data: { value: text }, equivalents });
        }
      }
    }
  },
});

/** The webhook does not look into the template of a WorkloadGroup. */
function labelMaps(kindId: string, spec: Cursor, endpoints: readonly Cursor[]): readonly Cursor[] {
  return kindId === 'networking.istio.io/WorkloadGroup'
    ? [spec.get('metadata').get('labels')]
    : endpoints.map((endpoint) => endpoint.get('labels'));
}
