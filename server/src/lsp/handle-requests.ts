/** Requests: every handler is a function of the session and the parameters, behind one guard. */

import type { CodeAction, Connection, ExecuteCommandParams } from 'vscode-languageserver';
import { canonicalUri } from '../base/canonical-uri.ts';
import { RULE_IDS } from '../rules/config-problems.ts';
import { docsUrl } from '../rules/docs-url.ts';
import { resolveCodeAction } from './code-actions/resolve-code-action.ts';
import { toCodeActions } from './code-actions/to-code-actions.ts';
import { explainSilence } from './explain-silence.ts';
import { toCompletionList } from './features/to-completion-list.ts';
import { toDocumentSymbols } from './features/to-document-symbols.ts';
import { toHover } from './features/to-hover.ts';
import { guard } from './guard.ts';
import { handleDecorations } from './handle-decorations.ts';
import { handleEditing } from './handle-editing.ts';
import { handleNavigation } from './handle-navigation.ts';
import { handlePalette } from './handle-palette.ts';
import { ourDocuments } from './our-documents.ts';
import {
  DOCUMENT_STATUS,
  type DocumentStatusParams,
  EXPLAIN_SILENCE,
  type ExplainSilenceParams,
  OPEN_DOCUMENTATION,
  OUR_DOCUMENTS,
  type OurDocumentsParams,
} from './protocol.ts';
import type { Session } from './session.ts';
import { documentStatus, NO_DOCUMENT_STATUS } from './status.ts';

export function handleRequests(connection: Connection, session: Session): void {
  const { log } = session;
  connection.onHover(guard('textDocument/hover', log, null, (params) => toHover(session, params)));
  connection.onCompletion(
    guard('textDocument/completion', log, null, (params) => toCompletionList(session, params)),
  );
  connection.onDocumentSymbol(
    guard('textDocument/documentSymbol', log, null, (params) => toDocumentSymbols(session, params)),
  );
  connection.onCodeAction(
    guard(
      'textDocument/codeAction',
      log,
      null,
      (params) => toCodeActions(session, params),
      ({ textDocument }) => session.settleOwn(canonicalUri(textDocument.uri)),
    ),
  );
  connection.onCodeActionResolve((action, token) =>
    guard('codeAction/resolve', log, action, (wanted: CodeAction) => resolveCodeAction(session, wanted))(
      action,
      token,
    ),
  );
  connection.onExecuteCommand(
    guard('workspace/executeCommand', log, null, (params) => openDocumentation(connection, params)),
  );
  handleNavigation(connection, session);
  handleDecorations(connection, session);
  handleEditing(connection, session);
  handleOwnRequests(connection, session);
  handlePalette(connection, session);
}

function handleOwnRequests(connection: Connection, session: Session): void {
  const { log } = session;
  connection.onRequest(
    EXPLAIN_SILENCE,
    guard(
      EXPLAIN_SILENCE,
      log,
      { markdown: '' },
      (params: ExplainSilenceParams) => explainSilence(session, params),
      () => session.settle(),
    ),
  );
  connection.onRequest(
    DOCUMENT_STATUS,
    guard(DOCUMENT_STATUS, log, NO_DOCUMENT_STATUS, (params: DocumentStatusParams) =>
      documentStatus(session, params),
    ),
  );
  connection.onRequest(
    OUR_DOCUMENTS,
    guard(
      OUR_DOCUMENTS,
      log,
      { uris: [] },
      (params: OurDocumentsParams) => ourDocuments(session, params),
      () => session.settle(),
    ),
  );
}

async function openDocumentation(
  connection: Pick<Connection, 'window'>,
  { command, arguments: args = [] }: ExecuteCommandParams,
): Promise<null> {
  const rule: unknown = args[0];
  if (command === OPEN_DOCUMENTATION && typeof rule === 'string' && RULE_IDS.has(rule)) {
    await connection.window.showDocument({ uri: docsUrl(rule), external: true });
  }
  return null;
}
