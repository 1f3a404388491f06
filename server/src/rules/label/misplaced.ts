/** A label of Istio on an object from which nobody reads it. */

import { childPath } from '../../base/node-path.ts';
import { ISTIO_LABELS } from '../../model/istio-labels.ts';
import {
  isTemplated,
  LABEL_FIELDS,
  LABELLED_KINDS,
  type LabelledPlace,
  labelledPlaces,
} from '../../model/labelled-places.ts';
import { podTemplatePath } from '../../model/workload.ts';
import { remove, set } from '../../yaml/plan/operation.ts';
import type { Fix } from '../define-rule.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

/** Labels that decide whether a pod is in the mesh, and through what: misplaced, they mislead most. */
const LABELS: readonly string[] = [
  'sidecar.istio.io/inject',
  'istio-injection',
  'istio.io/dataplane-mode',
  'istio.io/use-waypoint',
  'istio.io/waypoint-for',
];

interface Data {
  readonly label: string;
  readonly kind: string;
  readonly on: readonly string[];
  readonly template: string;
}

export const misplaced = defineRule({
  id: 'label/misplaced',
  title: 'Label stands on a kind that does not use it',
  severity: 'warning',
  preset: 'recommended',
  kinds: LABELLED_KINDS,
  fields: LABEL_FIELDS,
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'Istio reads each of its labels from certain kinds of objects only. Whether a pod gets a proxy is decided by the labels of the pod and of its namespace: those of the Deployment around it count for nothing.',
    fix: 'Move the label to where it is read: for pods `spec.template.metadata.labels`, for namespaces the Namespace.',
    differs: 'A label that stands in the pod template as well is only a copy, and left alone.',
  },
  messages: {
    misplaced: ({ label, kind, on }: Data) =>
      `Label "${label}" is not read from a ${kind}, but from ${on.map((each) => `"${each}"`).join(', ')}`,
  },
  effect: 'It has no effect here',
  check(ctx) {
    const [own, pod] = labelledPlaces(ctx.resource);
    if (own === undefined) return;
    for (const label of LABELS) {
      const on = ISTIO_LABELS.get(label) ?? [];
      const places: readonly LabelledPlace[] = pod === undefined ? [own] : [own, pod];
      for (const place of places) {
        if (!place.labels.get(label).exists || on.includes(place.kind)) continue;
        if (place === own && pod?.labels.get(label).exists === true) continue;
        const canMove = isTemplated(ctx.resource) && place === own && on.includes('Pod');
        const template = `${podTemplatePath(ctx.resource.kindId, 'metadata')}.labels`;
        ctx.report({
          message: 'misplaced',
          at: { path: childPath(place.labels.path, label), part: 'key' },
          data: { label, kind: place.kind, on, template: pod?.labels.exists === true ? template : '' },
          fixes: canMove ? ['moveToPod'] : [],
        });
      }
    }
  },
  fixes: {
    moveToPod: suggestion(({ data, at }, ctx): readonly Fix[] => {
      const { label, template } = data as unknown as Data;
      const value = ctx.resource.cursor.at(at.path).string();
      if (value === undefined || template === '') return [];
      return [
        {
          title: 'Move to the pod template',
          operations: [set(childPath(template, label), value), remove(at.path, 'remove')],
        },
      ];
    }),
  },
});
