/** Keys of a map: only those that are legal beside what is written. */
import { fieldDoc } from '../../schema/docs.ts';
import { isRequired } from '../../schema/effective-limit.ts';
import type { FieldSchema } from '../../schema/field-schema.ts';
import { topLevelFields } from '../../schema/lookup.ts';
import { referenceKindsAt } from '../../workspace/references/sites-of.ts';
import { describeField } from '../describe/describe-field.ts';
import { isDuration, typeWords } from '../describe/type-words.ts';
import { isCommon } from './common-keys.ts';
import type { CompletionItem } from './completion-item.ts';
import { type CompletionContext, type FieldPlace, fieldPlace, releaseOf } from './context.ts';
import { writtenKeys } from './cursor-place.ts';
import { excludedKeys } from './exclusions.ts';
import { entryInsertion, isNested, type Member, memberItemInsertion } from './insertion.ts';
import { isOffered } from './lifetime.ts';
import { quoted, RANK, type Suggestion, toItem } from './suggestion.ts';

export function keys(ctx: CompletionContext): readonly CompletionItem[] {
  const owner = fieldPlace(ctx, ctx.place.keysOf);
  if (owner === undefined) return [];
  const { place } = ctx;
  // Inside the brackets of a list, or as a whole value, a key brings its own braces.
  const isWrapped = place.form === 'flow' && place.valueOf !== undefined;
  return legalMembers(ctx, owner).map((member, order) =>
    toItem(ctx, { ...suggestionFor(ctx, member, order), ...keyInsertion(ctx, member, isWrapped) }),
  );
}

/** Members that may be added, in the order of the reference. */
export function legalMembers(ctx: CompletionContext, owner: FieldPlace): readonly Member[] {
  if (ctx.kind === undefined) return [];
  const { field, path } = owner;
  const isRoot = owner.steps.length === 0;
  const members = isRoot ? topLevelFields(ctx.kind) : (field.fields ?? new Map<string, FieldSchema>());
  const written = writtenKeys(owner.node, ctx.place.range.start);
  const excluded = excludedKeys(ctx.kind, owner, written);
  return [...members]
    .filter(([name, member]) => !written.has(name) && !excluded.has(name) && isOffered(ctx, member))
    .filter(([name]) => !(isRoot && name === 'status'))
    .map(([name, member]) => ({ name, field: member, path: isRoot ? name : `${path}.${name}` }));
}

/** Label, documentation and rank of a member; the insertion is the caller's. */
export function suggestionFor(
  ctx: CompletionContext,
  member: Member,
  order: number,
): Omit<Suggestion, 'insertion'> {
  const { field, name, path } = member;
  const doc = ctx.kind && fieldDoc(ctx.kind.id, path);
  const isDeprecated = (field.deprecated ?? doc?.deprecated) !== undefined;
  const required = isRequiredHere(ctx, field);
  const defaultWords = doc?.default === undefined ? '' : `, default ${doc.default.replaceAll('`', '')}`;
  return {
    label: name,
    kind: 'field',
    rank: isDeprecated ? RANK.deprecated : required ? RANK.required : rankOf(ctx, member),
    order,
    detail: `${typeWords(field, doc?.format)}${required ? ', required' : defaultWords}`,
    documentation: ctx.kind && describeField({ kind: ctx.kind, path, name, field, target: ctx.target }),
    isDeprecated,
    suggestNext: true,
  };
}

function rankOf(ctx: CompletionContext, { field, path }: Member): number {
  if (isCommon(ctx.kind, path)) return RANK.common;
  return field.experimental === true ? RANK.rare : RANK.ordinary;
}

function isRequiredHere(ctx: CompletionContext, field: FieldSchema): boolean {
  const version = ctx.apiVersion?.split('/')[1] ?? '';
  return isRequired(field, { release: releaseOf(ctx), version });
}

function keyInsertion(
  ctx: CompletionContext,
  member: Member,
  isWrapped: boolean,
): Pick<Suggestion, 'insertion' | 'lineColumn' | 'suggestNext'> {
  const { place, layout } = ctx;
  if (place.hasColon) {
    return { insertion: { text: quoted(ctx, member.name), isSnippet: false }, suggestNext: false };
  }
  const isFlow = place.form === 'flow';
  const column = place.form === 'inline' ? place.column + layout.step : place.column;
  const quote = place.quote === '' ? layout.quote : place.quote;
  const at = { kind: ctx.kind, layout: { ...layout, quote }, isFlow, column };
  const insertion = isWrapped ? memberItemInsertion(member, at) : entryInsertion(member, at);
  return { insertion, lineColumn: column, suggestNext: hasSuggestions(ctx, member) };
}

/** Whether completion knows what comes behind the key. */
export function hasSuggestions(ctx: CompletionContext, { field, path }: Member): boolean {
  if (field.type === 'boolean' || field.enum !== undefined || field.type === 'list') return true;
  if (isNested(field) || isDuration(field, ctx.kind && fieldDoc(ctx.kind.id, path)?.format)) return true;
  return ctx.kind !== undefined && referenceKindsAt(ctx.kind.id, anyPlaceOf(path)).length > 0;
}

/** `spec.http[].route` as the path of one place: references know places, the schema fields. */
function anyPlaceOf(path: string): string {
  return path.replaceAll('[]', '[0]').replaceAll('{}', '.any');
}
