/** A JWT rule says twice where its keys come from. */

import { fieldsAt } from '../../model/fields-at.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { keepOne } from '../fixes/forms.ts';

const SOURCES: readonly string[] = ['jwksUri', 'jwks_uri', 'jwks'];

export const severalKeySources = defineRule({
  id: 'request-authentication/several-key-sources',
  title: 'More than one source of JWT keys',
  severity: 'error',
  preset: 'recommended',
  kinds: ['security.istio.io/RequestAuthentication'],
  scope: 'document',
  istio: { since: '1.23' },
  equivalents: admission([{ code: 'C-34' }]),
  docs: {
    why: 'Keys are fetched from `jwksUri` (older spelling `jwks_uri`) or written down in `jwks`. With more than one of them the API server rejects the object.',
    fix: 'Keep `jwksUri`, so that rotated keys are picked up, or `jwks` where the mesh cannot reach the issuer.',
  },
  messages: {
    several: ({ first, second }: { first: string; firstPath: string; second: string }) =>
      `"${second}" is set beside "${first}"; keys can come from one source only`,
  },
  effect: 'The object is rejected',
  check(ctx) {
    if (ctx.resource.isTemplate) return;
    for (const rule of fieldsAt(ctx.spec, 'jwtRules[]')) {
      const [first, second] = rule
        .entries()
        .filter(({ key, value }) => SOURCES.includes(key) && value.exists);
      if (first === undefined || second === undefined) continue;
      ctx.report({
        message: 'several',
        at: { path: second.value.path, part: 'key' },
        data: { first: first.key, firstPath: first.value.path, second: second.key },
        related: [{ resource: ctx.self, path: first.value.path, part: 'key', text: 'the other source' }],
        fixes: ['keepOne'],
      });
    }
  },
  fixes: { keepOne },
});
