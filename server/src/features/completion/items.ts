/** Items of a list where a dash may begin, and whole lists behind a key. */
import type { CompletionItem } from './completion-item.ts';
import { type CompletionContext, type FieldPlace, fieldPlace } from './context.ts';
import { isNested, itemInsertion, type Member, memberItemInsertion } from './insertion.ts';
import { hasSuggestions, legalMembers, suggestionFor } from './keys.ts';
import { siblingShape } from './sibling-shape.ts';
import { starterKeys } from './starters.ts';
import { RANK, type Suggestion, toItem } from './suggestion.ts';
import { valueSuggestions } from './values.ts';

export function items(ctx: CompletionContext): readonly CompletionItem[] {
  const list = fieldPlace(ctx, ctx.place.itemsOf);
  if (list === undefined || list.field.type !== 'list' || ctx.place.form === 'flow') return flowList(ctx);
  const { place, layout } = ctx;
  const column = place.form === 'inline' ? place.column + layout.dashStep : place.column;
  const at = { kind: ctx.kind, layout, isFlow: false, column };
  const owner: Member = { name: '', field: list.field, path: list.path };
  const element = elementPlace(list);
  const dashed = (suggestion: Suggestion): CompletionItem =>
    toItem(ctx, {
      ...suggestion,
      label: `- ${suggestion.label}`,
      filterWord: suggestion.label,
      lineColumn: column,
    });
  if (!isNested(element.field)) {
    const values = valueSuggestions(ctx, element).map((suggestion) =>
      dashed({ ...suggestion, insertion: prefixed('- ', suggestion.insertion) }),
    );
    return [toItem(ctx, newItem(itemInsertion(owner, at), column)), ...values];
  }
  const members = legalMembers(ctx, element).map((member, order) =>
    dashed({
      ...suggestionFor(ctx, member, order),
      insertion: memberItemInsertion(member, at),
      suggestNext: hasSuggestions(ctx, member),
    }),
  );
  const shape = siblingShape(list.node, layout, column);
  if (shape !== undefined) {
    const like = { ...newItem(shape, column), detail: 'new item like the first' };
    return [toItem(ctx, like), ...members];
  }
  const hasSkeleton = starterKeys(ctx.kind, element.path, element.field).length > 1;
  return hasSkeleton || members.length === 0
    ? [toItem(ctx, newItem(itemInsertion(owner, at), column)), ...members]
    : members;
}

/** Behind a key in brackets: `[…]` around what an item may be. */
function flowList(ctx: CompletionContext): readonly CompletionItem[] {
  const list = fieldPlace(ctx, ctx.place.valueOf);
  if (list?.field.type !== 'list' || ctx.place.form !== 'flow') return [];
  const at = { kind: ctx.kind, layout: ctx.layout, isFlow: true, column: 0 };
  const owner: Member = { name: '', field: list.field, path: list.path };
  const inner = itemInsertion(owner, at);
  const insertion = { text: `[${inner.text}]`, isSnippet: inner.isSnippet };
  return [toItem(ctx, { ...newItem(insertion, 0), label: '[ ]', lineColumn: undefined })];
}

function newItem(insertion: Suggestion['insertion'], lineColumn: number): Suggestion {
  return {
    label: '- ',
    kind: 'snippet',
    detail: 'new item',
    insertion,
    rank: RANK.first,
    order: 0,
    suggestNext: true,
    lineColumn,
  };
}

function prefixed(prefix: string, insertion: Suggestion['insertion']): Suggestion['insertion'] {
  return { text: prefix + insertion.text, isSnippet: insertion.isSnippet };
}

function elementPlace(list: FieldPlace): FieldPlace {
  const index = list.node?.kind === 'seq' ? list.node.items.length : 0;
  return {
    field: list.field.element ?? { type: 'any' },
    steps: [...list.steps, index],
    path: `${list.path}[]`,
    node: undefined,
  };
}
