/** An annotation with a name of Istio's that Istio does not know. */

import { nearest } from '../../base/nearest.ts';
import { ANNOTATED_KINDS, ANNOTATION_FIELDS, istioAnnotations } from '../../model/annotated-places.ts';
import { ISTIO_ANNOTATIONS } from '../../model/istio-annotations.ts';
import { ISTIO_LABELS } from '../../model/istio-labels.ts';
import { globMatches } from '../../primitives/glob.ts';
import { rename } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { removing, suggestion, way } from '../fixes/forms.ts';
import { toLabel } from '../fixes/to-label.ts';

export const unknown = defineRule({
  id: 'annotation/unknown',
  title: 'Istio knows no annotation of this name',
  severity: 'warning',
  preset: 'recommended',
  kinds: ANNOTATED_KINDS,
  fields: ANNOTATION_FIELDS,
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0108', analyzer: 'annotations.K8sAnalyzer' }],
  docs: {
    why: 'Annotations are read by their exact name. One that is misspelt, or that has been removed, is kept in the cluster and read by nobody.',
    fix: 'Correct the name, or remove the annotation. Some names are labels: those belong in `metadata.labels`.',
    differs:
      'Pod templates, Istio and Gateway API objects are looked at too; in objects of those two it is a hint. Names that the injection template reads or tools write are known although the registry lacks them.',
  },
  options: {
    known: {
      default: [],
      description: 'Names that your own injection templates or tools read; `*` stands for any characters.',
    },
  },
  messages: {
    unknown: ({ name }: { name: string; kind: string }) => `Annotation "${name}" does not exist`,
    isLabel: ({ name }: { name: string; kind: string }) => `"${name}" is a label, not an annotation`,
  },
  effect: 'Istio ignores it',
  check(ctx) {
    const { known } = ctx.options;
    for (const { name, value, place } of istioAnnotations(ctx.resource)) {
      if (ISTIO_ANNOTATIONS.has(name) || known.some((glob) => globMatches(glob, name))) continue;
      const isLabel = ISTIO_LABELS.has(name);
      ctx.report({
        message: isLabel ? 'isLabel' : 'unknown',
        at: { path: value.path, part: 'key' },
        severity: place.isKnownUpstream || place.kind === 'Pod' ? 'warning' : 'hint',
        data: { name, kind: place.kind, metadata: place.metadata.path },
        ...(place.isKnownUpstream ? {} : { equivalents: [] }),
        fixes: isLabel ? ['makeLabel'] : ['rename', 'remove'],
      });
    }
  },
  fixes: {
    makeLabel: toLabel,
    rename: suggestion(({ data, at }) =>
      nearest(String(data['name']), ISTIO_ANNOTATIONS.keys()).map((name) =>
        way(name, `Rename to "${name}"`, rename(at.path, name)),
      ),
    ),
    remove: removing((data) => `Remove "${String(data['name'])}"`),
  },
});
