/** Requests that go from a name to other places. Those that list everything wait until everything is read. */
import type { Connection } from 'vscode-languageserver';
import { toIncomingCalls, toOutgoingCalls, toPreparedHierarchy } from './features/to-call-hierarchy.ts';
import { toDefinition, toTypeDefinition } from './features/to-definition.ts';
import { toHighlights, toReferences } from './features/to-references.ts';
import { toPreparedRename, toRename } from './features/to-rename.ts';
import { toWorkspaceSymbols } from './features/to-workspace-symbols.ts';
import { guard } from './guard.ts';
import type { Session } from './session.ts';

export function handleNavigation(connection: Connection, session: Session): void {
  const { log } = session;
  connection.onDefinition(
    guard('textDocument/definition', log, null, (params) => toDefinition(session, params)),
  );
  connection.onTypeDefinition(
    guard('textDocument/typeDefinition', log, null, (params) => toTypeDefinition(session, params)),
  );
  connection.onDocumentHighlight(
    guard('textDocument/documentHighlight', log, null, (params) => toHighlights(session, params)),
  );
  connection.onReferences(
    guard(
      'textDocument/references',
      log,
      null,
      (params) => toReferences(session, params),
      () => session.settle(),
    ),
  );
  connection.onWorkspaceSymbol(
    guard(
      'workspace/symbol',
      log,
      null,
      (params, token) => toWorkspaceSymbols(session, params, token),
      () => session.settle(),
    ),
  );
  connection.onPrepareRename(
    guard('textDocument/prepareRename', log, null, (params) => toPreparedRename(session, params)),
  );
  connection.onRenameRequest(
    guard(
      'textDocument/rename',
      log,
      null,
      (params) => toRename(session, params),
      () => session.settle(),
    ),
  );
  handleCallHierarchy(connection, session);
}

function handleCallHierarchy(connection: Connection, session: Session): void {
  const { log } = session;
  connection.languages.callHierarchy.onPrepare(
    guard('textDocument/prepareCallHierarchy', log, null, (params) => toPreparedHierarchy(session, params)),
  );
  connection.languages.callHierarchy.onIncomingCalls(
    guard(
      'callHierarchy/incomingCalls',
      log,
      null,
      ({ item }) => toIncomingCalls(session, item),
      () => session.settle(),
    ),
  );
  connection.languages.callHierarchy.onOutgoingCalls(
    guard(
      'callHierarchy/outgoingCalls',
      log,
      null,
      ({ item }) => toOutgoingCalls(session, item),
      () => session.settle(),
    ),
  );
}
