/** A source names service accounts and says who it is in another way too. */
import { childPath } from '../../base/node-path.ts';
import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

const CONDITION: AdmissionCheck = { code: 'C-31' };
const WEBHOOK: AdmissionCheck = { code: 'V-AP-10' };
const ACCOUNTS: readonly string[] = ['serviceAccounts', 'notServiceAccounts'];
const OTHERS: readonly string[] = ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'];

export const serviceAccountsExclusive = defineRule({
  id: 'authorization-policy/service-accounts-exclusive',
  title: 'Service accounts together with principals or namespaces in one source',
  severity: 'error',
  preset: 'recommended',
  kinds: ['security.istio.io/AuthorizationPolicy'],
  scope: 'document',
  istio: { since: '1.25' },
  equivalents: admission([CONDITION, WEBHOOK]),
  docs: {
    why: 'A service account already says namespace and name of the caller. Together with `principals` or `namespaces` in the same source it is rejected.',
    fix: 'Say it in one way. Two entries under `from` are alternatives; conditions that must hold together can be written as principals.',
  },
  messages: {
    both: ({ accounts, other }: { accounts: string; other: string }) =>
      `"${accounts}" and "${other}" cannot be used in one source`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const source of fieldsAt(ctx.spec, 'rules[].from[].source')) {
      const accounts = firstOf(source, ACCOUNTS);
      const other = firstOf(source, OTHERS);
      if (accounts === undefined || other === undefined) continue;
      const isSeen = isFilled(source, ACCOUNTS) && isFilled(source, OTHERS);
      ctx.report({
        message: 'both',
        at: { path: accounts.value.path, part: 'key' },
        data: { accounts: accounts.key, other: other.key, source: source.path },
        fixes: ['keepOneWay'],
        related: [{ resource: ctx.self, path: other.value.path, part: 'key', text: 'the other way' }],
        equivalents: admission(isSeen ? [CONDITION, WEBHOOK] : [CONDITION]),
      });
    }
  },
  fixes: {
    keepOneWay: suggestion(({ data }, { resource }) => {
      const path = String(data['source']);
      const written = (names: readonly string[]) =>
        names.map((name) => childPath(path, name)).filter((each) => resource.cursor.at(each).exists);
      const without = (choice: string, names: readonly string[]) => {
        const paths = written(names);
        const shown = paths.map((each) => `"${each.slice(path.length + 1)}"`).join(' and ');
        return way(choice, `Remove ${shown}`, ...paths.map((each) => remove(each)));
      };
      // The webhook takes no source whose lists are all empty.
      const source = resource.cursor.at(path);
      return [
        ...(isFilled(source, ACCOUNTS) ? [without('accounts', OTHERS)] : []),
        ...(isFilled(source, OTHERS) ? [without('others', ACCOUNTS)] : []),
      ];
    }),
  },
});

function firstOf(source: Cursor, names: readonly string[]) {
  return source.entries().find(({ key, value }) => names.includes(key) && value.exists);
}

function isFilled(source: Cursor, names: readonly string[]): boolean {
  return names.some((name) => source.get(name).items().length > 0);
}
