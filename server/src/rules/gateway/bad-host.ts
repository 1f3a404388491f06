/** A host of a Gateway server that no certificate or request can name. */
import { gateway } from '../../model/gateway.ts';
import { type NamespacedHostProblem, parseGatewayHost } from '../../primitives/namespaced-host.ts';
import { set } from '../../yaml/plan/operation.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

const CHECKS: Readonly<Record<Exclude<NamespacedHostProblem, 'missing-slash'>, AdmissionCheck>> = {
  'short-name': { code: 'V-GW-04' },
  'bad-host': { code: 'V-GW-05' },
  'partial-wildcard': { code: 'V-GW-06' },
  'empty-namespace': { code: 'V-GW-07' },
  'empty-host': { code: 'V-GW-07' },
  'bad-namespace': { code: 'V-GW-08' },
};

interface Data {
  readonly host: string;
  readonly part: string;
}

export const badHost = defineRule({
  id: 'gateway/bad-host',
  title: 'Host of a Gateway server is no full host name',
  severity: 'error',
  preset: 'recommended',
  kinds: gateway.kinds,
  scope: 'document',
  supersedes: ['gateway/conflicting-servers'],
  equivalents: admission(Object.values(CHECKS)),
  docs: {
    why: 'A server takes requests by the names that clients outside use: full names, `*.` in front of a domain, an address, or `*`; before them the namespace of the VirtualServices that may bind (`shop/shop.example.com`, `*/…`, `./…`). Gateways know no short names, since no namespace completes them. The webhook refuses the rest.',
    fix: 'Write the full name that clients use, or `*` for all.',
  },
  messages: {
    short: ({ host }: Data) => `Host "${host}" is a short name; a Gateway takes full names only`,
    name: ({ part, host }: Data) => `"${part}" in host "${host}" is no part of a host name`,
    wildcard: ({ host }: Data) => `Host "${host}" has a wildcard that is no whole label`,
    empty: ({ host }: Data) => `Host "${host}" has nothing on one side of the slash`,
    namespace: ({ part }: Data) => `"${part}" is no namespace`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const server of ctx.spec.get('servers').items()) {
      for (const { value, path } of server.get('hosts').strings()) {
        const result = parseGatewayHost(value);
        if (result.ok || result.problem === 'missing-slash') continue;
        const { problem, start, end } = result;
        const isWhole = start === 0 && end === value.length;
        ctx.report({
          message: messageOf(problem),
          at: isWhole ? path : { path, slice: { start, end } },
          data: { host: value, part: value.slice(start, end) },
          equivalents: admission([CHECKS[problem]]),
          fixes: problem === 'partial-wildcard' ? ['useWholeLabel'] : [],
        });
      }
    }
  },
  fixes: {
    useWholeLabel: suggestion(({ data, at }) => {
      const domain = String(data['host']).replace(/^.*\*/, '');
      return domain === '' || domain.startsWith('.')
        ? []
        : [way('label', `Use host "*.${domain}"`, set(at.path, `*.${domain}`))];
    }),
  },
});

function messageOf(problem: keyof typeof CHECKS): 'short' | 'name' | 'wildcard' | 'empty' | 'namespace' {
  switch (problem) {
    case 'short-name':
      return 'short';
    case 'partial-wildcard':
      return 'wildcard';
    case 'bad-namespace':
      return 'namespace';
    case 'bad-host':
      return 'name';
    default:
      return 'empty';
  }
}
