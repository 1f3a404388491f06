/** "Insert pattern…": the patterns that typing offers in an empty file, as a list to choose from. */
import { l10n, Position, SnippetString, type TextEditor, Uri, window, workspace } from 'vscode';
import { PATTERNS, type PatternsParams, type PatternsResult } from '../../../server/src/lsp/protocol.ts';
import type { CommandContext } from './command-context.ts';

export async function insertPattern({ server }: Pick<CommandContext, 'server'>): Promise<void> {
  const client = await server.client();
  if (client === undefined) return;
  const active = window.activeTextEditor;
  const isUsable = active !== undefined && /^(?:yaml|helm)$/.test(active.document.languageId);
  const uri = isUsable && !active.document.isUntitled ? active.document.uri : newFile();
  const params: PatternsParams = { uri: uri.toString() };
  const { patterns } = await client.sendRequest<PatternsResult>(PATTERNS, params);
  const chosen = await window.showQuickPick(
    patterns.map(({ label, context, about, text }) => ({ label, description: context, detail: about, text })),
    { title: l10n.t('Insert pattern'), matchOnDescription: true, matchOnDetail: true },
  );
  if (chosen === undefined) return;
  const editor = isUsable ? active : await newEditor();
  await append(editor, chosen.text);
  window.setStatusBarMessage(
    l10n.t('Inserted "{0}"; Tab goes from one blank to the next', chosen.label),
    5000,
  );
}

/** Names of the folder are wanted also for a file that is not there yet. */
function newFile(): Uri {
  const [folder] = workspace.workspaceFolders ?? [];
  return folder === undefined
    ? Uri.from({ scheme: 'untitled', path: 'new.yaml' })
    : Uri.joinPath(folder.uri, 'new.yaml');
}

async function newEditor(): Promise<TextEditor> {
  return window.showTextDocument(await workspace.openTextDocument({ language: 'yaml', content: '' }));
}

/** As a document of its own behind what is there. */
async function append(editor: TextEditor, text: string): Promise<void> {
  const { document } = editor;
  const end = document.lineAt(document.lineCount - 1).range.end;
  const isEmpty = document.getText().trim() === '';
  const before = isEmpty ? '' : `${end.character === 0 ? '' : '\n'}---\n`;
  await editor.insertSnippet(new SnippetString(before + text), isEmpty ? new Position(0, 0) : end);
}
