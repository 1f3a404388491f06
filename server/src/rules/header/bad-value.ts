/** The value of a header with a percent sign that begins no command of the proxy. */
import { checkHeaderValue, escapePercents, type HeaderValueProblem } from '../../primitives/header-value.ts';
import { defineRule } from '../define-rule.ts';
import {
  atEach,
  equivalentsAt,
  equivalentsOf,
  type FieldRow,
  type FieldTable,
  fieldsIn,
  fieldsOf,
} from '../field-table.ts';
import { suggestion, use } from '../fixes/forms.ts';

const TABLE: FieldTable<Row> = new Map([
  [
    'networking.istio.io/VirtualService' as const,
    atEach<Row>(
      ['http[].headers', 'http[].route[].headers'],
      [
        { pattern: 'request.add{}', check: { code: 'V-VS-61' } },
        { pattern: 'request.set{}', check: { code: 'V-VS-61' } },
        { pattern: 'response.add{}', check: { code: 'V-VS-64' } },
        { pattern: 'response.set{}', check: { code: 'V-VS-64' } },
      ],
    ),
  ],
]);

type Row = FieldRow;

interface Data {
  readonly value: string;
  readonly problem: HeaderValueProblem;
}

export const badValue = defineRule({
  id: 'header/bad-value',
  title: 'Value of a header has a percent sign that begins no command',
  severity: 'error',
  preset: 'recommended',
  kinds: [...TABLE.keys()],
  fields: fieldsIn(TABLE),
  scope: 'document',
  equivalents: equivalentsOf(TABLE),
  docs: {
    why: 'In the value of a header that a route sets, `%…%` is a command to the proxy, such as `%REQ(x-user)%`. A percent sign that begins none, and a command that does not end, are refused by the webhook.',
    fix: 'Write `%%` for a percent sign that is meant as one, and end commands with `%`.',
  },
  messages: {
    badValue: ({ value, problem }: Data) => `"${value}" ${WORDS[problem]}`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    for (const { entry, field } of fieldsOf(ctx.resource, TABLE)) {
      const value = field.string();
      if (value === undefined) continue;
      const checked = checkHeaderValue(value);
      if (checked.ok) continue;
      ctx.report({
        message: 'badValue',
        at: field.path,
        data: { value, problem: checked.problem },
        equivalents: equivalentsAt(ctx.world, entry.check),
        fixes: checked.problem === 'control-character' ? [] : ['escape'],
      });
    }
  },
  fixes: {
    escape: suggestion((finding) => [use(finding, escapePercents(String(finding.data['value'])))]),
  },
});

const WORDS: Readonly<Record<HeaderValueProblem, string>> = {
  'control-character': 'has a control character',
  'lone-percent': 'has a percent sign that begins no command; a percent sign is written "%%"',
  unterminated: 'has a command of the proxy that does not end with a percent sign',
  'bad-arguments': 'has a command of the proxy with arguments that cannot be read',
};
