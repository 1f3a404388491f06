/** A text that does not have the form that the webhook wants, where the schema takes any. */
import { childPath } from '../../base/node-path.ts';
import { defineRule } from '../define-rule.ts';
import { equivalentsAt, equivalentsOf, fieldsIn, fieldsOf } from '../field-table.ts';
import { TEXT_FIELDS } from '../text-fields.ts';

interface Data {
  readonly text: string;
  readonly problem: string;
}

export const badSyntax = defineRule({
  id: 'value/bad-syntax',
  title: 'Text does not have the form that the field needs',
  severity: 'error',
  preset: 'recommended',
  kinds: [...TEXT_FIELDS.keys()],
  fields: fieldsIn(TEXT_FIELDS),
  scope: 'document',
  equivalents: [...equivalentsOf(TEXT_FIELDS), { tool: 'kiali', code: 'KIA1108' }],
  supersedes: [
    'virtual-service/match-gateway-not-bound',
    'virtual-service/gateway-not-found',
    'virtual-service/subset-not-found',
    'virtual-service/host-not-found',
    'virtual-service/conflicting-hosts',
    'destination-rule/host-not-found',
    'destination-rule/credential-without-selector',
  ],
  docs: {
    why: 'Hosts, names of subsets and Gateways, addresses, ports of policies, labels and paths are texts to the schema, and the webhook reads them: `cart_v2` is no host, `10.0.0.0/33` no range, `80-90` no port of a policy, `/a/{id}` no path. It refuses the object. What it only warns of is a warning here.',
    fix: 'Write the text in the form that the message names.',
    noFix: 'What was meant is not written.',
  },
  messages: {
    badSyntax: ({ text, problem }: Data) =>
      text === '' ? `An empty text ${problem}` : `"${text}" ${problem}`,
  },
  effect: ({ isRefused }) =>
    isRefused === true ? 'The webhook refuses the resource' : 'The webhook warns of it',
  check(ctx) {
    for (const { entry, field } of fieldsOf(ctx.resource, TEXT_FIELDS)) {
      const judge = (text: string, at: { readonly path: string; readonly part?: 'key' }): void => {
        const isBlank = entry.isProse !== true && HOLDS_BLANK.test(text);
        const problem = isBlank ? undefined : entry.form(text, field, ctx.resource);
        if (problem === undefined) return;
        const ofWebhook = equivalentsAt(ctx.world, entry.check);
        if (ofWebhook.length === 0) return;
        const equivalents =
          entry.kiali === undefined
            ? ofWebhook
            : [...ofWebhook, { tool: 'kiali', code: entry.kiali } as const];
        const severity = entry.severity ?? 'error';
        const shown = text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
        const data = { text: shown, problem, isRefused: severity === 'error' };
        ctx.report({ message: 'badSyntax', at, data, equivalents, severity });
      };
      if (entry.ofKeys === true) {
        for (const { key } of field.entries()) judge(key, { path: childPath(field.path, key), part: 'key' });
      } else {
        const text = field.string();
        if (text !== undefined) judge(text, { path: field.path });
      }
    }
  },
});

/** UTF-16 units of a text that a message repeats. */
const MOST_SHOWN = 120;

/** What somebody or something will fill in. Braces alone stand in paths of policies. */
const HOLDS_BLANK = /[<>$]|\{\{/;
