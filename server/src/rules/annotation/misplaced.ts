/** An annotation on a kind of object for which Istio does not read it. */

import { childPath } from '../../base/node-path.ts';
import { ANNOTATED_KINDS, ANNOTATION_FIELDS, istioAnnotations } from '../../model/annotated-places.ts';
import { ISTIO_ANNOTATIONS } from '../../model/istio-annotations.ts';
import type { Resource } from '../../model/resource.ts';
import { POD_KINDS, podTemplate } from '../../model/workload.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { removing, setMetadata, suggestion } from '../fixes/forms.ts';

export const misplaced = defineRule({
  id: 'annotation/misplaced',
  title: 'Annotation stands on a kind that does not use it',
  severity: 'warning',
  preset: 'recommended',
  kinds: ANNOTATED_KINDS,
  fields: ANNOTATION_FIELDS,
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0107', analyzer: 'annotations.K8sAnalyzer' }],
  docs: {
    why: 'Istio reads each annotation from certain kinds of objects only. Those for pods must stand in the pod template, not on the Deployment around it.',
    fix: 'Move the annotation to where it is read: for pods `spec.template.metadata.annotations`.',
    differs:
      'Pod templates, Istio and Gateway API objects are looked at too; in objects of those two it is a hint. An annotation that stands in the pod template as well is only a copy, and left alone.',
  },
  messages: {
    misplaced: ({ name, kind, on }: { name: string; kind: string; on: readonly string[] }) =>
      `Annotation "${name}" is not read from "${kind}", but from ${on.map((other) => `"${other}"`).join(', ')}`,
  },
  effect: 'It has no effect here',
  check(ctx) {
    for (const { name, value, place } of istioAnnotations(ctx.resource)) {
      const known = ISTIO_ANNOTATIONS.get(name);
      if (known === undefined || known.on.includes('Any') || known.on.includes(place.kind)) continue;
      const isWorkload = POD_KINDS.includes(ctx.resource.kindId);
      if (isWorkload && place.kind !== 'Pod' && isInTemplate(ctx.resource, name)) continue;
      const canMove = isWorkload && place.kind !== 'Pod' && known.on.includes('Pod');
      ctx.report({
        message: 'misplaced',
        at: { path: value.path, part: 'key' },
        severity: place.isKnownUpstream || isWorkload ? 'warning' : 'hint',
        data: { name, kind: place.kind, on: known.on },
        ...(place.isKnownUpstream ? {} : { equivalents: [] }),
        fixes: canMove ? ['moveToPod', 'remove'] : ['remove'],
      });
    }
  },
  fixes: {
    moveToPod: suggestion(({ data, at }, { resource }) => {
      const name = String(data['name']);
      const value = resource.cursor.at(at.path).string();
      if (value === undefined) return [];
      const pod = childPath(podTemplate(resource).path, 'metadata');
      const operations = [setMetadata(pod, 'annotations', name, value), remove(at.path, 'remove')];
      return [{ title: 'Move to the pod template', operations }];
    }),
    remove: removing((data) => `Remove "${String(data['name'])}"`),
  },
});

function isInTemplate(resource: Resource, name: string): boolean {
  return podTemplate(resource).get('metadata').get('annotations').get(name).exists;
}
