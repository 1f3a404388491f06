/** A request principal is an issuer by URL without a subject: the slashes of the URL are taken for the one between them. */
import { allSources, authorizationPolicy } from '../../model/authorization-policy.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

export const incompleteRequestPrincipal = defineRule({
  id: 'authorization-policy/incomplete-request-principal',
  title: 'Request principal names an issuer without a subject',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  fields: [
    'spec.rules[].from[].source.requestPrincipals',
    'spec.rules[].from[].source.notRequestPrincipals',
    'spec.rules[].when',
  ],
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'A request principal is `issuer/subject`, divided at the last slash. An issuer that is a URL has slashes of its own: `https://issuer.example.com` is read as issuer `https:/` with subject `issuer.example.com`, which no token has. So is `https://issuer*`.',
    fix: 'Write the subject too, or a star for any: `https://issuer.example.com/*`.',
  },
  messages: {
    noSubject: ({ value }: { value: string }) =>
      `"${value}" has no subject: it is read as issuer "${value.slice(0, value.lastIndexOf('/'))}" with subject "${value.slice(value.lastIndexOf('/') + 1)}"`,
  },
  effect: 'No token has such a principal',
  check(ctx) {
    const facts = ctx.resource.facts(authorizationPolicy);
    const listed = allSources(facts).flatMap((source) => [
      ...source.requestPrincipals,
      ...source.notRequestPrincipals,
    ]);
    const conditions = facts.rules
      .flatMap((rule) => rule.conditions)
      .filter(({ key }) => key?.value === 'request.auth.principal')
      .flatMap(({ values, notValues }) => [...values, ...notValues]);
    for (const { value, path } of [...listed, ...conditions]) {
      if (!/^https?:\/\/[^/{}]+$/.test(value)) continue;
      ctx.report({ message: 'noSubject', at: path, data: { value }, fixes: ['anySubject'] });
    }
  },
  fixes: {
    anySubject: suggestion(({ data, at }) => {
      const value = String(data['value']);
      const principal = `${value.endsWith('*') ? value.slice(0, -1) : value}/*`;
      return [way(principal, `Use "${principal}"`, set(at.path, principal))];
    }),
  },
});
