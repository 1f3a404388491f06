/** Requests about the shape of the text: formatting, folding, growing selections. */
import type { Connection } from 'vscode-languageserver';
import { toDocumentLinks } from './features/to-document-links.ts';
import { toFoldingRanges } from './features/to-folding-ranges.ts';
import { toFormatEdits } from './features/to-format-edits.ts';
import { toSelectionRanges } from './features/to-selection-ranges.ts';
import { request } from './request.ts';
import type { Session } from './session.ts';

export function handleEditing(connection: Connection, session: Session): void {
  connection.onDocumentFormatting(
    request(session, { method: 'textDocument/formatting', waitsFor: 'nothing', neutral: null }, (params) =>
      toFormatEdits(session, params),
    ),
  );
  connection.onDocumentRangeFormatting(
    request(
      session,
      { method: 'textDocument/rangeFormatting', waitsFor: 'nothing', neutral: null },
      (params) => toFormatEdits(session, params),
    ),
  );
  connection.onDocumentLinks(
    request(session, { method: 'textDocument/documentLink', waitsFor: 'nothing', neutral: null }, (params) =>
      toDocumentLinks(session, params),
    ),
  );
  connection.onFoldingRanges(
    request(session, { method: 'textDocument/foldingRange', waitsFor: 'nothing', neutral: null }, (params) =>
      toFoldingRanges(session, params),
    ),
  );
  connection.onSelectionRanges(
    request(
      session,
      { method: 'textDocument/selectionRange', waitsFor: 'nothing', neutral: null },
      (params) => toSelectionRanges(session, params),
    ),
  );
}
