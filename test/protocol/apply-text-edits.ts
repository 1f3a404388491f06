/** Applies what a server sends to the text that it was made for; positions are UTF-16. */
import type { TextEdit, WorkspaceEdit } from 'vscode-languageserver-protocol';
import { TextDocument } from 'vscode-languageserver-textdocument';

export function applyTextEdits(text: string, edits: readonly TextEdit[]): string {
  return TextDocument.applyEdits(TextDocument.create('test:', 'yaml', 1, text), [...edits]);
}

/** Completion may answer with an edit that inserts or replaces; ours always replaces. */
export function applyTextEdit(text: string, edit: object): string {
  return applyTextEdits(text, [edit as TextEdit]);
}

/** The edits of one file, whichever form the change has. */
export function editsOf(change: WorkspaceEdit | undefined, uri: string): readonly TextEdit[] {
  const plain = change?.changes?.[uri];
  if (plain !== undefined) return plain;
  return (change?.documentChanges ?? []).flatMap((each) =>
    'textDocument' in each && each.textDocument.uri === uri ? (each.edits as TextEdit[]) : [],
  );
}
