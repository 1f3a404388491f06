/** Requests that go from a name to other places. Those that list everything wait until everything is read. */
import type { Connection } from 'vscode-languageserver';
import { toIncomingCalls, toOutgoingCalls, toPreparedHierarchy } from './features/to-call-hierarchy.ts';
import { toDefinition, toTypeDefinition } from './features/to-definition.ts';
import { toHighlights, toReferences } from './features/to-references.ts';
import { toPreparedRename, toRename } from './features/to-rename.ts';
import { toWorkspaceSymbols } from './features/to-workspace-symbols.ts';
import { request } from './request.ts';
import type { Session } from './session.ts';

export function handleNavigation(connection: Connection, session: Session): void {
  connection.onDefinition(
    request(session, { method: 'textDocument/definition', waitsFor: 'nothing', neutral: null }, (params) =>
      toDefinition(session, params),
    ),
  );
  connection.onTypeDefinition(
    request(
      session,
      { method: 'textDocument/typeDefinition', waitsFor: 'nothing', neutral: null },
      (params) => toTypeDefinition(session, params),
    ),
  );
  connection.onDocumentHighlight(
    request(
      session,
      { method: 'textDocument/documentHighlight', waitsFor: 'nothing', neutral: null },
      (params) => toHighlights(session, params),
    ),
  );
  connection.onReferences(
    request(session, { method: 'textDocument/references', waitsFor: 'mesh', neutral: null }, (params) =>
      toReferences(session, params),
    ),
  );
  connection.onWorkspaceSymbol(
    request(session, { method: 'workspace/symbol', waitsFor: 'mesh', neutral: null }, (params, token) =>
      toWorkspaceSymbols(session, params, token),
    ),
  );
  connection.onPrepareRename(
    request(session, { method: 'textDocument/prepareRename', waitsFor: 'nothing', neutral: null }, (params) =>
      toPreparedRename(session, params),
    ),
  );
  connection.onRenameRequest(
    request(session, { method: 'textDocument/rename', waitsFor: 'mesh', neutral: null }, (params) =>
      toRename(session, params),
    ),
  );
  handleCallHierarchy(connection, session);
}

function handleCallHierarchy(connection: Connection, session: Session): void {
  connection.languages.callHierarchy.onPrepare(
    request(
      session,
      { method: 'textDocument/prepareCallHierarchy', waitsFor: 'nothing', neutral: null },
      (params) => toPreparedHierarchy(session, params),
    ),
  );
  connection.languages.callHierarchy.onIncomingCalls(
    request(session, { method: 'callHierarchy/incomingCalls', waitsFor: 'mesh', neutral: null }, ({ item }) =>
      toIncomingCalls(session, item),
    ),
  );
  connection.languages.callHierarchy.onOutgoingCalls(
    request(session, { method: 'callHierarchy/outgoingCalls', waitsFor: 'mesh', neutral: null }, ({ item }) =>
      toOutgoingCalls(session, item),
    ),
  );
}
