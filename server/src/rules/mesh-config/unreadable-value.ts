/** A value of the mesh or proxy configuration that makes the whole text unreadable. */
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import type { FindingData } from '../../workspace/finding.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { quoteScalar, replaceByAllowed, unquoteScalar, wrapScalar } from '../fixes/schema-fixes.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, type MessageReader, messageProblems } from '../message-problems.ts';
import { quotedChoice, typeWithArticle } from '../schema-problems.ts';
import { isOfEarlyRelease } from './early-release.ts';

type WrongType = SchemaProblemData['wrong-type'];
type NotAllowed = SchemaProblemData['not-allowed-value'];

const UNKNOWN_NAME = admission([{ code: 'V-DEC-03' }]);

/** Names that can be read, and are refused then. */
const REFUSED: ReadonlySet<string> = new Set(['controlPlaneAuthPolicy INHERIT']);

export const unreadableValue = defineRule({
  id: 'mesh-config/unreadable-value',
  title: 'Value makes the mesh configuration unreadable',
  severity: 'error',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'workspace',
  equivalents: UNKNOWN_NAME,
  docs: {
    why: 'MeshConfig, ProxyConfig and MeshNetworks are read as protobuf in its JSON form. One value of another type or one name that an enum does not have, and nothing of the text is read: istiod goes on with the configuration that it had (after a restart: with the defaults), and the injector refuses pods with such an annotation.',
    fix: 'Write a value of the type that the message names: quotes around text such as the values of `proxyMetadata`, none around `true` and `false`.',
    differs: 'Numbers in quotes and numbers of enums are accepted, as they are there.',
  },
  messages: {
    wrongType: ({ field, text, expected, actual }: WrongType) =>
      `${text === null ? `The value of "${field}"` : `"${shortened(text)}"`} is ${typeWithArticle(actual)}, but "${field}" takes ${typeWithArticle(expected)}`,
    notAllowed: ({ field, value, allowed, suggestions }: NotAllowed) =>
      suggestions[0] === undefined
        ? `"${value}" is not allowed for "${field}"; use ${quotedChoice(allowed)}`
        : `"${value}" is not allowed for "${field}"; did you mean "${suggestions[0]}"?`,
  },
  effect: ({ reader }: FindingData) => EFFECTS[reader as MessageReader],
  check(ctx) {
    if (isOfEarlyRelease(ctx)) return;
    for (const { path, data, reader } of messageProblems(ctx, 'wrong-type')) {
      const fixes = data.hint === null ? [] : [data.hint];
      ctx.report({ message: 'wrongType', at: path, data: { ...data, reader }, equivalents: [], fixes });
    }
    for (const { path, data, reader } of messageProblems(ctx, 'not-allowed-value')) {
      const allowed = data.allowed.filter((name) => !REFUSED.has(`${data.field} ${name}`));
      const found = { ...data, allowed, reader };
      ctx.report({ message: 'notAllowed', at: path, data: found, fixes: ['useAllowed'] });
    }
  },
  fixes: {
    quote: { kind: 'suggestion', build: quoteScalar },
    unquote: { kind: 'suggestion', build: unquoteScalar },
    wrap: { kind: 'suggestion', build: wrapScalar },
    useAllowed: replaceByAllowed,
  },
});

const EFFECTS: Readonly<Record<MessageReader, string>> = {
  istiod: 'istiod cannot read the text and goes on without it',
  injector: 'The injector cannot read the annotation and refuses the pods',
  'installed istiod': 'istiod cannot read the configuration that is installed from it',
};

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
