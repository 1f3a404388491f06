/** A route sets the authority of a request more than once. */
import { childPath } from '../../base/node-path.ts';
import type { Cursor } from '../../model/cursor.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { removing } from '../fixes/forms.ts';

export const authorityTwice = defineRule({
  id: 'virtual-service/authority-twice',
  title: 'Route sets the authority of a request twice',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  fields: ['spec.http[].rewrite.authority', 'spec.http[].headers.request'],
  scope: 'document',
  equivalents: admission([{ code: 'V-VS-66' }]),
  docs: {
    why: 'A request has one authority. `rewrite.authority` sets it, and so do the headers `host` and `:authority` under `headers.request.set` and `headers.request.add`, in any case of letters. The webhook refuses a route that sets it more than once.',
    fix: 'Leave one of them; `rewrite.authority` says what it does.',
    differs: 'Headers of single destinations are not counted, as upstream has it.',
  },
  messages: {
    twice: ({ name, first }: { name: string; first: string }) =>
      `"${name}" sets the authority, which "${first}" sets already`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    for (const route of ctx.spec.get('http').items()) {
      const [first, ...others] = authoritiesOf(route);
      for (const { name, path } of others) {
        if (first === undefined || ctx.resource.areApart(first.path, path)) continue;
        ctx.report({
          message: 'twice',
          at: { path, part: 'key' },
          data: { name, first: first.name },
          related: [{ resource: ctx.self, path: first.path, text: 'set here' }],
          fixes: ['remove'],
        });
      }
    }
  },
  fixes: { remove: removing(({ name }) => `Remove "${String(name)}"`) },
});

/** In the order in which the webhook counts them. */
function authoritiesOf(route: Cursor): readonly { readonly name: string; readonly path: string }[] {
  const rewritten = route.get('rewrite').get('authority');
  const request = route.get('headers').get('request');
  const headers = [request.get('set'), request.get('add')].flatMap((map) =>
    map
      .entries()
      .filter(({ key }) => ['host', ':authority'].includes(key.toLowerCase()))
      .map(({ key }) => ({ name: key, path: childPath(map.path, key) })),
  );
  const isRewritten = (rewritten.string() ?? '') !== '';
  return isRewritten ? [{ name: 'rewrite.authority', path: rewritten.path }, ...headers] : headers;
}
