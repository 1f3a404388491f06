/** An annotation for which there is something newer. */

import { ANNOTATED_KINDS, ANNOTATION_FIELDS, istioAnnotations } from '../../model/annotated-places.ts';
import { ISTIO_ANNOTATIONS } from '../../model/istio-annotations.ts';
import { rename } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { safe } from '../fixes/forms.ts';
import { toLabel } from '../fixes/to-label.ts';

export const deprecated = defineRule({
  id: 'annotation/deprecated',
  title: 'Annotation is deprecated',
  severity: 'hint',
  preset: 'recommended',
  kinds: ANNOTATED_KINDS,
  fields: ANNOTATION_FIELDS,
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0135', analyzer: 'annotations.K8sAnalyzer' }],
  docs: {
    why: 'The annotation works today and may stop to in a later release. `sidecar.istio.io/inject` is a label now: injection is chosen by labels, so that the API server calls the control plane only for pods that want it.',
    fix: 'Use what has come in its place.',
    differs: 'A hint, and pod templates are looked at too.',
  },
  messages: {
    deprecated: ({ name }: { name: string }) => `Annotation "${name}" is deprecated`,
    useLabel: ({ name }: { name: string }) =>
      `Annotation "${name}" is deprecated: use the label of that name`,
    replaced: ({ name, instead }: { name: string; instead: string }) =>
      `Annotation "${name}" is deprecated: use "${instead}"`,
  },
  effect: 'A later release may ignore it',
  check(ctx) {
    for (const { name, value, place } of istioAnnotations(ctx.resource)) {
      const known = ISTIO_ANNOTATIONS.get(name);
      if (known?.isDeprecated !== true) continue;
      const { replacement } = known;
      const isLabel = replacement?.kind === 'label';
      if (isLabel && place.metadata.get('labels').get(replacement.name).exists) continue;
      ctx.report({
        message: replacement === undefined ? 'deprecated' : isLabel ? 'useLabel' : 'replaced',
        at: { path: value.path, part: 'key' },
        data: { name, instead: replacement?.name ?? '', metadata: place.metadata.path },
        tags: ['deprecated'],
        ...(place.isKnownUpstream ? {} : { equivalents: [] }),
        fixes: replacement === undefined ? [] : isLabel ? ['makeLabel'] : ['rename'],
      });
    }
  },
  fixes: {
    makeLabel: toLabel,
    rename: safe(({ data, at }) => {
      const name = String(data['instead']);
      return [{ title: `Rename to "${name}"`, operations: [rename(at.path, name)] }];
    }),
  },
});
