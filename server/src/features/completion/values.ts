/** Scalar values: enum values with their meanings, booleans, durations, defaults. */
import { explainDuration, parseDuration } from '../../primitives/duration.ts';
import { fieldDoc } from '../../schema/docs.ts';
import type { FieldDoc, FieldSchema } from '../../schema/field-schema.ts';
import { MESSAGE_TYPE } from '../../schema/message-text.ts';
import { describeField, type EnumChoice, enumChoices } from '../describe/describe-field.ts';
import { isDuration } from '../describe/type-words.ts';
import type { CompletionItem } from './completion-item.ts';
import { type CompletionContext, type FieldPlace, fieldPlace } from './context.ts';
import { escapeSnippet } from './insertion.ts';
import { isValueOffered } from './lifetime.ts';
import { meshSuggestions, meshValues } from './mesh/mesh-values.ts';
import { messageTypes } from './message-types.ts';
import { quotedIfAmbiguous, RANK, type Suggestion, toItem } from './suggestion.ts';

export function values(ctx: CompletionContext): readonly CompletionItem[] {
  const place = fieldPlace(ctx, ctx.place.valueOf);
  const suggestions = place === undefined ? meshValues(ctx) : valueSuggestions(ctx, place);
  return suggestions.map((suggestion) => toItem(ctx, suggestion));
}

/** What a scalar field may hold: names of the mesh, then what the schema knows. */
export function valueSuggestions(ctx: CompletionContext, place: FieldPlace): readonly Suggestion[] {
  const isText = place.field.type === 'string';
  const isScalar = isText || place.field.type === 'integer' || place.field.type === 'any';
  const names = isScalar ? meshSuggestions(ctx, place.steps, isText) : [];
  return [...names, ...schemaSuggestions(ctx, place)];
}

function schemaSuggestions(ctx: CompletionContext, place: FieldPlace): readonly Suggestion[] {
  const { field } = place;
  const doc = ctx.kind && fieldDoc(ctx.kind.id, place.path);
  if (field.enum !== undefined) return enumSuggestions(ctx, place, doc);
  if (field.format === MESSAGE_TYPE) return messageTypes(ctx, place);
  if (field.type === 'boolean') return plainSuggestions(ctx, place, ['true', 'false']);
  if (isDuration(field, doc?.format)) return durationSuggestions(ctx, place, doc);
  const standard = literalDefault(field, doc);
  return standard === undefined ? [] : plainSuggestions(ctx, place, [standard]);
}

function enumSuggestions(
  ctx: CompletionContext,
  place: FieldPlace,
  doc: FieldDoc | undefined,
): readonly Suggestion[] {
  const standard = literalDefault(place.field, doc);
  return enumChoices(place.field, doc)
    .filter((choice) => isValueOffered(ctx, choice.since))
    .map((choice, order) => ({
      ...scalarSuggestion(ctx, place, choice.value),
      kind: 'enum',
      rank: rankOfChoice(choice),
      order,
      detail: choice.value === standard ? 'default' : undefined,
      documentation: enumDocumentation(choice),
      isDeprecated: choice.deprecated !== undefined,
    }));
}

/** Values that mean "not chosen" are there for the protocol, not for people. */
const NEUTRAL = /^(?:UNSPECIFIED|UNDEFINED|UNSET|INVALID)/;

function rankOfChoice(choice: EnumChoice): number {
  if (choice.deprecated !== undefined) return RANK.deprecated;
  return NEUTRAL.test(choice.value) ? RANK.rare : RANK.common;
}

