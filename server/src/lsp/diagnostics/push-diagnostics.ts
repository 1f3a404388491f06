/** For clients that do not ask: sends the diagnostics of every file in which they have changed. */
import type { Connection } from 'vscode-languageserver';
import type { Session } from '../session.ts';
import type { DiagnosticsTransport } from './diagnostics-transport.ts';
import { EMPTY_HASH } from './reports.ts';

interface Sent {
  readonly hash: string;
  /** As the client spelled it then. */
  readonly clientUri: string;
}

export function pushDiagnostics(
  connection: Pick<Connection, 'sendDiagnostics'>,
  session: Session,
): DiagnosticsTransport {
  /** What each file was sent last; absent for nothing. */
  const sent = new Map<string, Sent>();
  /** Opened or edited since they were sent: the client waits for an answer about this version. */
  const awaited = new Set<string>();

  const send = (uri: string) => {
    const { diagnostics, hash, isEarly } = session.reports.get(uri);
    const clientUri = session.clientUri(uri);
    const before = sent.get(uri) ?? { hash: EMPTY_HASH, clientUri };
    const isAwaited = awaited.has(uri) && session.holdsOurs(uri);
    // Nothing found early is no answer, and something is not all of it.
    if (isEarly === true && hash === EMPTY_HASH && before.hash === hash) return;
    if (isEarly !== true) awaited.delete(uri);
    if (before.hash === hash && before.clientUri === clientUri && !isAwaited) return;
    if (hash === EMPTY_HASH) sent.delete(uri);
    else sent.set(uri, { hash, clientUri });
    if (before.clientUri !== clientUri) {
      void connection.sendDiagnostics({ uri: before.clientUri, diagnostics: [] });
    }
    const version = session.features.diagnostics.hasVersion ? session.buffers.get(uri)?.version : undefined;
    void connection.sendDiagnostics({
      uri: clientUri,
      diagnostics,
      ...(version !== undefined && { version }),
    });
  };
  return {
    settled: (changed) => {
      for (const uri of changed) send(uri);
      // A report also changes when a file that it points into does.
      for (const uri of session.reports.takeMoved()) send(uri);
    },
    openSettled: (changed) => {
      for (const uri of changed) send(uri);
    },
    invalidated: () => {},
    edited: (uri) => void awaited.add(uri),
    closed: (uri) => void awaited.delete(uri),
  };
}
