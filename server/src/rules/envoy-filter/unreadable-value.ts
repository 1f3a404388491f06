/** The value of a patch is no message that istiod can read. */
import { pathSteps } from '../../base/node-path.ts';
import { isAtLeast } from '../../primitives/istio-version.ts';
import type { SchemaProblemData } from '../../schema/schema-problem.ts';
import { admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { envoyProblems, unknownTypes } from '../envoy-problems.ts';
import {
  keepOnlyOne,
  quoteScalar,
  replaceByAllowed,
  unquoteScalar,
  wrapScalar,
} from '../fixes/schema-fixes.ts';
import { quotedChoice, typeWithArticle } from '../schema-problems.ts';

type WrongType = SchemaProblemData['wrong-type'];
type NotAllowed = SchemaProblemData['not-allowed-value'];
type OneOf = SchemaProblemData['one-of'];

const V2 = /\.v2(?:alpha\d?)?\./;

export const unreadableValue = defineRule({
  id: 'envoy-filter/unreadable-value',
  title: 'Value of a patch cannot be read',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/EnvoyFilter'],
  scope: 'document',
  equivalents: admission([{ code: 'V-EF-18' }]),
  docs: {
    why: 'The value of a patch is read as the message of Envoy that `applyTo` stands for, and what is below `typed_config` as the message that `@type` names. A value of another type, a name that an enum does not have, two fields of one choice, or a type that istiod does not know: the webhook refuses the resource, and without it the patch is lost.',
    fix: 'Write what the message takes. A type of your own, or of a newer Envoy, goes into `type.googleapis.com/xds.type.v3.TypedStruct`, with `type_url` and `value`.',
    differs: 'Numbers in quotes and numbers of enums are accepted, as they are there.',
  },
  messages: {
    wrongType: ({ field, text, expected, actual }: WrongType) =>
      `${text === null ? `The value of "${field}"` : `"${shortened(text)}"`} is ${typeWithArticle(actual)}, but "${field}" takes ${typeWithArticle(expected)}`,
    notAllowed: ({ field, value, allowed, suggestions }: NotAllowed) =>
      suggestions[0] === undefined
        ? `"${value}" is not allowed for "${field}"; use ${quotedChoice(allowed)}`
        : `"${value}" is not allowed for "${field}"; did you mean "${suggestions[0]}"?`,
    several: ({ present }: OneOf) =>
      `Only one of ${present.map((key) => `"${key}"`).join(' and ')} may be set`,
    unknownType: ({ type }: { readonly type: string }) =>
      V2.test(type)
        ? `"${type}" is a type of Envoy's API v2, which is gone; name the one of v3`
        : `"${type}" is no type that istiod knows`,
    noType: ({ field }: { readonly field: string }) => `"${field}" does not say its type: "@type" is missing`,
  },
  effect: 'The webhook refuses the resource; without it the patch is lost',
  check(ctx) {
    for (const { path, data } of envoyProblems(ctx, 'wrong-type')) {
      ctx.report({ message: 'wrongType', at: path, data, fixes: data.hint === null ? [] : [data.hint] });
    }
    for (const { path, data } of envoyProblems(ctx, 'not-allowed-value')) {
      ctx.report({ message: 'notAllowed', at: path, data, fixes: ['useAllowed'] });
    }
    for (const { path, data } of envoyProblems(ctx, 'one-of')) {
      ctx.report({ message: 'several', at: { path, part: 'key' }, data, fixes: ['keepOne'] });
    }
    for (const { path, type } of unknownTypes(ctx)) {
      if (type !== null) {
        if (mayHaveBeen(type, ctx.world.config('istioVersion'))) continue;
        ctx.report({ message: 'unknownType', at: path, data: { type } });
      }
      // An action of a template may write it.
      else if (!ctx.resource.isTemplate) {
        const field = String(pathSteps(path).at(-1));
        ctx.report({ message: 'noType', at: { path, part: 'key' }, data: { field } });
      }
    }
  },
  fixes: {
    quote: { kind: 'suggestion', build: quoteScalar },
    unquote: { kind: 'suggestion', build: unquoteScalar },
    wrap: { kind: 'suggestion', build: wrapScalar },
    useAllowed: replaceByAllowed,
    keepOne: keepOnlyOne,
  },
});

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

/** The release whose messages `schemas/envoy.json` holds. */
const FACTS_OF = '1.31';

/** An older one may have had a type of Envoy that has gone since. */
function mayHaveBeen(type: string, release: string): boolean {
  return !isAtLeast(release, FACTS_OF) && type.includes('/envoy.') && !V2.test(type);
}
