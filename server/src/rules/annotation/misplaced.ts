/** An annotation on a kind of object for which Istio does not read it. */
import { childPath } from '../../base/node-path.ts';
import { ANNOTATED_KINDS, istioAnnotations } from '../../model/annotated-places.ts';
import { ISTIO_ANNOTATIONS } from '../../model/istio-annotations.ts';
import { POD_KINDS, podTemplate } from '../../model/workload.ts';
import { insertEntry, removeEntry } from '../../yaml/edit.ts';
import { locatePath } from '../../yaml/navigate.ts';
import { defineRule, type FixContext } from '../define-rule.ts';
import { changing } from '../field-fixes.ts';

export const misplaced = defineRule({
  id: 'annotation/misplaced',
  title: 'Annotation stands on a kind that does not use it',
  severity: 'warning',
  preset: 'recommended',
  kinds: ANNOTATED_KINDS,
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0107', analyzer: 'annotations.K8sAnalyzer' }],
  docs: {
    why: 'Istio reads each annotation from certain kinds of objects only. Those for pods must stand in the pod template, not on the Deployment around it.',
    fix: 'Move the annotation to where it is read: for pods `spec.template.metadata.annotations`.',
    differs:
      'Pod templates, Istio and Gateway API objects are looked at too; in objects of those two it is a hint.',
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
    moveToPod: {
      kind: 'suggestion',
      build(ctx, { data, at }) {
        const name = String(data['name']);
        const { document } = ctx.resource;
        const value = ctx.resource.cursor.at(at.path).string();
        const added = value === undefined ? undefined : annotatePod(ctx, name, value);
        const removed = removeEntry(document, ctx.resource.documentPath(at.path));
        if (added === undefined || removed === undefined) return [];
        return [
          {
            title: 'Move to the pod template',
            edits: [{ resource: ctx.self, edits: [...removed, ...added] }],
          },
        ];
      },
    },
    remove: changing(({ data, at }) => [{ title: `Remove "${String(data['name'])}"`, remove: [at.path] }]),
  },
});

/** Writes into the innermost map of the template that exists. */
function annotatePod({ resource }: FixContext, name: string, value: string) {
  const { document } = resource;
  const pod = podTemplate(resource);
  const metadata = childPath(pod.path, 'metadata');
  const annotations = childPath(metadata, 'annotations');
  const exists = (path: string) => locatePath(document.root, resource.documentPath(path))?.complete === true;
  if (exists(annotations)) return insertEntry(document, resource.documentPath(annotations), name, value);
  if (exists(metadata)) {
    return insertEntry(document, resource.documentPath(metadata), 'annotations', { [name]: value });
  }
  return insertEntry(document, resource.documentPath(pod.path), 'metadata', {
    annotations: { [name]: value },
  });
}
