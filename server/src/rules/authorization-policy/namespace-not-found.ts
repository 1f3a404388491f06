/** An AuthorizationPolicy speaks of callers from a namespace that does not exist. */

import { nearest } from '../../base/nearest.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { evidenceOf, hasNamespaces, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { namespaces } from '../../workspace/tables/namespaces.ts';
import { servicesInNamespace } from '../../workspace/tables/service-hosts.ts';
import { workloadsInNamespace } from '../../workspace/tables/workloads.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';
import { nearText, UNPROVED } from '../not-found-texts.ts';

const NAMELESS = {
  tool: 'istioctl',
  code: 'IST0101',
  analyzer: 'auth.AuthorizationPoliciesAnalyzer',
} as const;

export const namespaceNotFound = defineRule({
  id: 'authorization-policy/namespace-not-found',
  title: 'AuthorizationPolicy names a namespace that does not exist',
  severity: 'warning',
  preset: 'recommended',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  fields: ['spec.rules[].from[].source.namespaces', 'spec.rules[].from[].source.notNamespaces'],
  scope: 'workspace',
  equivalents: [NAMELESS, { tool: 'kiali', code: 'KIA0101' }],
  docs: {
    why: 'A source namespace that does not exist matches no caller: the rule never allows or denies what it says.',
    fix: 'Correct the namespace, or list it under the external namespaces in `meshwright.json` when it is created elsewhere.',
    differs:
      'Upstream reports an error even when the files hold no Namespace at all; here a namespace is only missed when the files hold others, and as a hint unless they are the whole cluster. A namespace with Services or workloads exists. Names are compared exactly, as the proxy does; upstream ignores case.',
  },
  messages: {
    notFound: ({ namespace, near }: { namespace: string; near: readonly string[] }) =>
      `Namespace "${namespace}" does not exist${nearText(near)}`,
    unseen: ({ namespace }: { namespace: string }) => `Namespace "${namespace}" is in none of these files`,
  },
  effect: ({ isProved, isExcluded }) => {
    if (isProved === false) return UNPROVED;
    return isExcluded === true ? 'The entry keeps no caller out' : 'The condition matches no caller';
  },
  check(ctx) {
    if (!hasNamespaces(ctx.world)) return;
    const entries = ['namespaces', 'notNamespaces'].flatMap((field) =>
      fieldsAt(ctx.spec, `rules[].from[].source.${field}[]`).map((entry) => ({ entry, field })),
    );
    for (const { entry, field } of entries) {
      const namespace = entry.string();
      if (namespace === undefined || namespace === '' || exists(ctx.world, namespace)) continue;
      const evidence = evidenceOf(ctx.world, { of: 'namespace', name: namespace, by: askerOf(ctx, true) });
      const severity = notFoundSeverity(evidence.certainty, 'warning');
      if (severity === undefined) continue;
      const isExcluded = field === 'notNamespaces';
      ctx.report({
        message: severity === 'hint' ? 'unseen' : 'notFound',
        at: entry.path,
        severity,
        data: { namespace, near: evidence.near, isProved: severity !== 'hint', isExcluded },
        // Kiali does not look at those that are kept out.
        ...(isExcluded ? { equivalents: [NAMELESS] } : {}),
        fixes:
          severity === 'hint'
            ? ['useKnownNamespace']
            : ['useKnownNamespace', 'createNamespace', 'removeNamespace'],
      });
    }
  },
  fixes: {
    useKnownNamespace: suggestion((finding, ctx) => {
      const known = ctx.world.read(namespaces, '*').map(({ row }) => row.name);
      return nearest(String(finding.data['namespace']), new Set(known)).map((text) =>
        use(finding, text, 'namespace'),
      );
    }),
    createNamespace: suggestion(({ data }, ctx) => {
      const name = String(data['namespace']);
      if (!isNamespaceName(name)) return [];
      const wanted = { apiVersion: 'v1', kind: 'Namespace', name, namespace: '', body: {} };
      return [{ title: `Create namespace "${name}"`, operations: [ctx.create(ctx.self, wanted)] }];
    }),
    removeNamespace: suggestion(({ data, at }, { resource }) => {
      const list = resource.cursor.at(at.path.slice(0, at.path.lastIndexOf('[')));
      const name = String(data['namespace']);
      return list.items().length < 2
        ? []
        : [{ title: `Remove "${name}" from the list`, operations: [remove(at.path)] }];
    }),
  },
});

function isNamespaceName(name: string): boolean {
  return name.length <= 63 && /^[a-z0-9][a-z0-9-]*$/.test(name) && !name.endsWith('-');
}

/** A `*` in front or behind stands for any text, as the proxy compares. */
function exists(world: WorldReader, pattern: string): boolean {
  if (pattern === '*') return true;
  if (pattern.startsWith('*') || pattern.endsWith('*')) {
    const matches = pattern.startsWith('*')
      ? (name: string) => name.endsWith(pattern.slice(1))
      : (name: string) => name.startsWith(pattern.slice(0, -1));
    return world.read(namespaces, '*').some(({ row }) => matches(row.name));
  }
  return (
    world.has(namespaces, pattern) ||
    world.has(servicesInNamespace, pattern) ||
    world.has(workloadsInNamespace, pattern)
  );
}
