/** A star in a text that a route compares literally. */

import type { JsonValue } from '../../base/json.ts';
import type { KindId } from '../../base/kind-id.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { defineRule } from '../define-rule.ts';
import { inSpec } from '../field-table.ts';
import { suggestion, way } from '../fixes/forms.ts';

const VIRTUAL_SERVICE: KindId = 'networking.istio.io/VirtualService';
const HTTP_ROUTE: KindId = 'gateway.networking.k8s.io/HTTPRoute';

/** String matches in which a star is never meant. Headers may hold one: `Accept: *\/*`. */
const MATCHES = ['http[].match[].uri', 'http[].match[].authority', 'http[].corsPolicy.allowOrigins[]'];

interface Data {
  readonly value: string;
  readonly how: string;
  /** The match, and what would say the same as a wildcard; empty when nothing plain does. */
  readonly path: string;
  readonly instead: Readonly<Record<string, JsonValue>>;
}

export const literalStar = defineRule({
  id: 'match/literal-star',
  title: 'Star of a match is compared literally',
  severity: 'warning',
  preset: 'recommended',
  kinds: [VIRTUAL_SERVICE, HTTP_ROUTE],
  fields: inSpec(['rules[].matches[].path', ...MATCHES]),
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'Matches by `exact` and `prefix` compare text as it stands; there are no wildcards in them. `/api/*` matches paths that have a star there, and no others.',
    fix: 'Match by `prefix` without the star, or by `regex`.',
    differs: 'The origin `*` of a CORS policy stands for every origin, and is left alone.',
  },
  messages: {
    literal: ({ value, how }: Data) => `"${value}" is compared literally by "${how}", the star included`,
  },
  effect: 'The match practically never takes a request',
  check(ctx) {
    const places =
      ctx.resource.kindId === HTTP_ROUTE
        ? fieldsAt(ctx.spec, 'rules[].matches[].path').map((match) => ({
            match,
            how: match.get('type').string() ?? 'PathPrefix',
            text: match.get('value'),
          }))
        : MATCHES.flatMap((pattern) => fieldsAt(ctx.spec, pattern)).flatMap((match) =>
            ['exact', 'prefix'].map((how) => ({ match, how, text: match.get(how) })),
          );
    for (const { match, how, text } of places) {
      const value = text.string() ?? '';
      if (!value.includes('*') || value === '*' || how === 'RegularExpression' || value.includes('{{'))
        continue;
      ctx.report({
        message: 'literal',
        at: text.path,
        data: { value, how, path: match.path, instead: insteadOf(value, ctx.resource.kindId) },
        fixes: ['useWildcard'],
      });
    }
  },
  fixes: {
    useWildcard: suggestion(({ data }) => {
      const { path, instead } = data as unknown as Data;
      const [how, value] = Object.entries(instead)[0] ?? [];
      if (how === undefined || value === undefined) return [];
      return [
        way(how, `Match by ${how} "${String(instead['value'] ?? value)}"`, {
          op: 'set',
          path,
          value: instead,
          flow: true,
        }),
      ];
    }),
  },
});

/** A star at the end is a prefix; one inside needs a regular expression. */
function insteadOf(value: string, kind: KindId): Readonly<Record<string, JsonValue>> {
  const start = value.slice(0, -1);
  const isPrefix = value.endsWith('*') && !start.includes('*');
  const regex = value
    .split('*')
    .map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
    .join('[^/]*');
  if (kind === HTTP_ROUTE) {
    return isPrefix
      ? { type: 'PathPrefix', value: start === '' ? '/' : start }
      : { type: 'RegularExpression', value: regex };
  }
  return isPrefix ? { prefix: start } : { regex };
}
