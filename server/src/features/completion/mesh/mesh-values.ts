/** Names of the mesh as values: what the references of a place may mean, and words that fields take. */
import { referenceKindsAt } from '../../../workspace/references/sites-of.ts';
import type { FrameStep } from '../../text-outline/outline.ts';
import { type CompletionContext, stepsInResource } from '../context.ts';
import { escapeSnippet } from '../insertion.ts';
import { isSubsequence } from '../matching.ts';
import { quotedIfAmbiguous, RANK, type Suggestion } from '../suggestion.ts';
import { type Choice, MAX_CHOICES } from './choice.ts';
import { meshKeys } from './keys/mesh-keys.ts';
import { type MeshPlace, meshPlace } from './mesh-place.ts';
import { NAME_SOURCES } from './names/name-sources.ts';
import { wordsAt } from './words/words-at.ts';

/** `steps`: of the value, from the root of the object. `isText`: the field holds a string. */
export function meshSuggestions(
  ctx: CompletionContext,
  steps: readonly FrameStep[],
  isText: boolean,
): readonly Suggestion[] {
  const place = meshPlace(ctx, steps);
  if (place === undefined) return [];
  return shown(choicesAt(place), place.word).map((choice, order) => suggestion(ctx, choice, order, isText));
}

/** Where the schema is not ours (Services, Deployments), names are all that is known of values. */
export function meshValues(ctx: CompletionContext): readonly Suggestion[] {
  const target = ctx.place.valueOf;
  if (ctx.kind !== undefined || target === undefined || target.steps.length < ctx.base.length) return [];
  return meshSuggestions(ctx, stepsInResource(ctx, target), true);
}

function choicesAt(place: MeshPlace): readonly Choice[] {
  const kinds = new Set(referenceKindsAt(place.kindId, place.path).map(({ kind }) => kind));
  return [...[...kinds].flatMap((kind) => NAME_SOURCES[kind](place)), ...wordsAt(place)];
}

/** Keys of the map at a place: labels, annotations, headers. */
export function keyChoices(
  ctx: CompletionContext,
  steps: readonly FrameStep[],
): readonly Omit<Suggestion, 'insertion'>[] {
  const place = meshPlace(ctx, steps);
  if (place === undefined) return [];
  return shown(meshKeys(place), place.word).map((choice, order) => ({
    label: choice.name,
    kind: 'field',
    rank: choice.rank ?? RANK.common,
    order,
    isDeprecated: choice.isDeprecated === true,
    ...choice.about(),
  }));
}

function shown(choices: readonly Choice[], typed: string): readonly Choice[] {
  const seen = new Set<string>();
  const distinct = choices.filter(({ name }) => {
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
  if (distinct.length <= MAX_CHOICES) return distinct;
  return distinct
    .filter(({ name, filterWord }) => isSubsequence(typed, filterWord ?? name))
    .toSorted((a, b) => (a.rank ?? RANK.common) - (b.rank ?? RANK.common))
    .slice(0, MAX_CHOICES);
}

function suggestion(ctx: CompletionContext, choice: Choice, order: number, isText: boolean): Suggestion {
  const { detail, documentation } = choice.about();
  const text = quotedIfAmbiguous(ctx, choice.name, isText);
  const isSnippet = text.includes('$');
  return {
    label: choice.name,
    kind: 'reference',
    insertion: { text: isSnippet ? escapeSnippet(text) : text, isSnippet },
    rank: choice.rank ?? RANK.common,
    order,
    detail,
    documentation,
    filterWord: choice.filterWord,
    isDeprecated: choice.isDeprecated === true,
    habit: choice.habit,
  };
}
