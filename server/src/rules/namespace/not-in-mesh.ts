/** A namespace that says nothing about the mesh, beside others that do. */
import { INJECTION_LABEL, isUndecided } from '../../model/namespace-labels.ts';
import { isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import { isLabelledByCommand } from '../../workspace/resolve/commanded-things.ts';
import { injectionByDefault } from '../../workspace/tables/injector-configs.ts';
import { meshNamespaces } from '../../workspace/tables/namespaces.ts';
import { defineRule } from '../define-rule.ts';
import { labelling } from '../fixes/labelling.ts';

const LABELS = [INJECTION_LABEL, 'istio.io/rev', 'istio.io/dataplane-mode'];

export const notInMesh = defineRule({
  id: 'namespace/not-in-mesh',
  title: 'Namespace does not say whether its pods join the mesh',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['core/Namespace'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0102', analyzer: 'injection.Analyzer' }],
  docs: {
    why: 'Pods of a namespace without a label get no proxy and are not in ambient mode: policies and routes for them do nothing, and their traffic is not encrypted. That is often forgotten for a new namespace.',
    fix: 'Add `istio-injection: enabled`, `istio.io/rev: <revision>` or `istio.io/dataplane-mode: ambient`; or `istio-injection: disabled` to say that it is meant so.',
    differs:
      'A hint, and unless the files are the whole cluster only beside a namespace that has such a label: many folders hold no labels since something else sets them.',
  },
  messages: {
    unlabelled: ({ name }: { name: string }) => `Namespace "${name}" has no label for the mesh`,
  },
  effect: 'Unless something else labels it or its pods, they get no proxy',
  check(ctx) {
    const { name } = ctx.resource;
    if (name === 'istio-system' || isInIgnoredNamespace(ctx.resource)) return;
    if (!isUndecided(labelsOf(ctx.resource)) || ctx.world.has(injectionByDefault, '')) return;
    if (isLabelledByCommand(ctx.world, name, LABELS)) return;
    if (ctx.world.config('completeness') !== 'complete' && !ctx.world.has(meshNamespaces, '')) return;
    ctx.report({ message: 'unlabelled', at: 'metadata.name', data: { name }, fixes: ['label'] });
  },
  fixes: {
    label: labelling([
      { title: 'Inject sidecars', label: INJECTION_LABEL, value: 'enabled' },
      { title: 'Use ambient mode', label: 'istio.io/dataplane-mode', value: 'ambient' },
      { title: 'Keep it out of the mesh', label: INJECTION_LABEL, value: 'disabled' },
    ]),
  },
});
