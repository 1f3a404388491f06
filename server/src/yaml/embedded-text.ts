/**
 * YAML that is the text of a scalar: its offsets in the document around it, and its edits as edits of that document.
 * Edits are refused where the scalar would not read as the new text: what cannot be proved is not written.
 */
import type { OffsetRange } from '../base/offset-range.ts';
import { applyEdits, type TextEdit } from '../base/text-edit.ts';
import { type DecodedText, decodeScalar } from './decode-scalar.ts';
import { encodeForScalar, isBlock } from './encode-scalar.ts';
import { locatePath } from './navigate.ts';
import type { YamlDocument, YamlScalar } from './node.ts';
import { parseDocument } from './parse-document.ts';

/** Decoded once for each scalar, however many findings stand in it. */
const decoded = new WeakMap<YamlScalar, DecodedText>();

function decodedText(document: YamlDocument, scalar: YamlScalar): DecodedText {
  let text = decoded.get(scalar);
  if (text === undefined) {
    text = decodeScalar(document.text, scalar);
    decoded.set(scalar, text);
  }
  return text;
}

/** A range of the scalar's text as one of the document. */
export function rangeInDocument(
  document: YamlDocument,
  scalar: YamlScalar,
  { start, end }: OffsetRange,
): OffsetRange {
  const { starts, ends } = decodedText(document, scalar);
  const last = ends.at(-1) ?? scalar.end;
  const from = starts[start] ?? last;
  return { start: from, end: end > start ? (ends[end - 1] ?? last) : from };
}

/** An offset of the document as one of the scalar's text; between two units (indentation, escapes) the later one. */
export function offsetInText(document: YamlDocument, scalar: YamlScalar, offset: number): number | undefined {
  if (offset < scalar.start || offset > scalar.end) return undefined;
  const { starts, ends } = decodedText(document, scalar);
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  const isInside = low > 0 && offset < (ends[low - 1] ?? 0);
  return isInside && !isBlock(scalar) ? low - 1 : low;
}

/** Edits of the scalar's text as edits of the document; `path` leads to the scalar from the document's root. */
export function editsInDocument(
  document: YamlDocument,
  path: string,
  edits: readonly TextEdit[],
): readonly TextEdit[] | undefined {
  const scalar = locatePath(document.root, path)?.node;
  if (scalar?.kind !== 'scalar') return undefined;
  const before = decodedText(document, scalar);
  if (before.text !== scalar.text) return undefined;
  const after = applyEdits(scalar.text, edits);
  if (after === scalar.text) return [];
  const edit = encodeForScalar(document, scalar, before, after);
  if (edit === undefined) return undefined;
  const parsed = parseDocument(applyEdits(document.text, [edit]), document.header);
  const written = locatePath(parsed.root, path)?.node;
  const isRead = written?.kind === 'scalar' && written.text === after && written.value === after;
  return isRead && parsed.problems.length <= document.problems.length ? [edit] : undefined;
}
