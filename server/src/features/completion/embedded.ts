/**
 * Completion inside YAML that is the text of a scalar. The text may be half-written, so it is taken from the source up to
 * the cursor's line, and what is inserted is written as the scalar must hold it.
 */
import type { KindId } from '../../base/kind-id.ts';
import { EMBEDDING_KINDS, embeddingPlaces } from '../../model/embedded-documents.ts';
import type { Slot } from '../../workspace/slot.ts';
import { type DecodedText, decodeScalar } from '../../yaml/decode-scalar.ts';
import type { YamlScalar } from '../../yaml/node.ts';
import type { CompletionItem } from './completion-item.ts';
import { escapeSnippet } from './insertion.ts';

export interface EmbeddedPlace {
  readonly message: KindId;
  readonly text: string;
  /** In `text`. */
  readonly cursor: number;
  /** The item as an item of the object's document; undefined where the scalar cannot hold it. */
  toDocument(item: CompletionItem): CompletionItem | undefined;
}

/** `offset` counts from the start of the object's document. */
export function embeddedPlace(slot: Slot, offset: number): EmbeddedPlace | undefined {
  if (!EMBEDDING_KINDS.includes(slot.kindId)) return undefined;
  const { text } = slot.resource.document;
  for (const [{ node }, message] of embeddingPlaces(slot.resource)) {
    if (node?.kind !== 'scalar' || offset <= node.start) continue;
    const found =
      node.style === 'literal' || node.style === 'folded'
        ? inBlock(text, node, offset)
        : inQuotes(text, node, offset);
    if (found !== undefined) return { ...found, message };
  }
  return undefined;
}

type Found = Omit<EmbeddedPlace, 'message'>;

/** The cursor may stand below the last line of the text, as long as it is indented as the text is. */
function inBlock(source: string, scalar: YamlScalar, offset: number): Found | undefined {
  const lineStart = source.lastIndexOf('\n', offset - 1) + 1;
  const lineEnd = endOfLine(source, offset);
  const headerEnd = endOfLine(source, scalar.start);
  if (lineStart <= headerEnd) return undefined;
  if (offset > scalar.end && source.slice(scalar.end, lineEnd).trim() !== '') return undefined;
  const decoded = decodeScalar(source, { ...scalar, end: Math.max(scalar.end, lineEnd) });
  const before = /^ */.exec(source.slice(lineStart, lineEnd))?.[0] ?? '';
  const indentation = decoded.text === '' ? before : indentationOf(source, decoded);
  const column = offset - lineStart;
  if (
    column < indentation.length ||
    indentation === '' ||
    before.length < Math.min(column, indentation.length)
  )
    return undefined;
  const lineBreak = source.includes('\r\n') ? '\r\n' : '\n';
  return {
    text: decoded.text,
    cursor: decoded.text === '' ? 0 : unitAt(decoded, offset),
    toDocument(item) {
      const isOneLine = !item.insertText.includes('\n');
      if (scalar.style === 'folded' && !isOneLine) return undefined;
      const range = rangeIn(decoded, offset, item.range);
      return { ...item, range, insertText: item.insertText.replaceAll('\n', lineBreak + indentation) };
    },
  };
}

function inQuotes(source: string, scalar: YamlScalar, offset: number): Found | undefined {
  if (scalar.style === 'plain' || offset >= scalar.end) return undefined;
  const decoded = decodeScalar(source, scalar);
  return {
    text: decoded.text,
    cursor: unitAt(decoded, offset),
    toDocument(item) {
      const insertText = scalar.style === 'single' ? inSingle(item.insertText) : inDouble(item);
      if (insertText === undefined) return undefined;
      return { ...item, insertText, range: rangeIn(decoded, offset, item.range) };
    },
  };
}

function inSingle(text: string): string | undefined {
  return text.includes('\n') ? undefined : text.replaceAll("'", "''");
}

/** A backslash of a snippet stands for itself only behind another one. */
function inDouble({ insertText, isSnippet }: CompletionItem): string | undefined {
  // A backslash that a snippet has already would have to be written four times; no item of ours has one.
  if (insertText.includes('\\')) return undefined;
  const escaped = (text: string) => (isSnippet ? escapeSnippet(text) : text);
  return insertText.replaceAll('"', escaped('\\"')).replaceAll('\n', escaped('\\n'));
}

function unitAt({ starts }: DecodedText, offset: number): number {
  const at = starts.findIndex((start) => start >= offset);
  return at < 0 ? starts.length : at;
}

function rangeIn({ starts, ends }: DecodedText, cursor: number, range: CompletionItem['range']) {
  const last = ends.at(-1) ?? cursor;
  const start = starts.length === 0 ? cursor : (starts[range.start] ?? Math.max(last, cursor));
  const end = range.end > range.start ? (ends[range.end - 1] ?? start) : start;
  return { start, end };
}

function indentationOf(source: string, { text, starts }: DecodedText): string {
  const first = [...text].findIndex((unit, at) => unit !== '\n' && (at === 0 || text[at - 1] === '\n'));
  const start = starts[Math.max(0, first)] ?? 0;
  return source.slice(source.lastIndexOf('\n', start - 1) + 1, start);
}

function endOfLine(source: string, from: number): number {
  const newline = source.indexOf('\n', from);
  const end = newline < 0 ? source.length : newline;
  return source[end - 1] === '\r' && end > from ? end - 1 : end;
}
