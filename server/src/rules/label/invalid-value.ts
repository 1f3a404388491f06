/** A label of Istio with a value that nobody understands. */

import { nearest } from '../../base/nearest.ts';
import { childPath } from '../../base/node-path.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import { LABEL_FIELDS, LABELLED_KINDS, labelledPlaces } from '../../model/labelled-places.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

/** Labels with a fixed set of values, and the set. */
const VALUES: ReadonlyMap<string, readonly string[]> = new Map([
  ['istio-injection', ['enabled', 'disabled']],
  ['istio.io/dataplane-mode', ['ambient', 'none']],
  ['sidecar.istio.io/inject', ['true', 'false']],
  ['istio.io/waypoint-for', ['service', 'workload', 'all', 'none']],
  ['istio.io/ingress-use-waypoint', ['true', 'false']],
  ['networking.istio.io/enable-autoallocate-ip', ['true', 'false']],
]);

interface Data {
  readonly label: string;
  readonly value: string;
  readonly allowed: readonly string[];
  readonly near: readonly string[];
}

export const invalidValue = defineRule({
  id: 'label/invalid-value',
  title: 'Label has a value that Istio does not know',
  severity: 'warning',
  preset: 'recommended',
  kinds: LABELLED_KINDS,
  fields: LABEL_FIELDS,
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'Istio compares the value of its labels with a few fixed words. Any other value counts as if the label were not there: pods get no proxy, a namespace is not in ambient mode.',
    fix: 'Write one of the values that the message names.',
  },
  messages: {
    invalid: ({ label, value, allowed }: Data) =>
      `"${value}" is no value of label "${label}"; it takes ${allowed.map((each) => `"${each}"`).join(' or ')}`,
  },
  effect: 'The label has no effect',
  check(ctx) {
    for (const { labels } of labelledPlaces(ctx.resource)) {
      for (const [label, allowed] of VALUES) {
        const written = labels.get(label);
        const value = written.string() ?? written.boolean()?.toString();
        if (value === undefined || value === '' || holdsPlaceholder(value) || allowed.includes(value))
          continue;
        ctx.report({
          message: 'invalid',
          at: childPath(labels.path, label),
          data: { label, value, allowed, near: nearest(value, allowed, 1) },
          fixes: ['useKnown'],
        });
      }
    }
  },
  fixes: {
    useKnown: suggestion(({ data, at }) => {
      const { allowed, near } = data as unknown as Data;
      return (near.length > 0 ? near : allowed).map((text) => way(text, `Use "${text}"`, set(at.path, text)));
    }),
  },
});
