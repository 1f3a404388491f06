/** Text changes of a fix in the protocol's words. */
import type {
  CreateFile,
  TextEdit as LspTextEdit,
  TextDocumentEdit,
  WorkspaceEdit,
} from 'vscode-languageserver';
import type { TextEdit } from '../../base/text-edit.ts';
import type { PlannedChange } from '../../workspace/edits/plan-change.ts';
import type { Session } from '../session.ts';

const START = { start: { line: 0, character: 0 }, end: { line: 0, character: 0 } };

/** Whether the client can make the change: new files need its word. */
export function isPossible(session: Session, { created }: PlannedChange): boolean {
  return created.size === 0 || session.features.createsFiles;
}

export function toWorkspaceEdit(
  session: Session,
  { edits, created }: Pick<PlannedChange, 'edits'> & Partial<PlannedChange>,
): WorkspaceEdit {
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
  const newFiles = [...(created ?? [])].flatMap(([uri, text]): (CreateFile | TextDocumentEdit)[] => [
    { kind: 'create', uri: session.clientUri(uri) },
    {
      textDocument: { uri: session.clientUri(uri), version: null },
      edits: [{ range: START, newText: text }],
    },
  ]);
  return { documentChanges: [...documentChanges, ...newFiles] };
}

function toTextEdits(session: Session, uri: string, edits: readonly TextEdit[]): LspTextEdit[] {
  const positions = session.positions(uri);
  return edits.map(({ range, newText }) => ({ range: positions.rangeAt(range), newText }));
}
