/** A prefix is rewritten to one that ends otherwise: a slash doubles or vanishes where the two meet the rest of the path. */

import type { Cursor, Sourced } from '../../model/cursor.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly prefix: string;
  readonly rewrite: string;
  readonly request: string;
  readonly result: string;
}

export const rewriteSlashes = defineRule({
  id: 'virtual-service/rewrite-slashes',
  title: 'Rewritten prefix doubles or loses a slash',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].rewrite.uri'],
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'A prefix is text: the proxy cuts off exactly what the match says and puts the rewrite in its place. With `prefix: /api` and `uri: /` the path `/api/x` becomes `//x`; with `prefix: /api/` and `uri: /v1` it becomes `/v1x`. Without a match on the path the leading slash is what is cut off.',
    fix: 'Let both end with a slash, or neither. To serve `/api` itself too, put a second match block (`prefix: /api/` first) or use `uriRegexRewrite`.',
  },
  messages: {
    doubled: ({ prefix, rewrite, request, result }: Data) =>
      `Prefix "${prefix}" becomes "${rewrite}": "${request}" arrives as "${result}", with a doubled slash`,
    lost: ({ prefix, rewrite, request, result }: Data) =>
      `Prefix "${prefix}" becomes "${rewrite}": "${request}" arrives as "${result}", without the slash between them`,
  },
  effect: ({ result }) =>
    String(result).includes('//')
      ? 'Servers that do not put up with it answer 404'
      : 'The service is asked for a path that it most likely does not have',
  check(ctx) {
    const { hosts, routes } = ctx.resource.facts(virtualService);
    const before = new Set<string>();
    for (const { protocol, path, delegate } of routes) {
      if (protocol !== 'http') continue;
      const route = ctx.resource.cursor.at(path);
      const rewrite = plainRewrite(route);
      const matched = prefixes(route, hosts.length > 0);
      for (const { prefix, at, isOnly } of rewrite === undefined || delegate !== undefined ? [] : matched) {
        const slip = rewrite && slipOf(prefix, rewrite.value);
        if (rewrite === undefined || slip === undefined) continue;
        // Paths that go on behind the slash are taken by an earlier block: the documented pair of matches.
        if (slip === 'doubled' && before.has(`${prefix}/`)) continue;
        if (slip === 'doubled' && matched.some((other) => other.prefix === `${prefix}/` && other.isOnly)) {
          continue;
        }
        const request = slip === 'doubled' ? `${prefix}/x` : `${prefix}x`;
        const result = `${rewrite.value}${request.slice(prefix.length)}`;
        ctx.report({
          message: slip,
          at: rewrite.path,
          // Many servers put up with two slashes; a path that has lost one is another path.
          severity: slip === 'doubled' ? 'info' : 'warning',
          data: { prefix, rewrite: rewrite.value, request, result, at: at ?? '', isOnly },
          ...(at === undefined
            ? {}
            : { related: [{ resource: ctx.self, path: at, text: 'this prefix is replaced' }] }),
          fixes: ['fitRewrite', 'fitPrefix'],
        });
        break;
      }
      for (const { prefix, isOnly } of matched) if (isOnly) before.add(prefix);
    }
  },
  fixes: {
    fitRewrite: suggestion(({ data, at }) => {
      const rewrite = String(data['rewrite']);
      const fitting = rewrite.endsWith('/') ? rewrite.slice(0, -1) : `${rewrite}/`;
      return fitting === '' ? [] : [way(fitting, `Rewrite to "${fitting}"`, set(at.path, fitting))];
    }),
    fitPrefix: suggestion(({ data }) => {
      const prefix = `${String(data['prefix'])}/`;
      const path = String(data['at']);
      if (path === '' || !String(data['rewrite']).endsWith('/')) return [];
      return [way(prefix, `Match "${prefix}"`, set(path, prefix))];
    }),
  },
});

/** `rewrite.uri` where it counts: a pattern beside it wins, and an empty text rewrites nothing. */
function plainRewrite(route: Cursor): Sourced<string> | undefined {
  const rewrite = route.get('rewrite');
  if (rewrite.get('uriRegexRewrite').exists) return undefined;
  const uri = rewrite.get('uri').sourcedString();
  return uri === undefined || !uri.value.startsWith('/') ? undefined : uri;
}

interface MatchedPrefix {
  readonly prefix: string;
  /** Absent: nothing is matched, so that the leading slash is replaced. */
  readonly at: string | undefined;
  /** The block asks for nothing else. */
  readonly isOnly: boolean;
}

/** A delegate without a match has that of its root, which stands elsewhere. */
function prefixes(route: Cursor, isRoot: boolean): readonly MatchedPrefix[] {
  const blocks = route.get('match').items();
  if (blocks.length === 0) return isRoot ? [{ prefix: '/', at: undefined, isOnly: true }] : [];
  return blocks.flatMap((block): readonly MatchedPrefix[] => {
    const uri = block.get('uri');
    const prefix = uri.get('prefix').sourcedString();
    if (prefix !== undefined) {
      return [{ prefix: prefix.value, at: prefix.path, isOnly: block.entries().length === 1 }];
    }
    return uri.exists || !isRoot ? [] : [{ prefix: '/', at: undefined, isOnly: false }];
  });
}

function slipOf(prefix: string, rewrite: string): 'doubled' | 'lost' | undefined {
  if (prefix.endsWith('/') === rewrite.endsWith('/')) return undefined;
  return rewrite.endsWith('/') ? 'doubled' : 'lost';
}
