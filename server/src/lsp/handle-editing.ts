/** Requests about the shape of the text: formatting, folding, growing selections. */
import type { Connection } from 'vscode-languageserver';
import { toDocumentLinks } from './features/to-document-links.ts';
import { toFoldingRanges } from './features/to-folding-ranges.ts';
import { toFormatEdits } from './features/to-format-edits.ts';
import { toSelectionRanges } from './features/to-selection-ranges.ts';
import { guard } from './guard.ts';
import type { Session } from './session.ts';

export function handleEditing(connection: Connection, session: Session): void {
  const { log } = session;
  connection.onDocumentFormatting(
    guard('textDocument/formatting', log, null, (params) => toFormatEdits(session, params)),
  );
  connection.onDocumentRangeFormatting(
    guard('textDocument/rangeFormatting', log, null, (params) => toFormatEdits(session, params)),
  );
  connection.onDocumentLinks(
    guard('textDocument/documentLink', log, null, (params) => toDocumentLinks(session, params)),
  );
  connection.onFoldingRanges(
    guard('textDocument/foldingRange', log, null, (params) => toFoldingRanges(session, params)),
  );
  connection.onSelectionRanges(
    guard('textDocument/selectionRange', log, null, (params) => toSelectionRanges(session, params)),
  );
}
