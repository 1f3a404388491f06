/** A CUSTOM policy asks for what is known only after the authorizer was called. */

import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';

const SOURCES: AdmissionCheck = { code: 'V-AP-04' };
const CONDITIONS: AdmissionCheck = { code: 'V-AP-05' };

const FIELDS = [
  'namespaces',
  'notNamespaces',
  'serviceAccounts',
  'notServiceAccounts',
  'trustDomains',
  'notTrustDomains',
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
];
const KEYS = ['source.namespace', 'source.serviceAccount', 'source.trustDomain', 'source.principal'];

export const customWithIdentity = defineRule({
  id: 'authorization-policy/custom-with-identity',
  title: 'External authorizer is chosen by an identity that is not known yet',
  severity: 'error',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'document',
  equivalents: admission([SOURCES, CONDITIONS]),
  docs: {
    why: 'Rules of a CUSTOM policy are judged before tokens are verified and before the caller is known, so the webhook refuses identities in them. What remains are addresses, hosts, methods, paths, ports and headers.',
    fix: 'Choose the requests by path, host or header, and let the authorizer (or an ALLOW or DENY policy beside it) look at the identity.',
    noFix: 'Without the condition the authorizer would be asked for other requests.',
  },
  messages: {
    identity: ({ field }: { field: string }) => `A CUSTOM policy cannot ask for "${field}"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const { action, rules } = ctx.resource.facts(authorizationPolicy);
    if (action !== 'CUSTOM') return;
    for (const { sources, conditions } of rules) {
      for (const { path } of sources) {
        const source = ctx.resource.cursor.at(path);
        for (const { key, value } of source.entries()) {
          if (!FIELDS.includes(key) || value.items().length === 0) continue;
          ctx.report({
            message: 'identity',
            at: { path: value.path, part: 'key' },
            data: { field: key },
            equivalents: admission([SOURCES]),
          });
        }
      }
      for (const { key } of conditions) {
        if (key === undefined || !(KEYS.includes(key.value) || key.value.startsWith('request.auth.')))
          continue;
        ctx.report({
          message: 'identity',
          at: key.path,
          data: { field: key.value },
          equivalents: admission([CONDITIONS]),
        });
      }
    }
  },
});
