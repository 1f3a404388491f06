/** The language server: wires a connection to a session. The same for every host. */
import type { Connection, InitializeParams, InitializeResult } from 'vscode-languageserver';
import { fileUri } from '../base/canonical-uri.ts';
import { ChartKeeper } from './chart-keeper.ts';
import { clientFeatures, initializationOptions } from './client-features.ts';
import { CoverageKeeper } from './coverage-keeper.ts';
import { decorationRefresher } from './decoration-refresher.ts';
import type { DiagnosticsTransport } from './diagnostics/diagnostics-transport.ts';
import { pullDiagnostics } from './diagnostics/pull-diagnostics.ts';
import { pushDiagnostics } from './diagnostics/push-diagnostics.ts';
import { folderSettings } from './folders/read-settings.ts';
import { WorkspaceSync } from './folders/workspace-sync.ts';
import { handleDocuments } from './handle-documents.ts';
import { handlePanels } from './handle-panels.ts';
import { handleRequests } from './handle-requests.ts';
import type { Runtime } from './runtime.ts';
import { serverCapabilities } from './server-capabilities.ts';
import { Session } from './session.ts';
import { statusSender } from './status-sender.ts';

/** Listens until the connection ends. */
export function startServer(connection: Connection, runtime: Runtime): void {
  connection.onInitialize((params) => initialize(connection, runtime, params));
  connection.listen();
}

/** Answers at once: folders are read afterwards. */
function initialize(connection: Connection, runtime: Runtime, params: InitializeParams): InitializeResult {
  const features = clientFeatures(params);
  let transport: DiagnosticsTransport | undefined;
  let sendStatus = () => {};
  let countCoverage: (changed: ReadonlySet<string>) => void = () => {};
  let tellPanels = () => {};
  let refreshDecorations: (changed: ReadonlySet<string>) => void = () => {};
  const session = new Session({
    connection,
    runtime,
    features,
    log: connection.console,
    onEarly: (uris) => transport?.openSettled(uris),
    onOpenSettled: (changed) => {
      transport?.openSettled(changed);
      tellPanels();
    },
    onSettled: (changed) => {
      transport?.settled(changed);
      refreshDecorations(changed);
      sendStatus();
      countCoverage(changed);
      tellPanels();
    },
  });
  transport = features.pulls ? pullDiagnostics(connection, session) : pushDiagnostics(connection, session);
  const coverage = features.isOurs ? new CoverageKeeper(session, () => sendStatus()) : undefined;
  sendStatus = statusSender(connection, session, () => coverage?.latest);
  countCoverage = (changed) => coverage?.note(changed);
  refreshDecorations = decorationRefresher(connection, session);
  const { settings } = initializationOptions(params);
  if (settings !== undefined) session.folders.outside = folderSettings(settings);
  session.folders.change(workspaceFolders(params), []);
  const charts = new ChartKeeper(session);
  const sync = new WorkspaceSync({ connection, session, transport, charts, onChange: sendStatus });
  sync.handleEvents();
  handleDocuments(connection, session, transport);
  handleRequests(connection, session);
  tellPanels = handlePanels(connection, session);
  connection.onShutdown(() => {
    charts.stop();
    session.stop();
  });
  return {
    capabilities: serverCapabilities(features),
    serverInfo: { name: 'meshwright', version: runtime.version },
  };
}

function workspaceFolders({ workspaceFolders: folders, rootUri, rootPath }: InitializeParams) {
  if (folders !== undefined && folders !== null) return folders;
  const uri = rootUri ?? (typeof rootPath === 'string' ? fileUri(rootPath) : undefined);
  return uri === undefined || uri === null ? [] : [{ uri, name: '' }];
}
