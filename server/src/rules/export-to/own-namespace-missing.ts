/** An object is exported to others, and its own namespace is not among them. */
import type { KindId } from '../../base/kind-id.ts';
import { appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { append } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

const KINDS: readonly KindId[] = [
  'networking.istio.io/VirtualService',
  'networking.istio.io/DestinationRule',
];

interface Data {
  readonly namespace: string;
  readonly others: readonly string[];
}

export const ownNamespaceMissing = defineRule({
  id: 'export-to/own-namespace-missing',
  title: 'Own namespace is not among those that an object is exported to',
  severity: 'info',
  preset: 'recommended',
  kinds: KINDS,
  fields: ['spec.exportTo'],
  scope: 'document',
  equivalents: [],
  docs: {
    why: '`exportTo` is the whole list of namespaces whose proxies see the object. Its own namespace is one like any other: when it is not listed, clients there behave as if the object did not exist.',
    fix: 'Add `.` to the list, unless clients of its own namespace are left out on purpose.',
  },
  messages: {
    missing: ({ namespace, others }: Data) =>
      `Exported to ${others.map((other) => `"${other}"`).join(', ')}, but not to its own namespace "${namespace}"`,
  },
  effect: 'Clients of its own namespace do not see it',
  check(ctx) {
    const list = ctx.spec.get('exportTo');
    const { namespace, kindId } = ctx.resource;
    if (list.items().length === 0 || ctx.resource.isOpen(list.path)) return;
    if (kindId === 'networking.istio.io/VirtualService') {
      const facts = ctx.resource.facts(virtualService);
      // A delegate is looked for by its root, one for gateways by the namespace of their pods.
      if (!appliesToMesh(facts) || facts.hosts.length === 0) return;
    } else if (ctx.spec.get('workloadSelector').exists) return;
    const others = list.strings().map(({ value }) => value);
    if (others.length < list.items().length) return;
    if (others.some((each) => ['*', '.', '~', '', namespace].includes(each) || each.includes('{{'))) return;
    ctx.report({
      message: 'missing',
      at: { path: list.path, part: 'key' },
      data: { namespace, others },
      fixes: ['addOwn'],
    });
  },
  fixes: { addOwn: suggestion(({ at }) => [way('.', 'Add "."', append(at.path, '.'))]) },
});
