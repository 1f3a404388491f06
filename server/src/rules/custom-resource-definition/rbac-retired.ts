/** Definitions of the authorization kinds that came before AuthorizationPolicy. */
import { defineRule } from '../define-rule.ts';

const GROUP = 'rbac.istio.io';

/** Kinds of the group that Istio once read. */
const KINDS: readonly string[] = ['ClusterRbacConfig', 'RbacConfig', 'ServiceRole', 'ServiceRoleBinding'];

export const rbacRetired = defineRule({
  id: 'custom-resource-definition/rbac-retired',
  title: 'Definition of an authorization kind that Istio reads no more',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  scope: 'document',
  equivalents: [{ tool: 'istioctl', code: 'IST0002', analyzer: 'deprecation.DeprecationAnalyzer' }],
  docs: {
    why: 'The kinds of `rbac.istio.io` were replaced by AuthorizationPolicy and removed in Istio 1.6. While their definitions are installed, objects of these kinds are accepted without a word and protect nothing.',
    fix: 'Write the rules as AuthorizationPolicies, then delete the definition.',
    noFix: 'Deleting a definition deletes all objects of its kind in the cluster.',
  },
  messages: {
    retired: ({ kind }: { kind: string }) => `Kind "${kind}" of "${GROUP}" is read by no supported release`,
  },
  effect: 'Objects of this kind are accepted and enforced nowhere',
  check(ctx) {
    const kind = ctx.spec.get('names').get('kind');
    const name = kind.string() ?? '';
    if (ctx.spec.get('group').string() !== GROUP || !KINDS.includes(name)) return;
    // A definition that is kept does no harm; objects of the kind are another rule's.
    const severity = ctx.world.config('completeness') === 'complete' ? 'warning' : 'hint';
    ctx.report({ message: 'retired', at: kind.path, severity, data: { kind: name }, tags: ['deprecated'] });
  },
});
