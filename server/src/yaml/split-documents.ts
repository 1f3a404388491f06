/**
 * Cuts a file into documents by its text alone, as YAML does: a line that starts with `---` or `...` ends a document
 * even inside a scalar. Nothing is parsed.
 */
import type { OffsetRange } from '../base/offset-range.ts';

const BOM = 0xfeff;

/**
 * Ranges of the documents, in order, separator lines excluded. Text behind `--- ` on the same line belongs to the
 * document. A file that ends with `---` has an empty last document; an empty file has one.
 */
export function splitDocuments(text: string): readonly OffsetRange[] {
  const ranges: OffsetRange[] = [];
  let start = text.charCodeAt(0) === BOM ? 1 : 0;
  // Before the first `---` and behind `...` a document may start or not; only its text can tell.
  let isStarted = false;
  for (const marker of markers(text, start)) {
    if (isStarted || !isBlank(text, start, marker)) ranges.push({ start, end: marker });
    isStarted = text.startsWith('---', marker);
    start = contentStart(text, marker + 3);
  }
  if (isStarted || ranges.length === 0 || !isBlank(text, start, text.length)) {
    ranges.push({ start, end: text.length });
  }
  return ranges;
}

function markers(text: string, from: number): readonly number[] {
  const starts = markersOf('---', text, from);
  const ends = markersOf('...', text, from);
  return ends.length === 0 ? starts : [...starts, ...ends].sort((a, b) => a - b);
}

function markersOf(marker: string, text: string, from: number): number[] {
  const found: number[] = [];
  for (let at = text.indexOf(marker, from); at >= 0; at = text.indexOf(marker, at + 1)) {
    const isAtLineStart = at === from || isLineEnd(text.charCodeAt(at - 1));
    if (isAtLineStart && isSpace(text.charCodeAt(at + 3))) found.push(at);
  }
  return found;
}

/** Where the document behind a marker starts: on the marker's line when text stands there, else on the next line. */
function contentStart(text: string, from: number): number {
  let at = from;
  while (isBlankUnit(text.charCodeAt(at))) at++;
  const unit = text.charCodeAt(at);
  if (!isLineEnd(unit)) return at;
  const next = unit === 13 && text.charCodeAt(at + 1) === 10 ? at + 2 : at + 1;
  // Files that were put together keep the byte order mark of each.
  return text.charCodeAt(next) === BOM ? next + 1 : next;
}

function isBlank(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    if (!isSpace(text.charCodeAt(at))) return false;
  }
  return true;
}

function isBlankUnit(unit: number): boolean {
  return unit === 32 || unit === 9;
}

function isLineEnd(unit: number): boolean {
  return unit === 10 || unit === 13;
}

/** White space or the end of the text. */
function isSpace(unit: number): boolean {
  return isBlankUnit(unit) || isLineEnd(unit) || Number.isNaN(unit);
}
