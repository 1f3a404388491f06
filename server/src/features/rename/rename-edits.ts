/** The text changes of a renaming: each scalar is written once, however many names in it change. */
import type { OffsetRange } from '../../base/offset-range.ts';
import type { TextEdit } from '../../base/text-edit.ts';
import { editsInObject, partAt } from '../../model/document-part.ts';
import { writtenEdits } from '../../workspace/edits/written-edits.ts';
import type { EditRefusal, FileEdits, SharedScope } from '../../workspace/origin.ts';
import type { PlacedSite } from '../../workspace/references/site.ts';
import type { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { setScalar } from '../../yaml/edit.ts';
import { locatePath } from '../../yaml/navigate.ts';
import type { YamlDocument, YamlScalar } from '../../yaml/node.ts';
import { plainValue } from '../../yaml/plain-scalar.ts';
import { scalarSubrange } from '../../yaml/position.ts';
import type { Refusal, RenameEdits, Renaming } from './renaming.ts';
import { writtenAt } from './written-at.ts';

/** New text for a part of a scalar's decoded text. */
interface Replacement {
  readonly site: PlacedSite;
  readonly slice: OffsetRange;
  readonly newText: string;
}

/** Text that reads the same in plain scalars, in quotes and in blocks. */
const SAFE = /^[\w.\-/]+$/;

export function renameEdits(
  snapshot: Snapshot,
  { targets, origins, rule }: Renaming,
  newName: string,
): { readonly edits: RenameEdits } | Refusal {
  const byScalar = new Map<string, Replacement[]>();
  for (const site of [...targets, ...origins]) {
    const written = writtenAt(snapshot, site);
    if (written === undefined) return refusalAt(snapshot, site);
    const name = rule.nameIn?.(written, targets[0]?.row) ?? written;
    const start = (site.row.slice?.start ?? 0) + written.indexOf(name);
    const replacement = { site, slice: { start, end: start + name.length }, newText: newName };
    const { unit, index } = snapshot.slotOf(site.resource);
    const key = `${unit} ${index} ${site.row.path}`;
    byScalar.set(key, [...(byScalar.get(key) ?? []), replacement]);
  }
  const edits = new Map<string, readonly TextEdit[]>();
  for (const replacements of byScalar.values()) {
    const first = replacements[0];
    if (first === undefined) continue;
    const slot = snapshot.slotOf(first.site.resource);
    const placed = placedEdits(slot, first.site.row.path, replacements);
    if (placed === undefined) return refusalAt(snapshot, first.site);
    if ('refused' in placed) return placed;
    for (const [uri, list] of placed) edits.set(uri, unique([...(edits.get(uri) ?? []), ...list]));
  }
  return { edits };
}

/** Every world that is made of a shared text has been looked at by whoever linked the names. */
const EVERYWHERE: SharedScope = () => true;

function placedEdits(
  { resource, origin }: Slot,
  path: string,
  replacements: readonly Replacement[],
): FileEdits | EditRefusal | undefined {
  const part = partAt(resource, path);
  const node = locatePath(part.root, part.path)?.node;
  if (node?.kind !== 'scalar') return undefined;
  const inPlace = replacements.map((each) => editInPlace(part.document, node, each));
  const value = newValue(node, replacements);
  const edits = inPlace.every((edit) => edit !== undefined)
    ? unique(inPlace)
    : setScalar(part.document, part.documentPath, value);
  const own = editsInObject(resource, part, edits);
  if (own === undefined) return undefined;
  const placed = origin.placeEdits(own, EVERYWHERE);
  if (!('refused' in placed) || part.embedded !== undefined || replacements[0]?.site.row.part === 'key')
    return placed;
  // In its file it is written with other quotes.
  return writtenEdits(origin, [{ op: 'set', path, value }], EVERYWHERE) ?? placed;
}

function newValue(node: YamlScalar, replacements: readonly Replacement[]): string | number {
  const text = unique(replacements.map(({ slice, newText }) => ({ range: slice, newText })))
    .toSorted((a, b) => b.range.start - a.range.start)
    .reduce(
      (whole, { range, newText }) => whole.slice(0, range.start) + newText + whole.slice(range.end),
      node.text,
    );
  return typeof node.value === 'number' ? Number(text) : text;
}

/** Keeps quotes, escapes and block layout around the name; undefined where the new text would read otherwise. */
function editInPlace(
  document: YamlDocument,
  node: YamlScalar,
  { slice, newText }: Replacement,
): TextEdit | undefined {
  const range = scalarSubrange(document, node, slice.start, slice.end);
  const isVerbatim = document.text.slice(range.start, range.end) === node.text.slice(slice.start, slice.end);
  if (!isVerbatim || !SAFE.test(newText)) return undefined;
  const whole = node.text.slice(0, slice.start) + newText + node.text.slice(slice.end);
  const isPlainSafe = node.style !== 'plain' || typeof plainValue(whole) === typeof node.value;
  return isPlainSafe ? { range, newText } : undefined;
}

function unique(edits: readonly (TextEdit | undefined)[]): readonly TextEdit[] {
  const byRange = new Map(
    edits.flatMap((edit) =>
      edit === undefined ? [] : [[`${edit.range.start} ${edit.range.end}`, edit] as const],
    ),
  );
  return [...byRange.values()];
}

function refusalAt(snapshot: Snapshot, site: PlacedSite): Refusal {
  const { name, uri } = snapshot.slotOf(site.resource);
  return { refused: `"${name}" in ${uri} names it through an alias or a template; change that first` };
}
