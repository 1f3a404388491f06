/** The document around a place: that of the object, or the YAML that is the text of one of its scalars. */
import type { KindId } from '../base/kind-id.ts';
import type { OffsetRange } from '../base/offset-range.ts';
import { type DocumentPart, ownPart, partIn, rangeInObject } from '../model/document-part.ts';
import { EMBEDDING_KINDS, embeddedDocuments } from '../model/embedded-documents.ts';
import type { Slot } from '../workspace/slot.ts';
import { offsetInText } from '../yaml/embedded-text.ts';
import { locatePath } from '../yaml/navigate.ts';

export interface TextView {
  readonly slot: Slot;
  /** The file that was asked about. */
  readonly uri: string;
  /** Where paths of the view begin. */
  readonly part: DocumentPart;
  /** In the document of the part. */
  readonly offset: number;
  /** What the text is read as: the kind of the object, or the message in the scalar. */
  readonly kindId: KindId;
}

/** Undefined where the object has no text at that offset of the file. */
export function textView(slot: Slot, uri: string, offset: number): TextView | undefined {
  const { resource } = slot;
  const inside = slot.origin.offsetIn(uri, offset);
  if (inside === undefined) return undefined;
  if (EMBEDDING_KINDS.includes(slot.kindId)) {
    for (const embedded of resource.facts(embeddedDocuments)) {
      const scalar = locatePath(resource.root, embedded.path)?.node;
      const at = scalar?.kind === 'scalar' ? offsetInText(resource.document, scalar, inside) : undefined;
      if (at === undefined || at < embedded.start) continue;
      const part = partIn(embedded, embedded.path);
      return { slot, uri, part, offset: at - embedded.start, kindId: embedded.message };
    }
  }
  return { slot, uri, part: ownPart(resource, ''), offset: inside, kindId: slot.kindId };
}

/** A range of the view's document, where it stands in the file that was asked about. */
export function rangeInFile({ slot, uri, part }: TextView, range: OffsetRange): OffsetRange | undefined {
  return slot.origin.placeRange(rangeInObject(slot.resource, part, range), uri);
}

/** A path of the view's document as one of the object: the same, but for items of a `List` and embedded text. */
export function pathInObject({ slot: { resource }, part: { embedded } }: TextView, path: string): string {
  if (embedded !== undefined) {
    return path === '' || path.startsWith('[') ? embedded.path + path : `${embedded.path}.${path}`;
  }
  return pathInRoot(resource.basePath, path);
}

/** A path of the view's document as its schema has it. */
export function pathInSchema({ slot: { resource }, part: { embedded } }: TextView, path: string): string {
  return embedded === undefined ? pathInRoot(resource.basePath, path) : path;
}

function pathInRoot(basePath: string, path: string): string {
  return path.startsWith(basePath) ? path.slice(basePath.length).replace(/^\./, '') : path;
}
