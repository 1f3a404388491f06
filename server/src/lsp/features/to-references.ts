/** `textDocument/references` and `textDocument/documentHighlight`. */
import {
  type DocumentHighlight,
  DocumentHighlightKind,
  type Location,
  type ReferenceParams,
  type TextDocumentPositionParams,
} from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { highlights, references } from '../../features/navigation/references.ts';
import type { Session } from '../session.ts';
import { toLocation } from './to-location.ts';

export function toReferences(
  session: Session,
  { textDocument, position, context }: ReferenceParams,
): Location[] {
  const uri = canonicalUri(textDocument.uri);
  const offset = session.positions(uri).offsetAt(position);
  const declarations = context.includeDeclaration ? 'with-declarations' : 'without-declarations';
  return references(session.snapshot, uri, offset, declarations).map((each) => toLocation(session, each));
}

export function toHighlights(
  session: Session,
  { textDocument, position }: TextDocumentPositionParams,
): DocumentHighlight[] {
  const uri = canonicalUri(textDocument.uri);
  const positions = session.positions(uri);
  return highlights(session.snapshot, uri, positions.offsetAt(position)).map(({ range, kind }) => ({
    range: positions.rangeAt(range),
    kind: kind === 'definition' ? DocumentHighlightKind.Write : DocumentHighlightKind.Read,
  }));
}
