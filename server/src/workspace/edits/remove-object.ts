/** Takes an object out of its file, with one of the separators around it. */
import type { OffsetRange } from '../../base/offset-range.ts';
import { isJsonLike, layoutOf } from '../../yaml/edit-place.ts';
import type { EditRefusal, FileEdits, SharedScope } from '../origin.ts';
import type { Slot } from '../slot.ts';
import type { Snapshot } from '../snapshot.ts';

/** In a file of its own a comment stays in its place: folders and kustomizations may name the file. */
export function removedObjectEdit(
  snapshot: Snapshot,
  slot: Slot,
  { remark, isMoved }: { readonly remark: string; readonly isMoved?: true },
  mayChange: SharedScope,
): FileEdits | EditRefusal {
  const { origin, uri, unit } = slot;
  const { document, basePath, isTemplate } = slot.resource;
  if (isTemplate) return { refused: 'Actions of a template stand around it' };
  const text = snapshot.file(uri)?.text;
  const range = origin.placeRange({ start: 0, end: document.text.length });
  if (text === undefined || range === undefined || unit !== uri || basePath !== '') {
    return { refused: 'What the object is made of holds no document of its own' };
  }
  if (isJsonLike(document) || /\.json$/i.test(uri)) return { refused: 'A file of JSON holds one document' };
  if (isMoved === true && /(?:^|\s)#/.test(document.text)) return { refused: 'Its comments would be lost' };
  const placed = origin.placeEdits(
    [{ range: { start: 0, end: document.text.length }, newText: '' }],
    mayChange,
  );
  if ('refused' in placed) return placed;
  const { lineBreak } = layoutOf(document);
  const written = snapshot.file(uri)?.documents ?? [];
  const isAlone = written.filter((each) => each.document.text.trim() !== '').length < 2;
  const edit = isAlone
    ? { range, newText: `# ${remark}${lineBreak}` }
    : { range: withSeparator(text, range), newText: '' };
  return new Map([[uri, [edit]]]);
}

/** The one behind it, else the one in front, where nothing else stands on that line. */
function withSeparator(text: string, { start, end }: OffsetRange): OffsetRange {
  const behind = /^---[ \t]*(?:\r\n|\n|$)/.exec(text.slice(end, end + SEPARATOR));
  if (behind !== null) return { start, end: end + behind[0].length };
  const before = /(?:^|\n)(---[ \t]*(?:\r\n|\n))$/.exec(text.slice(Math.max(0, start - SEPARATOR), start));
  return { start: start - (before?.[1]?.length ?? 0), end };
}

/** Longer lines hold more than a separator. */
const SEPARATOR = 80;
