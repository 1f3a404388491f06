/** Requests about the shape of the text: formatting, folding, growing selections. */
import type { Connection } from 'vscode-languageserver';
import { toDocumentLinks } from './features/to-document-links.ts';
import { toFoldingRanges } from './features/to-folding-ranges.ts';
import { toFormatEdits } from './features/to-format-edits.ts';
import { toSelectionRanges } from './features/to-selection-ranges.ts';
import { LEFT_ALONE } from './protocol.ts';
import { request } from './request.ts';
import type { Session } from './session.ts';

export function handleEditing(connection: Connection, session: Session): void {
  connection.onDocumentFormatting(
    request(session, { method: 'textDocument/formatting', waitsFor: 'nothing', neutral: null }, (params) =>
      toFormatEdits(session, params, (left) => {
        if (session.features.isOurs) void connection.sendNotification(LEFT_ALONE, left);
        else
          for (const { line, why } of left.documents) connection.console.info(leftText(left.uri, line, why));
      }),
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

function leftText(uri: string, line: number, why: string): string {
  return `Formatting left the document at line ${line + 1} of ${uri} as it is (${why})`;
}
