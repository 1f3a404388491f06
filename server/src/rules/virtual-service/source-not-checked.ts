/** A match names gateways and the source of the request: the source is not looked at then. */
import { virtualService } from '../../model/virtual-service.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { suggestion, way } from '../fixes/forms.ts';

interface Data {
  readonly field: string;
}

export const sourceNotChecked = defineRule({
  id: 'virtual-service/source-not-checked',
  title: 'Match with gateways does not look at the source of the request',
  severity: 'warning',
  preset: 'recommended',
  kinds: virtualService.kinds,
  fields: ['spec.http[].match[].gateways'],
  scope: 'document',
  equivalents: [],
  docs: {
    why: 'In a match of an `http` route `sourceLabels` and `sourceNamespace` count only where `gateways` is not written. Beside `gateways`, even `gateways: [mesh]`, they are passed over: every client takes the route.',
    fix: 'Remove `gateways` from the match (the list of the VirtualService holds anyway), or put the routes for the gateway and those for clients into separate matches.',
  },
  messages: {
    notChecked: ({ field }: Data) => `"${field}" is not looked at, because the match names "gateways"`,
  },
  effect: 'Requests of every client take the route',
  check(ctx) {
    for (const { protocol, matches } of ctx.resource.facts(virtualService).routes) {
      // Matches of tcp and tls check all of their conditions together.
      if (protocol !== 'http') continue;
      for (const path of matches) {
        const block = ctx.resource.cursor.at(path);
        const gateways = block.get('gateways');
        if (gateways.strings().length === 0) continue;
        for (const field of ['sourceLabels', 'sourceNamespace']) {
          const source = block.get(field);
          const isWritten = source.entries().length > 0 || (source.string() ?? '') !== '';
          if (!isWritten) continue;
          ctx.report({
            message: 'notChecked',
            at: { path: source.path, part: 'key' },
            data: { field, gateways: gateways.path },
            related: [{ resource: ctx.self, path: gateways.path, part: 'key', text: 'named here' }],
            fixes: ['removeGateways'],
          });
        }
      }
    }
  },
  fixes: {
    removeGateways: suggestion(({ data }) => [
      way('gateways', 'Remove "gateways" from the match', remove(String(data['gateways']))),
    ]),
  },
});
