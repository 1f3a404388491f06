/** A Gateway names a Secret that is not where its workload runs. */

import { nearest } from '../../base/nearest.ts';
import { gateway } from '../../model/gateway.ts';
import { absence, notFoundSeverity } from '../../workspace/resolve/certainty.ts';
import { credentialPlaces } from '../../workspace/resolve/credentials.ts';
import { askerOf } from '../../workspace/resolve/questions.ts';
import { secrets } from '../../workspace/tables/secrets.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';
import { UNPROVED } from '../not-found-texts.ts';

export const credentialNotFound = defineRule({
  id: 'gateway/credential-not-found',
  title: 'Gateway names a Secret that does not exist',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/Gateway'],
  scope: 'workspace',
  equivalents: [{ tool: 'istioctl', code: 'IST0101', analyzer: 'gateway.SecretAnalyzer' }],
  docs: {
    why: 'The gateway reads its certificate from a Secret in the namespace where the gateway pods run, which need not be the namespace of the Gateway object. Without it the server has no certificate and TLS connections are refused.',
    fix: 'Correct the name, or create the Secret in the namespace of the gateway workload.',
    differs:
      'Certificate, ExternalSecret, SealedSecret and SecretProviderClass count as Secrets. `credentialNames` are checked too, and `kubernetes://` names are understood. Servers whose mode takes no certificate from a Secret are left alone. Nothing is said where the files hold no Secret of that namespace and are not the whole cluster.',
  },
  messages: {
    notFound: ({ credential, namespaces }: { credential: string; namespaces: readonly string[] }) =>
      `Secret "${credential}" does not exist in ${namespaces.map((each) => `"${each}"`).join(' or ')}`,
    unseen: ({ credential, namespaces }: { credential: string; namespaces: readonly string[] }) =>
      `Secret "${credential}" of namespace ${namespaces.map((each) => `"${each}"`).join(' or ')} is in none of these files`,
  },
  effect: ({ isProved }) =>
    isProved === false ? UNPROVED : 'The server has no certificate and refuses connections',
  check(ctx) {
    const { selector, servers } = ctx.resource.facts(gateway);
    for (const server of servers) {
      for (const credential of server.credentials) {
        const places = credentialPlaces(ctx.world, ctx.resource.namespace, { selector, server, credential });
        if (places === undefined || places.found.length > 0) continue;
        const { namespaces, name } = places;
        const by = askerOf(ctx, true);
        const severities = namespaces.map((namespace) =>
          notFoundSeverity(absence(ctx.world, { of: 'secret', namespace, name, by }), 'error'),
        );
        const quietest = (['hint', 'warning'] as const).find((each) => severities.includes(each)) ?? 'error';
        if (severities.includes(undefined) || quietest === 'hint') continue;
        ctx.report({
          message: places.isAssumed ? 'unseen' : 'notFound',
          at: credential.path,
          severity: places.isAssumed ? 'hint' : quietest,
          data: { credential: credential.value, name, namespaces, isProved: !places.isAssumed },
          fixes: ['useKnownSecret'],
        });
      }
    }
  },
  fixes: {
    useKnownSecret: suggestion((finding, ctx) => {
      const { name, namespaces } = finding.data as {
        readonly name: string;
        readonly namespaces: readonly string[];
      };
      const known = namespaces.flatMap((namespace) =>
        ctx.world.read(secrets, namespace).map(({ row }) => row.name),
      );
      return nearest(name, new Set(known)).map((text) => use(finding, text, 'Secret'));
    }),
  },
});
