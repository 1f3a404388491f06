/** TLS towards a service without a certificate authority to check its certificate with. */

import { childPath } from '../../base/node-path.ts';
import { destinationRule } from '../../model/destination-rule.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec, POLICIES } from '../field-table.ts';
import { suggestion } from '../fixes/forms.ts';

const ANALYZER = 'destinationrule.CaCertificateAnalyzer';

export const serverNotVerified = defineRule({
  id: 'destination-rule/server-not-verified',
  title: 'TLS names no certificate authority for the server',
  severity: 'hint',
  preset: 'recommended',
  kinds: ['networking.istio.io/DestinationRule'],
  fields: inSpec(POLICIES.map((place) => `${place}.tls.mode`)),
  scope: 'document',
  equivalents: [
    { tool: 'istioctl', code: 'IST0128', analyzer: ANALYZER },
    { tool: 'istioctl', code: 'IST0129', analyzer: ANALYZER },
  ],
  docs: {
    why: 'Without `caCertificates` the proxy checks the server against the certificate authorities of its operating system, which is rarely the one that signs services inside a company, and which releases before 1.24 did not do at all. With `insecureSkipVerify: true` nothing is checked: anyone who can answer can read the traffic.',
    fix: 'Name the authority with `caCertificates` (`system` for that of the operating system), or with `credentialName` together with `workloadSelector`.',
    differs:
      'Upstream warns that the server is not verified. Since the operating system store is the default this is a hint, but `insecureSkipVerify: true`, which upstream does not look at, is a warning. Subsets are checked too.',
  },
  messages: {
    noAuthority: ({ mode }: { mode: string }) => `TLS mode "${mode}" names no certificate authority`,
    skipped: ({ mode }: { mode: string }) =>
      `TLS mode "${mode}" does not check the certificate of the server`,
  },
  effect: (data) =>
    data['isSkipped'] === true
      ? 'Whoever answers at the address is trusted'
      : 'The certificate is checked against the authorities of the operating system of the proxy',
  check(ctx) {
    const facts = ctx.resource.facts(destinationRule);
    for (const { level, path } of facts.trafficPolicies) {
      const tls = ctx.resource.cursor.at(path).get('tls');
      const mode = tls.get('mode').sourcedString();
      if (mode === undefined || (mode.value !== 'SIMPLE' && mode.value !== 'MUTUAL')) continue;
      const equivalents = equivalentsOf(level);
      if (tls.get('insecureSkipVerify').boolean() === true) {
        const data = { mode: mode.value, isSkipped: true };
        ctx.report({
          message: 'skipped',
          at: tls.get('insecureSkipVerify').path,
          data,
          severity: 'warning',
          equivalents,
        });
        continue;
      }
      const isNamed = (tls.get('caCertificates').string() ?? '') !== '';
      const hasSecret = (tls.get('credentialName').string() ?? '') !== '';
      if (isNamed || (hasSecret && facts.workloadSelector !== undefined)) continue;
      ctx.report({
        message: 'noAuthority',
        at: mode.path,
        data: { mode: mode.value, tls: tls.path },
        equivalents,
        // Beside a Secret the webhook takes no other authority.
        fixes: hasSecret ? [] : ['nameSystemStore'],
      });
    }
  },
  fixes: {
    nameSystemStore: suggestion(({ data }) => [
      {
        title: 'Say that the operating system store is meant',
        operations: [set(childPath(String(data['tls']), 'caCertificates'), 'system')],
      },
    ]),
  },
});

function equivalentsOf(level: 'rule' | 'subset' | 'port'): readonly Equivalent[] {
  if (level === 'subset') return [];
  return [{ tool: 'istioctl', code: level === 'rule' ? 'IST0128' : 'IST0129', analyzer: ANALYZER }];
}
