/** A star in a policy's value stands where it is compared as a character. */

import { authorizationPolicy, type PolicyRule } from '../../model/authorization-policy.ts';
import type { Sourced } from '../../model/cursor.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';

interface Data {
  readonly value: string;
  readonly field: string;
  /** The path template that says the same with wildcards; empty when there is none. */
  readonly template: string;
}

export const literalStar = defineRule({
  id: 'authorization-policy/literal-star',
  title: 'Star of a policy value is no wildcard at its place',
  severity: 'warning',
  preset: 'recommended',
  kinds: authorizationPolicy.kinds,
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'A value of an AuthorizationPolicy is compared as a whole; a star at its end, or at its beginning, stands for any text, and `*` alone for any value. Everywhere else a star is an ordinary character: `/users/*/orders` matches only that very path, `*.shop*` ends with a star. An ALLOW policy then allows nothing by it, a DENY policy denies nothing.',
    fix: 'In paths write a template, `/users/{*}/orders`, where `{*}` is one segment and `{**}` any number (Istio 1.22 and later). Elsewhere keep one star, at the beginning or the end.',
  },
  messages: {
    literal: ({ value, field }: Data) =>
      `"${value}" of "${field}" is compared literally: a star is a wildcard only as the first or the last character`,
  },
  effect: 'The value practically never matches',
  check(ctx) {
    const { rules } = ctx.resource.facts(authorizationPolicy);
    const hasTemplates = isAtLeast(ctx.world.config('istioVersion'), '1.22');
    for (const [field, values] of rules.flatMap(comparedValues)) {
      for (const { value, path } of values) {
        if (!isLiteral(value)) continue;
        const isPath = field === 'paths' || field === 'notPaths';
        const template = isPath && hasTemplates ? templateOf(value) : '';
        ctx.report({
          message: 'literal',
          at: path,
          data: { value, field, template },
          fixes: template === '' ? [] : ['useTemplate'],
        });
      }
    }
  },
  fixes: {
    useTemplate: suggestion(({ data, at }) => {
      const { template } = data as unknown as Data;
      return [{ title: `Use the template "${template}"`, operations: [set(at.path, template)] }];
    }),
  },
});

const SOURCES = [
  'principals',
  'notPrincipals',
  'requestPrincipals',
  'notRequestPrincipals',
  'namespaces',
  'notNamespaces',
] as const;
const OPERATIONS = ['hosts', 'notHosts', 'methods', 'notMethods', 'paths', 'notPaths'] as const;

/** Conditions that compare text as the lists do. */
const CONDITIONS =
  /^(?:request\.headers\[|request\.auth\.|source\.(?:namespace|principal)$|connection\.sni$)/;

function comparedValues({
  sources,
  operations,
  conditions,
}: PolicyRule): readonly (readonly [string, readonly Sourced<string>[]])[] {
  return [
    ...sources.flatMap((source) => SOURCES.map((field) => [field, source[field]] as const)),
    ...operations.flatMap((operation) => OPERATIONS.map((field) => [field, operation[field]] as const)),
    ...conditions
      .filter(({ key }) => CONDITIONS.test(key?.value ?? ''))
      .map(({ key, values, notValues }) => [key?.value ?? '', [...values, ...notValues]] as const),
  ];
}

function isLiteral(value: string): boolean {
  if (value.includes('{*') || !value.includes('*')) return false;
  const inner = value.endsWith('*') ? value.slice(0, -1) : value.startsWith('*') ? value.slice(1) : value;
  return inner.includes('*');
}

/** Every star is a segment of its own: the last one may stand for several. */
function templateOf(path: string): string {
  if (!path.startsWith('/') || /[{}]/.test(path)) return '';
  const segments = path.split('/');
  if (segments.some((segment) => segment.includes('*') && segment !== '*')) return '';
  const last = segments.length - 1;
  return segments
    .map((segment, index) => (segment !== '*' ? segment : index === last ? '{**}' : '{*}'))
    .join('/');
}
