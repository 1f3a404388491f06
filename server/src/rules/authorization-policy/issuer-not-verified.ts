/** A policy asks for tokens of an issuer whose tokens nothing verifies. */
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import type { Sourced } from '../../model/cursor.ts';
import { requestAuthenticationsIn } from '../../workspace/tables/workload-selectors.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

interface Claimed {
  readonly written: Sourced<string>;
  readonly issuer: string;
  /** What stands behind the issuer: `/subject`; empty for a claim. */
  readonly rest: string;
}

interface Data {
  readonly issuer: string;
  readonly rest: string;
  readonly known: readonly string[];
}

export const issuerNotVerified = defineRule({
  id: 'authorization-policy/issuer-not-verified',
  title: 'Policy asks for tokens of an issuer that no RequestAuthentication names',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'workspace',
  equivalents: [],
  docs: {
    why: 'The principal of a request is `issuer/subject` of a token that was verified, and a token is verified by the rule of a RequestAuthentication that names its issuer, letter for letter. A policy that names another issuer matches no request.',
    fix: 'Write the issuer as the RequestAuthentication has it, or add a rule for this one.',
    differs:
      'Every RequestAuthentication of the namespace and of the root namespace counts, whatever it selects, and nothing is said where one of them names no issuer, or the files are not the whole cluster.',
  },
  messages: {
    unknown: ({ issuer, known }: Data) =>
      `No RequestAuthentication verifies tokens of issuer "${issuer}"; those of ${known.map((each) => `"${each}"`).join(', ')} are verified`,
  },
  effect: 'The value matches no request',
  check(ctx) {
    if (ctx.world.config('completeness') !== 'complete') return;
    const claimed = claimedIssuers(ctx.resource.facts(authorizationPolicy));
    if (claimed.length === 0) return;
    const places = [ctx.resource.namespace, ctx.world.config('rootNamespace')];
    const issuers = places.flatMap((place) =>
      ctx.world.read(requestAuthenticationsIn, place).flatMap(({ row }) => row.issuers),
    );
    const known = [...new Set(issuers.filter((each) => each !== null))];
    // None at all is another mistake.
    if (known.length === 0 || issuers.includes(null)) return;
    for (const { written, issuer, rest } of claimed) {
      if (known.includes(issuer)) continue;
      const data = { issuer, rest, known };
      ctx.report({ message: 'unknown', at: written.path, data, fixes: ['useKnown'] });
    }
  },
  fixes: {
    useKnown: suggestion((finding) => {
      const { known, rest } = finding.data as unknown as Data;
      return known.slice(0, 5).map((issuer) => use(finding, `${issuer}${rest}`));
    }),
  },
});

function claimedIssuers({ rules }: ReturnType<typeof authorizationPolicy.build>): readonly Claimed[] {
  const valuesOf = (key: string) =>
    rules
      .flatMap(({ conditions }) => conditions)
      .filter((condition) => condition.key?.value === key)
      .flatMap(({ values, notValues }) => [...values, ...notValues]);
  const principals = [
    ...rules.flatMap(({ sources }) =>
      sources.flatMap(({ requestPrincipals, notRequestPrincipals }) => [
        ...requestPrincipals,
        ...notRequestPrincipals,
      ]),
    ),
    ...valuesOf('request.auth.principal'),
  ].flatMap((written): Claimed[] => {
    const slash = written.value.lastIndexOf('/');
    // A value that ends inside of the issuer is another mistake.
    if (slash <= 0 || /^https?:\/\/[^/]*$/.test(written.value)) return [];
    return [{ written, issuer: written.value.slice(0, slash), rest: written.value.slice(slash) }];
  });
  const claims = valuesOf('request.auth.claims[iss]').map(
    (written): Claimed => ({ written, issuer: written.value, rest: '' }),
  );
  return [...principals, ...claims].filter(
    ({ issuer, rest }) => issuer !== '' && !/[*{$]/.test(issuer) && !/^\/.+\*$/.test(rest),
  );
}
