/** Lays out the documents that are ours. Only blanks change; what the text says is compared before anything is offered. */
import { kindIdOf } from '../../base/kind-id.ts';
import { type OffsetRange, shiftRange } from '../../base/offset-range.ts';
import { applyEdits, type TextEdit } from '../../base/text-edit.ts';
import { editsInObject, partIn } from '../../model/document-part.ts';
import { EMBEDDING_KINDS, embeddedDocuments } from '../../model/embedded-documents.ts';
import { isKnownKind, isListKind } from '../../model/known-kinds.ts';
import type { WrittenResource } from '../../model/resource.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { locatePath } from '../../yaml/navigate.ts';
import type { PlacedDocument, YamlDocument } from '../../yaml/node.ts';
import { parseDocument } from '../../yaml/parse-document.ts';
import { isRemark } from '../../yaml/problem-list.ts';
import { formatLines } from './format-text.ts';
import { reindentPaste } from './reindent-paste.ts';
import { saysTheSame } from './says-the-same.ts';
import { textLines } from './text-line.ts';

export interface FormatOptions {
  /** Blanks of one level, 1 to 8; anything else counts as 2. */
  readonly tabSize: number;
}

/** Why a document stays as it is. */
export type LeftAlone = 'broken' | 'template' | 'json' | 'foreign' | 'ambiguous';

export interface Formatting {
  readonly edits: readonly TextEdit[];
  /** Documents that hold something and were not looked into; `at` in file offsets, where their text begins. */
  readonly left: readonly { readonly at: number; readonly why: LeftAlone }[];
}

/** @param range in file offsets: only lines that it touches change; a pasted block is moved to where it fits */
export function format(
  snapshot: Snapshot,
  uri: string,
  { tabSize }: FormatOptions,
  range?: OffsetRange,
): Formatting {
  const file = snapshot.file(uri);
  const unit = Number.isInteger(tabSize) && tabSize >= 1 && tabSize <= 8 ? tabSize : 2;
  const edits: TextEdit[] = [];
  const left: { at: number; why: LeftAlone }[] = [];
  for (const placed of file?.documents ?? []) {
    const { document, start } = placed;
    if (document.state === 'empty') continue;
    const end = start + document.text.length;
    if (range !== undefined && (range.end < start || range.start > end)) continue;
    const inside = range && { start: range.start - start, end: range.end - start };
    const objects = snapshot.resources(uri).filter(({ resource }) => resource.document === document);
    const texts =
      inside === undefined ? objects.flatMap(({ resource }) => embeddedEdits(resource, unit)) : [];
    const isPlain = startsOnOwnLine(file?.text ?? '', placed);
    const found = isPlain ? formatDocument(document, unit, inside, texts) : 'ambiguous';
    if (typeof found === 'string') {
      left.push({ at: start + Math.max(0, document.text.search(/^[^\s#]/m)), why: found });
    } else {
      for (const { range: at, newText } of found) edits.push({ range: shiftRange(at, start), newText });
    }
  }
  return { edits, left };
}

function formatDocument(
  document: YamlDocument,
  unit: number,
  range: OffsetRange | undefined,
  texts: readonly TextEdit[],
): readonly TextEdit[] | LeftAlone {
  const why = reasonAgainst(document);
  if (why === 'broken' && range !== undefined) return reindentPaste(document, range);
  if (why !== undefined) return why;
  if (texts.length > 0) return formatWithTexts(document, unit, texts);
  const edits = editsOf(document, formatLines(document, unit));
  const wanted = range === undefined ? edits : edits.filter((edit) => touches(edit.range, range));
  return saysTheSame(document, wanted) ? wanted : 'ambiguous';
}

function reasonAgainst(document: YamlDocument): LeftAlone | undefined {
  if (document.isTemplate) return 'template';
  if (!isOurs(document)) return 'foreign';
  if (isSound(document)) return undefined;
  return document.root?.kind === 'map' && document.root.flow ? 'json' : 'broken';
}

/** First the texts in its scalars, whose lines stay as many, then the document around them. */
function formatWithTexts(
  document: YamlDocument,
  unit: number,
  texts: readonly TextEdit[],
): readonly TextEdit[] {
  const inner = parseDocument(applyEdits(document.text, texts), document.header);
  const lines = formatLines(inner, unit);
  if (!saysTheSame(inner, editsOf(inner, lines))) return texts;
  return editsOf(document, lines);
}

/** Edits of YAML in block scalars of an object, each proved by itself, in the offsets of the object's document. */
function embeddedEdits(resource: WrittenResource, unit: number): readonly TextEdit[] {
  if (!EMBEDDING_KINDS.includes(resource.kindId)) return [];
  return resource.facts(embeddedDocuments).flatMap((embedded) => {
    const { document, path } = embedded;
    const scalar = locatePath(resource.root, path)?.node;
    if (scalar?.kind !== 'scalar' || scalar.style !== 'literal') return [];
    if (document.isTemplate || !isSound(document)) return [];
    const kept = formatLines(document, unit).map((line, at) => line ?? textLineAt(document, at));
    const edits = editsOf(document, kept);
    if (!saysTheSame(document, edits)) return [];
    return editsInObject(resource, partIn(embedded, path), edits) ?? [];
  });
}

/** Lines do not go: those of the document around them are counted. */
function textLineAt({ text }: YamlDocument, at: number): string {
  const line = textLines(text)[at];
  return line === undefined ? '' : text.slice(line.start, line.end);
}

function isOurs({ header: { apiVersion, kind }, state }: YamlDocument): boolean {
  if (state !== 'parsed' || apiVersion === undefined || kind === undefined) return false;
  const { id } = kindIdOf(apiVersion, kind);
  return isKnownKind(id) || isListKind(id);
}

/** Text whose meaning is not beyond doubt stays as it is, and so does JSON. */
function isSound({ root, problems, text }: YamlDocument): boolean {
  if (root?.kind !== 'map' || root.flow) return false;
  return problems.every(isRemark) && !/\r(?!\n)/.test(text);
}

/** Text behind `--- ` on the same line has no column of its own. */
function startsOnOwnLine(text: string, { start }: PlacedDocument): boolean {
  return start === 0 || text[start - 1] === '\n' || (start === 1 && text.charCodeAt(0) === 0xfeff);
}

function editsOf(document: YamlDocument, wanted: readonly (string | undefined)[]): readonly TextEdit[] {
  return textLines(document.text).flatMap(({ start, end, next }, at): readonly TextEdit[] => {
    const line = wanted[at];
    if (line === undefined) return next > start ? [{ range: { start, end: next }, newText: '' }] : [];
    return blanksOf(document.text.slice(start, end), line, start);
  });
}

/** The smallest edits of one line: at its start, in its gaps, at its end. */
function blanksOf(old: string, wanted: string, start: number): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  for (let from = 0, to = 0; from < old.length || to < wanted.length; ) {
    const oldEnd = blanksEnd(old, from);
    const newEnd = blanksEnd(wanted, to);
    const newText = wanted.slice(to, newEnd);
    if (old.slice(from, oldEnd) !== newText) {
      edits.push({ range: { start: start + from, end: start + oldEnd }, newText });
    }
    from = oldEnd + 1;
    to = newEnd + 1;
  }
  return edits;
}

function blanksEnd(text: string, from: number): number {
  let at = from;
  while (text[at] === ' ' || text[at] === '\t') at++;
  return at;
}

function touches(edit: OffsetRange, range: OffsetRange): boolean {
  return edit.start <= range.end && edit.end >= range.start;
}