function enumDocumentation(choice: EnumChoice): string | undefined {
  const deprecated = choice.deprecated === undefined ? undefined : `**Deprecated:** ${choice.deprecated}`;
  const parts = [choice.meaning, deprecated].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

function plainSuggestions(
  ctx: CompletionContext,
  place: FieldPlace,
  words: readonly string[],
): readonly Suggestion[] {
  const doc = ctx.kind && fieldDoc(ctx.kind.id, place.path);
  const standard = literalDefault(place.field, doc);
  return words.map((word, order) => ({
    ...scalarSuggestion(ctx, place, word),
    order,
    detail: word === standard ? 'default' : undefined,
    documentation: describePlace(ctx, place),
    habit: place.field.type === 'boolean' ? undefined : 'usual',
  }));
}

/** Usual lengths by the last word of the field's name. */
const USUAL_DURATIONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/^perTryTimeout$/, ['500ms', '1s', '2s', '5s']],
  [/^connectTimeout$/, ['1s', '3s', '5s', '10s']],
  [/idleTimeout$/i, ['30s', '5m', '15m', '1h']],
  [/^baseEjectionTime$/, ['30s', '1m', '5m']],
  [/^maxAge$/, ['10m', '1h', '24h']],
  [/^ttl$/, ['0s', '10m', '1h']],
  [/^(?:fixedDelay|exponentialDelay)$/, ['100ms', '500ms', '2s', '5s']],
  [/^(?:backoff|baseInterval)$/, ['25ms', '100ms', '1s']],
  [/interval$/i, ['1s', '5s', '10s', '30s']],
  [/^warmup|^duration$/, ['30s', '1m', '5m']],
];

const DURATIONS: readonly string[] = ['1s', '5s', '10s', '15s', '30s', '1m'];

function durationSuggestions(
  ctx: CompletionContext,
  place: FieldPlace,
  doc: FieldDoc | undefined,
): readonly Suggestion[] {
  const name = String(place.steps.findLast((step) => typeof step === 'string') ?? '');
  const usual = USUAL_DURATIONS.find(([pattern]) => pattern.test(name))?.[1] ?? DURATIONS;
  const standard = literalDefault(place.field, doc);
  const words = standard === undefined || usual.includes(standard) ? usual : [standard, ...usual];
  return words.map((word, order) => {
    const parsed = parseDuration(word);
    const meaning = parsed.ok ? explainDuration(parsed.nanoseconds) : '';
    return {
      ...scalarSuggestion(ctx, place, word),
      order,
      detail: word === standard ? `${meaning}, default` : meaning,
      habit: 'usual' as const,
      documentation: describePlace(ctx, place),
    };
  });
}

function scalarSuggestion(ctx: CompletionContext, place: FieldPlace, word: string): Suggestion {
  const isText = place.field.type === 'string';
  const text = quotedIfAmbiguous(ctx, word, isText);
  return {
    label: word,
    kind: 'value',
    insertion: { text: text.includes('$') ? escapeSnippet(text) : text, isSnippet: text.includes('$') },
    rank: RANK.common,
    order: 0,
  };
}

function describePlace(ctx: CompletionContext, place: FieldPlace): string | undefined {
  const name = place.steps.findLast((step) => typeof step === 'string');
  if (ctx.kind === undefined || name === undefined) return undefined;
  return describeField({
    kind: ctx.kind,
    path: place.path,
    name: String(name),
    field: place.field,
    target: ctx.target,
  });
}

/** The default when it is one word of the field's type: `10s (mesh option)` gives `10s`, `off` gives nothing. */
export function literalDefault(field: FieldSchema, doc: FieldDoc | undefined): string | undefined {
  if (field.default !== undefined) {
    return typeof field.default === 'object' ? undefined : String(field.default);
  }
  const word = /^`?([A-Za-z0-9_.-]+)`?(?=$|[\s;,(])/.exec(doc?.default ?? '')?.[1];
  if (word === undefined) return undefined;
  if (field.enum !== undefined) return field.enum.map(String).includes(word) ? word : undefined;
  if (field.type === 'boolean') return /^(?:true|false)$/.test(word) ? word : undefined;
  if (field.type === 'integer' || field.type === 'number')
    return /^\d+(?:\.\d+)?$/.test(word) ? word : undefined;
  if (isDuration(field, doc?.format)) return parseDuration(word).ok ? word : undefined;
  return field.type === 'string' && /^[A-Z][A-Z0-9_]+$/.test(word) ? word : undefined;
}
