/** `textDocument/documentLink`. */
import type { DocumentLink, DocumentLinkParams } from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { documentLinks } from '../../features/document-links/document-links.ts';
import type { Session } from '../session.ts';

export function toDocumentLinks(session: Session, { textDocument }: DocumentLinkParams): DocumentLink[] {
  const uri = canonicalUri(textDocument.uri);
  const positions = session.positions(uri);
  return documentLinks(session.snapshot, uri).map(({ range, target }) => ({
    range: positions.rangeAt(range),
    target,
  }));
}
