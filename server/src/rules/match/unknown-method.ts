/** A method is written in another case than requests have it, or is a slip of one. */

import type { KindId } from '../../base/kind-id.ts';
import { isNearMiss } from '../../base/near-miss.ts';
import { nearest } from '../../base/nearest.ts';
import type { Sourced } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import type { Resource } from '../../model/resource.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, use } from '../fixes/forms.ts';

const POLICY: KindId = 'security.istio.io/AuthorizationPolicy';
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE'];

const KIALI = { tool: 'kiali', code: 'KIA0102' } as const;

interface Data {
  readonly method: string;
  readonly meant: string;
}

export const unknownMethod = defineRule({
  id: 'match/unknown-method',
  title: 'Method is not one that requests have',
  severity: 'warning',
  preset: 'recommended',
  kinds: [POLICY, 'networking.istio.io/VirtualService'],
  scope: 'document',
  equivalents: [KIALI],
  docs: {
    why: 'Methods are compared as they stand, with their case: requests have `GET`, so `get` matches none of them. An ALLOW rule by such a method lets nobody in, a DENY rule keeps nobody out.',
    fix: 'Write the method in capitals, as requests have it.',
    differs:
      'Kiali compares without case, and reports every name that it does not know; here methods of extensions (`PROPFIND`) are left alone, and matches of VirtualServices are looked at too.',
  },
  messages: {
    unknown: ({ method, meant }: Data) =>
      `"${method}" is not "${meant}": methods are compared with their case`,
    misspelt: ({ method, meant }: Data) => `"${method}" is no method; did you mean "${meant}"?`,
  },
  effect: 'The condition matches no request',
  check(ctx) {
    for (const { value, path } of methodsOf(ctx.resource)) {
      if (METHODS.includes(value)) continue;
      const other = METHODS.find((method) => method === value.toUpperCase());
      const near = other ?? METHODS.find((method) => isSlip(value, method));
      if (near === undefined) continue;
      ctx.report({
        message: other === undefined ? 'misspelt' : 'unknown',
        at: path,
        data: { method: value, meant: near },
        // Without its case Kiali knows the method, and it looks at what is let in only.
        equivalents: other === undefined && path.includes('.methods[') ? [KIALI] : [],
        fixes: ['useMethod'],
      });
    }
  },
  fixes: { useMethod: suggestion((finding) => [use(finding, String(finding.data['meant']))]) },
});

/** Short words are near to each other by chance: only a swap or one wrong letter in a word that is no method anywhere. */
function isSlip(value: string, method: string): boolean {
  return /^[A-Z]+$/.test(value) && (isNearMiss(value, method) || isSwapOf(value, method));
}

function isSwapOf(value: string, method: string): boolean {
  if (value.length !== method.length || nearest(value, [method]).length === 0) return false;
  return [...value].sort().join('') === [...method].sort().join('');
}

function methodsOf({ kindId, spec }: Resource): readonly Sourced<string>[] {
  const fields =
    kindId === POLICY
      ? ['methods', 'notMethods'].flatMap((field) => fieldsAt(spec, `rules[].to[].operation.${field}[]`))
      : fieldsAt(spec, 'http[].match[].method').map((match) => match.get('exact'));
  return fields.flatMap((field) => field.sourcedString() ?? []);
}
