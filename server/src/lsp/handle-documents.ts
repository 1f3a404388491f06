/** Open documents: an open buffer wins over the disk, a closed one gives way to it again. */
import type {
  Connection,
  DidChangeTextDocumentParams,
  DidCloseTextDocumentParams,
  DidOpenTextDocumentParams,
} from 'vscode-languageserver';
import type { DiagnosticsTransport } from './diagnostics/diagnostics-transport.ts';
import { guardNotification } from './guard.ts';
import type { Session } from './session.ts';

export function handleDocuments(
  connection: Connection,
  session: Session,
  transport: DiagnosticsTransport,
): void {
  connection.onDidOpenTextDocument(
    guardNotification('textDocument/didOpen', session.log, ({ textDocument }: DidOpenTextDocumentParams) => {
      const buffer = session.buffers.open(textDocument);
      transport.edited(buffer.uri);
      session.applyBuffer(buffer);
    }),
  );
  connection.onDidChangeTextDocument(
    guardNotification(
      'textDocument/didChange',
      session.log,
      ({ textDocument, contentChanges }: DidChangeTextDocumentParams) => {
        const buffer = session.buffers.change(textDocument, contentChanges);
        if (buffer === undefined) return;
        transport.edited(buffer.uri);
        session.applyBuffer(buffer);
      },
    ),
  );
  connection.onDidCloseTextDocument(
    guardNotification(
      'textDocument/didClose',
      session.log,
      ({ textDocument }: DidCloseTextDocumentParams) => {
        const uri = session.buffers.close(textDocument.uri);
        transport.closed(uri);
        return session.enqueue(() => session.indexer.refresh([uri]));
      },
    ),
  );
}
