/** Text changes of a fix in the protocol's words. */
import type { TextEdit as LspTextEdit, TextDocumentEdit, WorkspaceEdit } from 'vscode-languageserver';
import type { TextEdit } from '../../base/text-edit.ts';
import type { Fix } from '../../rules/define-rule.ts';
import type { FileEdits } from '../../workspace/origin.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { Session } from '../session.ts';

/** Of a fix that is offered: nothing in it is refused. */
export function fileEdits(snapshot: Snapshot, fix: Fix): FileEdits {
  const byUri = new Map<string, TextEdit[]>();
  for (const { resource, edits } of fix.edits) {
    const placed = snapshot.slotOf(resource).origin.placeEdits(edits);
    if ('refused' in placed) continue;
    for (const [uri, list] of placed) byUri.set(uri, [...(byUri.get(uri) ?? []), ...list]);
  }
  return byUri;
}

export function toWorkspaceEdit(session: Session, edits: FileEdits): WorkspaceEdit {
  const files = [...edits].map(([uri, list]) => ({ uri, edits: toTextEdits(session, uri, list) }));
  if (!session.features.hasDocumentChanges) {
    return { changes: Object.fromEntries(files.map((file) => [session.clientUri(file.uri), file.edits])) };
  }
  const documentChanges = files.map(
    (file): TextDocumentEdit => ({
      textDocument: {
        uri: session.clientUri(file.uri),
        version: session.buffers.get(file.uri)?.version ?? null,
      },
      edits: file.edits,
    }),
  );
  return { documentChanges };
}

function toTextEdits(session: Session, uri: string, edits: readonly TextEdit[]): LspTextEdit[] {
  const positions = session.positions(uri);
  return edits.map(({ range, newText }) => ({ range: positions.rangeAt(range), newText }));
}
