/** From a path of an object to the document that holds it: the object's own, or one in the text of a scalar. */
import { type OffsetRange, shiftRange } from '../base/offset-range.ts';
import type { TextEdit } from '../base/text-edit.ts';
import { editsInDocument, rangeInDocument } from '../yaml/embedded-text.ts';
import { type Located, locatePath } from '../yaml/navigate.ts';
import type { YamlDocument, YamlNode } from '../yaml/node.ts';
import { type EmbeddedDocument, embeddedAround } from './embedded-documents.ts';
import type { WrittenResource } from './resource.ts';

export interface DocumentPart {
  readonly document: YamlDocument;
  /** What the path counts from in the document: the object, or the whole of an embedded text. */
  readonly root: YamlNode | undefined;
  /** From `root`. */
  readonly path: string;
  /** From the root of the document, as the functions that edit text take it. */
  readonly documentPath: string;
  readonly embedded: EmbeddedDocument | undefined;
}

export function partAt(resource: WrittenResource, path: string): DocumentPart {
  const embedded = embeddedAround(resource, path);
  return embedded === undefined ? ownPart(resource, path) : partIn(embedded, path);
}

export function ownPart(resource: WrittenResource, path: string): DocumentPart {
  const { document, root } = resource;
  return { document, root, path, documentPath: resource.documentPath(path), embedded: undefined };
}

/** `path` leads into the embedded text, or to the scalar that holds it. */
export function partIn(embedded: EmbeddedDocument, path: string): DocumentPart {
  const inner = path.slice(embedded.path.length).replace(/^\./, '');
  const { document } = embedded;
  return { document, root: document.root, path: inner, documentPath: inner, embedded };
}

/** What stands at a path, in the object's document or in an embedded one. */
export function locateIn(
  resource: WrittenResource,
  path: string,
): (Located & { readonly complete: boolean }) | undefined {
  const part = partAt(resource, path);
  return locatePath(part.root, part.path);
}

/** A range of the part's document as one of the object's document. */
export function rangeInObject(
  resource: WrittenResource,
  { embedded }: DocumentPart,
  range: OffsetRange,
): OffsetRange {
  const scalar = embedded && locatePath(resource.root, embedded.path)?.node;
  if (embedded === undefined || scalar?.kind !== 'scalar') return range;
  return rangeInDocument(resource.document, scalar, shiftRange(range, embedded.start));
}

/** Edits of the part's document as edits of the object's; undefined where the scalar cannot hold the new text. */
export function editsInObject(
  resource: WrittenResource,
  { embedded }: DocumentPart,
  edits: readonly TextEdit[] | undefined,
): readonly TextEdit[] | undefined {
  if (edits === undefined || embedded === undefined) return edits;
  const shifted = edits.map(({ range, newText }) => ({ range: shiftRange(range, embedded.start), newText }));
  return editsInDocument(resource.document, resource.documentPath(embedded.path), shifted);
}
