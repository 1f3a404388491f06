/** A value of another type than its field takes. */
import type { SchemaProblemData, TypeHint } from '../../schema/schema-problem.ts';
import { set } from '../../yaml/plan/operation.ts';
import { defineRule } from '../define-rule.ts';
import { isDurationAt } from '../duration-fields.ts';
import { suggestion, way } from '../fixes/forms.ts';
import { quoteScalar, unquoteScalar, wrapScalar } from '../fixes/schema-fixes.ts';
import { reportOf, SCHEMA_KINDS, schemaProblems, typeWithArticle } from '../schema-problems.ts';

type Data = SchemaProblemData['wrong-type'];

export const wrongType = defineRule({
  id: 'schema/wrong-type',
  title: 'Value has the wrong type',
  severity: 'error',
  preset: 'recommended',
  kinds: SCHEMA_KINDS,
  scope: 'document',
  silences: 'below',
  equivalents: [{ tool: 'crd', code: 'schema' }],
  docs: {
    why: 'The API server checks the type of every value. YAML decides the type by the spelling: `true`, `on` and `1` are no strings unless they stand in quotes, and `"1"` is no number.',
    fix: 'Write a value of the type that the message names: quotes around text, no quotes around numbers and booleans, `- ` in front of list items.',
  },
  messages: {
    wrongType: (data: Data) =>
      `${shownValue(data)} is ${typeWithArticle(data.actual)}, but "${data.field}" takes ${typeWithArticle(data.expected)}`,
    withoutUnit: (data: Data) =>
      `${shownValue(data)} is ${typeWithArticle(data.actual)}, but "${data.field}" takes a duration, which needs a unit: "${data.text}s"`,
    hinted: (data: Data) =>
      `${shownValue(data)} is ${typeWithArticle(data.actual)}, but "${data.field}" takes ${typeWithArticle(data.expected)}; ${advice(data)}`,
  },
  effect: 'The API server refuses the resource',
  check(ctx) {
    for (const problem of schemaProblems(ctx, 'wrong-type')) {
      const { hint, text } = problem.data;
      const isDuration = /^\d+$/.test(text ?? '') && isDurationAt(ctx.resource, problem.path);
      ctx.report({
        message: isDuration ? 'withoutUnit' : hint === null ? 'wrongType' : 'hinted',
        ...reportOf(problem),
        fixes: isDuration ? ['addSeconds'] : hint === null ? [] : fixesFor(hint, problem.data),
      });
    }
  },
  fixes: {
    addSeconds: suggestion(({ data, at }) => {
      const text = `${String(data['text'])}s`;
      return [way(text, `Write "${text}"`, set(at.path, text))];
    }),
    quote: { kind: 'safe', build: quoteScalar },
    quoteAsWritten: { kind: 'suggestion', build: quoteScalar },
    unquote: { kind: 'safe', build: unquoteScalar },
    wrap: { kind: 'suggestion', build: wrapScalar },
  },
});

function shownValue({ text, field }: Data): string {
  if (text === null) return `The value of "${field}"`;
  return text.length > 60 ? `"${text.slice(0, 57)}..."` : `"${text}"`;
}

function advice({ hint, member, expected }: Data): string {
  switch (hint) {
    case 'quote':
      return 'put it in quotes';
    case 'unquote':
      return 'leave the quotes out';
    case 'wrap':
      return 'make it a list of one';
    case 'unwrap':
      return 'write the value without the list';
    case 'member':
      return `write it as its member "${member}"`;
    case 'bare-map':
      return 'the labels stand here directly';
    default:
      return expected === 'integer' ? 'fractions are not allowed' : '';
  }
}

/** Text that every reader takes for the same value keeps its meaning in quotes; `on` or `012` does not. */
const UNAMBIGUOUS = /^(?:true|false|0|-?[1-9]\d*)$/;

function fixesFor(hint: TypeHint, { text }: Data): readonly string[] {
  if (text === null) return [];
  if (hint === 'quote') return [UNAMBIGUOUS.test(text) ? 'quote' : 'quoteAsWritten'];
  if (hint === 'unquote') return ['unquote'];
  return hint === 'wrap' || hint === 'member' ? ['wrap'] : [];
}
