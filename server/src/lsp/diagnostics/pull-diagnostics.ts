/** For clients that ask: answers for one document and for the workspace, and says when they should ask again. */
import {
  type CancellationToken,
  type Connection,
  type DocumentDiagnosticParams,
  type DocumentDiagnosticReport,
  DocumentDiagnosticReportKind,
  type ResultProgressReporter,
  type WorkspaceDiagnosticParams,
  type WorkspaceDiagnosticReport,
  type WorkspaceDiagnosticReportPartialResult,
  type WorkspaceDocumentDiagnosticReport,
} from 'vscode-languageserver';
import { canonicalUri } from '../../base/canonical-uri.ts';
import { describe } from '../guard.ts';
import { request } from '../request.ts';
import type { Session } from '../session.ts';
import type { DiagnosticsTransport } from './diagnostics-transport.ts';
import { EMPTY_HASH } from './reports.ts';

/** Milliseconds in which changes become one request to ask again. */
const REFRESH_DELAY = 100;
/** Begins the ids of answers that were given before all files were read. */
const EARLY = 'early:';
/** Files in one piece of a streamed answer. */
const CHUNK = 100;

export function pullDiagnostics(connection: Connection, session: Session): DiagnosticsTransport {
  /** What each file was answered last; absent for nothing. */
  const delivered = new Map<string, string>();
  /** Edited by the person and not yet answered: the client asks without being told to. */
  const edited = new Set<string>();
  /** Answered with what was certain before the other files were read. */
  const early = new Set<string>();
  const refresh = refresher(connection, session);

  connection.languages.diagnostics.on(
    request(
      session,
      { method: 'textDocument/diagnostic', waitsFor: 'fileInMesh', neutral: emptyReport() },
      async (params: DocumentDiagnosticParams) => {
        const uri = canonicalUri(params.textDocument.uri);
        // What was certain of it when the wait ended need not be so now, when the files are divided and not yet judged.
        while (session.isIndexing && !session.isEarly(uri)) await session.settleFile(uri);
        if (!session.isIndexing) session.settleOwn(uri);
        edited.delete(uri);
        if (session.isEarly(uri)) early.add(uri);
        else early.delete(uri);
        return documentReport(session, delivered, params);
      },
    ),
  );
  connection.languages.diagnostics.onWorkspace((params, token, _progress, partial) =>
    request<WorkspaceDiagnosticParams, WorkspaceDiagnosticReport>(
      session,
      { method: 'workspace/diagnostic', waitsFor: 'mesh', neutral: { items: [] } },
      () => workspaceReport(session, delivered, { params, token, partial }),
    )(params, token),
  );
  return {
    settled: (changed) => {
      const isMore = early.size > 0;
      early.clear();
      const isNews = [...changed].some(
        (uri) => !edited.has(uri) && session.reports.get(uri).hash !== (delivered.get(uri) ?? EMPTY_HASH),
      );
      edited.clear();
      if (isMore || isNews) refresh();
    },
    openSettled: () => {},
    invalidated: refresh,
    edited: (uri) => void edited.add(uri),
    closed: () => {},
  };
}

function refresher(connection: Connection, session: Session): () => void {
  let isWaiting = false;
  return () => {
    if (isWaiting || !session.features.refreshesDiagnostics) return;
    isWaiting = true;
    session.runtime.after(REFRESH_DELAY, () => {
      isWaiting = false;
      connection.languages.diagnostics.refresh().catch((error: unknown) => {
        session.log.warn(`The client did not refresh its diagnostics: ${describe(error)}`);
      });
    });
  };
}

function emptyReport(): DocumentDiagnosticReport {
  return { kind: DocumentDiagnosticReportKind.Full, items: [] };
}

function documentReport(
  session: Session,
  delivered: Map<string, string>,
  { textDocument, previousResultId }: DocumentDiagnosticParams,
): DocumentDiagnosticReport {
  const uri = canonicalUri(textDocument.uri);
  const { diagnostics, hash, isEarly } = session.reports.get(uri);
  remember(delivered, uri, hash);
  const resultId = `${isEarly === true ? EARLY : ''}${resultIdOf(session, uri, hash)}`;
  if (resultId === previousResultId) return { kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics };
}

interface WorkspaceRequest {
  readonly params: WorkspaceDiagnosticParams;
  readonly token: CancellationToken;
  readonly partial: ResultProgressReporter<WorkspaceDiagnosticReportPartialResult> | undefined;
}

/** Files with findings, and files whose findings the client still shows. */
async function workspaceReport(
  session: Session,
  delivered: Map<string, string>,
  { params, token, partial }: WorkspaceRequest,
): Promise<WorkspaceDiagnosticReport> {
  const previous = new Map(params.previousResultIds.map(({ uri, value }) => [canonicalUri(uri), value]));
  const uris = new Set([...session.workspace.files.keys(), ...previous.keys()]);
  let items: WorkspaceDocumentDiagnosticReport[] = [];
  for (const uri of uris) {
    const item = workspaceItem(session, delivered, uri, previous.get(uri));
    if (item !== undefined) items.push(item);
    if (partial === undefined || items.length < CHUNK) continue;
    partial.report({ items });
    items = [];
    await session.runtime.giveWay();
    if (token.isCancellationRequested) break;
  }
  if (partial === undefined) return { items };
  if (items.length > 0) partial.report({ items });
  return { items: [] };
}

function workspaceItem(
  session: Session,
  delivered: Map<string, string>,
  uri: string,
  previous: string | undefined,
): WorkspaceDocumentDiagnosticReport | undefined {
  const { diagnostics, hash } = session.reports.get(uri);
  if (previous === undefined && hash === EMPTY_HASH) return undefined;
  remember(delivered, uri, hash);
  const resultId = resultIdOf(session, uri, hash);
  const document = { uri: session.clientUri(uri), version: session.buffers.get(uri)?.version ?? null };
  if (resultId === previous) return { ...document, kind: DocumentDiagnosticReportKind.Unchanged, resultId };
  return { ...document, kind: DocumentDiagnosticReportKind.Full, resultId, items: diagnostics };
}

/** Editors move shown diagnostics with the text: an open document's are sent anew for each of its versions. */
function resultIdOf(session: Session, uri: string, hash: string): string {
  const version = session.buffers.get(uri)?.version;
  return version === undefined ? hash : `${version}:${hash}`;
}

function remember(delivered: Map<string, string>, uri: string, hash: string): void {
  if (hash === EMPTY_HASH) delivered.delete(uri);
  else delivered.set(uri, hash);
}
