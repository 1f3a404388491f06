/** Requests: every handler is a function of the session and the parameters, behind one guard. */

import type { CodeAction, Connection, ExecuteCommandParams } from 'vscode-languageserver';
import { RULE_IDS } from '../rules/config-problems.ts';
import { docsUrl } from '../rules/docs-url.ts';
import { fixRuleInFolder } from './code-actions/fix-rule-actions.ts';
import { resolveCodeAction } from './code-actions/resolve-code-action.ts';
import { toCodeActions } from './code-actions/to-code-actions.ts';
import { COVERAGE, type CoverageResult } from './coverage-protocol.ts';
import { toExplainedSilence } from './explain-silence.ts';
import { toCompletionList } from './features/to-completion-list.ts';
import { toDocumentSymbols } from './features/to-document-symbols.ts';
import { toHover } from './features/to-hover.ts';
import { handleBlastRadius } from './handle-blast-radius.ts';
import { handleDecorations } from './handle-decorations.ts';
import { handleEditing } from './handle-editing.ts';
import { handleNavigation } from './handle-navigation.ts';
import { handlePalette } from './handle-palette.ts';
import { handleSemantics } from './handle-semantics.ts';
import { handleWorlds } from './handle-worlds.ts';
import { ourDocuments } from './our-documents.ts';
import {
  DOCUMENT_STATUS,
  type DocumentStatusParams,
  EXPLAIN_SILENCE,
  type ExplainSilenceParams,
  FIX_RULE_IN_FOLDER,
  OPEN_DOCUMENTATION,
  OUR_DOCUMENTS,
  type OurDocumentsParams,
} from './protocol.ts';
import { request } from './request.ts';
import type { Session } from './session.ts';
import { documentStatus, NO_DOCUMENT_STATUS } from './status.ts';
import { toCoverage } from './to-coverage.ts';

export function handleRequests(connection: Connection, session: Session): void {
  connection.onHover(
    request(session, { method: 'textDocument/hover', waitsFor: 'nothing', neutral: null }, (params) =>
      toHover(session, params),
    ),
  );
  connection.onCompletion(
    request(session, { method: 'textDocument/completion', waitsFor: 'nothing', neutral: null }, (params) =>
      toCompletionList(session, params),
    ),
  );
  connection.onDocumentSymbol(
    request(
      session,
      { method: 'textDocument/documentSymbol', waitsFor: 'nothing', neutral: null },
      (params) => toDocumentSymbols(session, params),
    ),
  );
  connection.onCodeAction(
    request(session, { method: 'textDocument/codeAction', waitsFor: 'file', neutral: null }, (params) =>
      toCodeActions(session, params),
    ),
  );
  connection.onCodeActionResolve((action, token) =>
    request(
      session,
      { method: 'codeAction/resolve', waitsFor: 'nothing', neutral: action },
      (wanted: CodeAction) => resolveCodeAction(session, wanted),
    )(action, token),
  );
  connection.onExecuteCommand(
    request(session, { method: 'workspace/executeCommand', waitsFor: 'nothing', neutral: null }, (params) =>
      params.command === FIX_RULE_IN_FOLDER
        ? session.settle().then(() => fixRuleInFolder(connection, session, params))
        : openDocumentation(connection, params),
    ),
  );
  handleNavigation(connection, session);
  handleDecorations(connection, session);
  handleEditing(connection, session);
  handleOwnRequests(connection, session);
  handlePalette(connection, session);
  handleWorlds(connection, session);
  handleSemantics(connection, session);
  handleBlastRadius(connection, session);
}

function handleOwnRequests(connection: Connection, session: Session): void {
  connection.onRequest(
    EXPLAIN_SILENCE,
    request(
      session,
      { method: EXPLAIN_SILENCE, waitsFor: 'mesh', neutral: { markdown: '' } },
      (params: ExplainSilenceParams) => toExplainedSilence(session, params),
    ),
  );
  connection.onRequest(
    DOCUMENT_STATUS,
    request(
      session,
      { method: DOCUMENT_STATUS, waitsFor: 'nothing', neutral: NO_DOCUMENT_STATUS },
      (params: DocumentStatusParams) => documentStatus(session, params),
    ),
  );
  connection.onRequest<CoverageResult, never>(
    COVERAGE,
    request(
      session,
      { method: COVERAGE, waitsFor: 'mesh', neutral: { checked: 0, total: 0, summary: '', groups: [] } },
      () => toCoverage(session),
    ),
  );
  connection.onRequest(
    OUR_DOCUMENTS,
    request(
      session,
      { method: OUR_DOCUMENTS, waitsFor: 'mesh', neutral: { uris: [] } },
      (params: OurDocumentsParams) => ourDocuments(session, params),
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
