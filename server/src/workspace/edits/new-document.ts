/** Where a new document goes in a file, and with what around it. */
import type { JsonValue } from '../../base/json.ts';
import type { TextEdit } from '../../base/text-edit.ts';
import { isJsonLike, layoutOf } from '../../yaml/edit-place.ts';
import { writeDocument } from '../../yaml/write-value.ts';
import type { EditRefusal } from '../origin.ts';
import type { Slot } from '../slot.ts';
import type { Snapshot } from '../snapshot.ts';

/** Behind the document of an object, in file offsets. */
export function newDocumentEdit(
  snapshot: Snapshot,
  { resource: { document }, origin, uri }: Slot,
  manifest: Readonly<Record<string, JsonValue>>,
): TextEdit | EditRefusal {
  const text = snapshot.file(uri)?.text;
  const range = origin.placeRange({ start: 0, end: document.text.length });
  if (text === undefined || range === undefined) {
    return { refused: 'What the object is made of holds no document of its own' };
  }
  if (isJsonLike(document) || /\.json$/i.test(uri)) return { refused: 'A file of JSON holds one document' };
  const layout = layoutOf(document);
  const { lineBreak } = layout;
  const before = text.slice(range.start, range.end);
  const isOnNewLine = before === '' || /[\r\n]$/.test(before);
  const newText = `${isOnNewLine ? '' : lineBreak}---${lineBreak}${writeDocument(manifest, layout)}`;
  return { range: { start: range.end, end: range.end }, newText };
}
