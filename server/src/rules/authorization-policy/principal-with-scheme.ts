/** A principal is written as a certificate has it, with `spiffe://`. */

import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

const SCHEME = 'spiffe://';

export const principalWithScheme = defineRule({
  id: 'authorization-policy/principal-with-scheme',
  title: 'Principal is written with its scheme',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'Certificates hold identities as `spiffe://cluster.local/ns/shop/sa/cart`. Policies compare them without the scheme, so a value that has it matches no caller: an ALLOW policy keeps everybody out, a DENY policy lets everybody in.',
    fix: 'Leave `spiffe://` out.',
  },
  messages: {
    scheme: ({ value }: { value: string }) =>
      `Principal "${value}" begins with "spiffe://", which policies leave out`,
  },
  effect: 'The value matches no caller',
  check(ctx) {
    const { rules } = ctx.resource.facts(authorizationPolicy);
    const values = rules.flatMap(({ sources, conditions }) => [
      ...sources.flatMap(({ principals, notPrincipals }) => [...principals, ...notPrincipals]),
      ...conditions
        .filter(({ key }) => key?.value === 'source.principal')
        .flatMap(({ values: some, notValues }) => [...some, ...notValues]),
    ]);
    for (const { value, path } of values) {
      if (!value.startsWith(SCHEME)) continue;
      ctx.report({ message: 'scheme', at: path, data: { value }, fixes: ['dropScheme'] });
    }
  },
  fixes: {
    dropScheme: suggestion(({ data, at }) => {
      const text = String(data['value']).slice(SCHEME.length);
      return [{ title: `Write "${text}"`, operations: [set(at.path, text)] }];
    }),
  },
});
