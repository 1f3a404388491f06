/** Where the cursor of an editor stands. */
import type { TextEditor } from 'vscode';
import { needsServer } from '../../when-needed.ts';
import type { Cursor } from './place-table.ts';

/** Undefined where no manifest is edited. */
export function cursorOf(editor: TextEditor | undefined): Cursor | undefined {
  if (editor === undefined || !needsServer(editor.document)) return undefined;
  const { line, character } = editor.selection.active;
  return { uri: editor.document.uri.toString(), line, character };
}
