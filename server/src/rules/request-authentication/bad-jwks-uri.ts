/** Keys of tokens cannot be fetched from this address. */

import { fieldsAt } from '../../model/fields-at.ts';
import { parseAbsoluteUrl } from '../../primitives/url.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const CHECKS: readonly AdmissionCheck[] = [{ code: 'C-35', since: '1.23' }, { code: 'V-RA-04' }];

export const badJwksUri = defineRule({
  id: 'request-authentication/bad-jwks-uri',
  title: 'Address of JWT keys is no http or https URL',
  severity: 'error',
  preset: 'recommended',
  kinds: ['security.istio.io/RequestAuthentication'],
  scope: 'document',
  equivalents: admission(CHECKS),
  docs: {
    why: 'The control plane fetches the keys of an issuer by HTTP. An address without `http://` or `https://` is rejected.',
    fix: 'Write the full URL, as the issuer publishes it under `jwks_uri` in its `/.well-known/openid-configuration`.',
  },
  messages: {
    unreadable: ({ url }: { url: string }) => `"${url}" is no absolute URL`,
    scheme: ({ url, scheme }: { url: string; scheme: string }) =>
      `"${url}" has the scheme "${scheme}" instead of "http" or "https"`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    const equivalents = admissionAt(ctx.world.config('istioVersion'), CHECKS);
    for (const name of ['jwksUri', 'jwks_uri']) {
      for (const field of fieldsAt(ctx.spec, `jwtRules[].${name}`)) {
        const url = field.string() ?? '';
        const parsed = parseAbsoluteUrl(url);
        if (url === '' || (parsed.ok && ['http', 'https'].includes(parsed.scheme))) continue;
        if (parsed.ok && parsed.scheme !== '') {
          const data = { url, scheme: parsed.scheme };
          ctx.report({ message: 'scheme', at: field.path, data, equivalents });
        } else {
          const fixes = isHostAndPath(url) ? ['addScheme'] : [];
          ctx.report({ message: 'unreadable', at: field.path, data: { url }, equivalents, fixes });
        }
      }
    }
  },
  fixes: {
    addScheme: suggestion((finding) => [use(finding, `https://${String(finding.data['url'])}`)]),
  },
});

function isHostAndPath(url: string): boolean {
  return !url.includes('://') && !url.startsWith('/') && parseAbsoluteUrl(`https://${url}`).ok;
}
