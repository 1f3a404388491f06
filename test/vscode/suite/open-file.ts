/** Opens files of the workspace in the editor. */
import * as vscode from 'vscode';
import { workspaceFolder } from './workspace-folder.ts';

export function fileUri(path: string): vscode.Uri {
  return vscode.Uri.joinPath(workspaceFolder(), path);
}

export async function openFile(path: string): Promise<vscode.TextEditor> {
  return vscode.window.showTextDocument(await vscode.workspace.openTextDocument(fileUri(path)), {
    preview: false,
  });
}
