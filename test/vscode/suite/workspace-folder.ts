/** The opened folder, and the files that the driver and the suite exchange beside it. */
import * as vscode from 'vscode';
import { OPTIONS_NAME, REPORT_NAME, type Report, type RunOptions } from '../driver/exchange.ts';

export function workspaceFolder(): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (folder === undefined) throw new Error('No folder is open');
  return folder.uri;
}

export async function readRunOptions(): Promise<RunOptions> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), '..', OPTIONS_NAME);
  return JSON.parse(new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)));
}

export async function writeReport(report: Report): Promise<void> {
  const uri = vscode.Uri.joinPath(workspaceFolder(), '..', REPORT_NAME);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(report)));
}
