/** A namespace that joins the mesh although nobody says so. */
import { INJECTION_LABEL, isUndecided } from '../../model/namespace-labels.ts';
import { isInIgnoredNamespace, labelsOf } from '../../model/system-objects.ts';
import { injectionByDefault } from '../../workspace/tables/injector-configs.ts';
import { defineRule } from '../define-rule.ts';
import { labelling } from '../fixes/labelling.ts';

export const injectedByDefault = defineRule({
  id: 'namespace/injected-by-default',
  title: 'Namespace joins the mesh because the injector says so',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['core/Namespace'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0148', analyzer: 'injection.Analyzer' }],
  docs: {
    why: 'The injector of this mesh has `enableNamespacesByDefault`, so that pods of namespaces without a label get a proxy. Whoever reads the Namespace does not see that.',
    fix: 'Say it in the Namespace: `istio-injection: enabled` or `disabled`.',
  },
  messages: {
    byDefault: ({ name }: { name: string }) =>
      `Namespace "${name}" has no label for the mesh, and the injector acts by default`,
  },
  effect: 'Its pods get a proxy',
  check(ctx) {
    const { name } = ctx.resource;
    if (name === 'istio-system' || isInIgnoredNamespace(ctx.resource)) return;
    if (!isUndecided(labelsOf(ctx.resource)) || !ctx.world.has(injectionByDefault, '')) return;
    ctx.report({ message: 'byDefault', at: 'metadata.name', data: { name }, fixes: ['label'] });
  },
  fixes: {
    label: labelling([
      { title: 'Inject sidecars', label: INJECTION_LABEL, value: 'enabled' },
      { title: 'Keep it out of the mesh', label: INJECTION_LABEL, value: 'disabled' },
    ]),
  },
});
