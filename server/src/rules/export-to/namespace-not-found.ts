/** An object is exported to a namespace that does not exist. */
import type { KindId } from '../../base/kind-id.ts';
import { likeNames } from '../../workspace/resolve/absent-objects.ts';
import { absence, hasNamespaces, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { isAmbient } from '../../workspace/resolve/mesh-membership.ts';
import { namespaces } from '../../workspace/tables/namespaces.ts';
import { servicesInNamespace } from '../../workspace/tables/service-hosts.ts';
import { workloadsInNamespace } from '../../workspace/tables/workloads.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const KINDS: readonly KindId[] = [
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
  'networking.istio.io/ServiceEntry',
];

const TWIN = { tool: 'kiali', code: 'KIA0005' } as const;

export const namespaceNotFound = defineRule({
  id: 'export-to/namespace-not-found',
  title: 'Object is exported to a namespace that does not exist',
  severity: 'warning',
  preset: 'recommended',
  kinds: KINDS,
  fields: ['spec.exportTo'],
  scope: 'workspace',
  equivalents: [TWIN],
  docs: {
    why: 'Proxies of the namespaces in `exportTo` see the object, and no others. A name that no namespace has shows it to nobody.',
    fix: 'Correct the name, or list the namespace under the external ones in `meshwright.json` when it is created elsewhere.',
    differs:
      'Kiali reports an error, and takes `~` (nobody) for the name of a namespace, and looks at nothing in namespaces in ambient mode.',
  },
  messages: {
    notFound: ({ namespace }: { namespace: string }) => `Namespace "${namespace}" does not exist`,
  },
  effect: 'The entry shows the object to nobody',
  check(ctx) {
    if (!hasNamespaces(ctx.world)) return;
    for (const { value, path } of ctx.spec.get('exportTo').strings()) {
      if (['*', '.', '~', '', ctx.resource.namespace].includes(value) || value.includes('{{')) continue;
      const isThere =
        ctx.world.has(namespaces, value) ||
        ctx.world.has(servicesInNamespace, value) ||
        ctx.world.has(workloadsInNamespace, value) ||
        value === ctx.world.config('rootNamespace');
      const severity = isThere
        ? undefined
        : notFoundSeverity(absence(ctx.world, { of: 'namespace', name: value }), 'warning');
      if (severity !== 'warning') continue;
      ctx.report({
        message: 'notFound',
        at: path,
        data: { namespace: value },
        equivalents: isAmbient(ctx.world, ctx.resource.namespace) ? [] : [TWIN],
        fixes: ['useNamespace'],
      });
    }
  },
  fixes: {
    useNamespace: suggestion((finding, ctx) => {
      const known = new Set(ctx.world.read(namespaces, '*').map(({ row }) => row.name));
      return likeNames(String(finding.data['namespace']), known).near.map((name) =>
        use(finding, name, 'namespace'),
      );
    }),
  },
});
