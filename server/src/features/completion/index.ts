/** Completion: what may be written at the cursor. One source per file; a new kind of suggestion is one entry here. */

import type { KindId } from '../../base/kind-id.ts';
import { shiftRange } from '../../base/offset-range.ts';
import { isKnownKind } from '../../model/known-kinds.ts';
import type { KindSchema } from '../../schema/field-schema.ts';
import { isMessage, kindSchema } from '../../schema/lookup.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { valuesCompletion } from '../chart-values/values-features.ts';
import { configurationSchema } from '../configuration-file.ts';
import { schemaTarget } from '../schema-target.ts';
import { type Asked, mayAnswer, wanted } from './asked.ts';
import type { CompletionItem, CompletionResult } from './completion-item.ts';
import { type CompletionContext, completionContext } from './context.ts';
import { embeddedPlace } from './embedded.ts';
import { header } from './header.ts';
import { items } from './items.ts';
import { keys } from './keys.ts';
import { mapKeys } from './map-keys.ts';
import { MAX_CHOICES } from './mesh/choice.ts';
import { patterns } from './patterns/index.ts';
import { parts } from './patterns/parts.ts';
import { resources } from './resources.ts';
import { suppressions } from './suppressions.ts';
import { values } from './values.ts';

export type { Asked } from './asked.ts';
export type { CompletionItem, CompletionResult } from './completion-item.ts';

const SOURCES: readonly ((ctx: CompletionContext) => readonly CompletionItem[])[] = [
  header,
  resources,
  patterns,
  keys,
  mapKeys,
  items,
  values,
  parts,
];

const NOTHING: CompletionResult = { items: [], isIncomplete: false };

/** `offset` counts from the start of the file. */
export function completion(
  snapshot: Snapshot,
  uri: string,
  offset: number,
  asked: Asked = 'invoked',
): CompletionResult {
  const message = configurationSchema(uri);
  if (message !== undefined) {
    return itemsAt(snapshot, uri, asked, { text: snapshot.file(uri)?.text ?? '', cursor: offset, message });
  }
  const inComment = suppressions(snapshot, uri, offset);
  if (inComment.length > 0) {
    return { items: asked === 'invoked' ? inComment : [], isIncomplete: false };
  }
  const values = valuesCompletion(snapshot, uri, offset);
  if (values !== undefined) return { items: values, isIncomplete: false };
  const placed = snapshot.documentAt(uri, offset);
  if (placed === undefined) return NOTHING;
  const { start, document } = placed;
  const cursor = offset - start;
  // The cursor stands on a line between two documents.
  if (cursor < 0 || cursor > document.text.length) return NOTHING;
  const slot = snapshot.resourceAt(uri, offset);
  const embedded = slot?.resource.document === document ? embeddedPlace(slot, cursor) : undefined;
  const { items, isIncomplete } = itemsAt(snapshot, uri, asked, {
    text: embedded?.text ?? document.text,
    cursor: embedded?.cursor ?? cursor,
    message: messageSchema(embedded?.message ?? slot?.kindId),
  });
  const placedItems =
    embedded === undefined ? items : items.flatMap((item) => embedded.toDocument(item) ?? []);
  return {
    items: placedItems.map((item) => ({ ...item, range: shiftRange(item.range, start) })),
    isIncomplete,
  };
}

/** The schema of what has no header of its own. */
function messageSchema(id: KindId | undefined): KindSchema | undefined {
  const schema = id === undefined ? undefined : kindSchema(id);
  return schema !== undefined && isMessage(schema) ? schema : undefined;
}

interface CursorText {
  readonly text: string;
  readonly cursor: number;
  /** What the text is read as, when it is no object. */
  readonly message: KindSchema | undefined;
}

/** Ranges count from the start of the text. */
function itemsAt(
  snapshot: Snapshot,
  uri: string,
  asked: Asked,
  { text, cursor, message }: CursorText,
): CompletionResult {
  const ctx = completionContext(text, cursor, {
    uri,
    target: schemaTarget(snapshot, uri),
    world: snapshot.world(uri),
    reported: () => snapshot.findings(uri),
    message,
  });
  if (ctx === undefined || (ctx.kind === undefined && isForeign(ctx))) return NOTHING;
  // What starts a document is block style, which JSON cannot hold.
  if (ctx.isEmpty && uri.endsWith('.json')) return NOTHING;
  if (!mayAnswer(ctx, asked)) return NOTHING;
  const offered = distinct(SOURCES.flatMap((source) => source(ctx)));
  const found = wanted(ctx, asked, offered, cursor);
  const names = found.filter((item) => item.kind === 'reference');
  return {
    items: found,
    // The first word of a document decides which patterns are shown.
    isIncomplete: names.length >= MAX_CHOICES || (ctx.isEmpty && ctx.place.form === 'block'),
  };
}

/** Two sources may know one word: the better ranked one is shown. */
function distinct(items: readonly CompletionItem[]): readonly CompletionItem[] {
  const best = new Map<string, CompletionItem>();
  for (const item of items) {
    const known = best.get(item.label);
    if (known === undefined || item.sortKey < known.sortKey) best.set(item.label, item);
  }
  return best.size === items.length ? items : items.filter((item) => best.get(item.label) === item);
}

/** Objects of others get no help, but for the header itself while it is being written. */
function isForeign({ kindId, place }: CompletionContext): boolean {
  if (kindId === undefined || isKnownKind(kindId)) return false;
  const steps = place.valueOf?.steps ?? [];
  return steps.at(-1) !== 'kind' && steps.at(-1) !== 'apiVersion';
}
