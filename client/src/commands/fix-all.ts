/** "Fix all in file" and "Fix all in folder": the safe fixes, after their number was shown for a folder. */
import { l10n, type Uri, window, workspace } from 'vscode';
import { FIX_ALL, type FixAllParams, type FixAllResult } from '../../../server/src/lsp/protocol.ts';
import { activeDocument } from '../active-document.ts';
import type { CommandContext } from './command-context.ts';

type Parts = Pick<CommandContext, 'server'>;

export async function fixAllInFile({ server }: Parts): Promise<void> {
  const document = activeDocument();
  if (document === undefined) {
    window.showInformationMessage(l10n.t('Open a manifest first.'));
    return;
  }
  await fix(server, { uri: document.uri.toString() }, async () => true);
}

export async function fixAllInFolder({ server }: Parts): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  await fix(server, { folder: folder.toString() }, async ({ fixes, files }) => {
    const go = l10n.t('Apply');
    const answer = await window.showInformationMessage(
      l10n.t(
        'Safe fixes: {0}, in files: {1}. They are applied to the editors; nothing is saved.',
        fixes,
        files,
      ),
      { modal: true },
      go,
    );
    return answer === go;
  });
}

async function fix(
  server: Parts['server'],
  params: FixAllParams,
  isAgreed: (found: FixAllResult) => Promise<boolean>,
): Promise<void> {
  const client = await server.client();
  if (client === undefined) return;
  const found = await client.sendRequest<FixAllResult>(FIX_ALL, params);
  if (found.fixes === 0) {
    window.showInformationMessage(l10n.t('There is nothing that can be fixed safely.'));
    return;
  }
  if (!(await isAgreed(found))) return;
  const isDone = await workspace.applyEdit(await client.protocol2CodeConverter.asWorkspaceEdit(found.edit));
  window.showInformationMessage(
    isDone
      ? l10n.t('Safe fixes applied: {0}, in files: {1}.', found.fixes, found.files)
      : l10n.t('The text has changed meanwhile; nothing was done.'),
  );
}

/** The only folder; else the one that a person chooses. */
export async function chooseFolder(): Promise<Uri | undefined> {
  const folders = workspace.workspaceFolders ?? [];
  if (folders.length === 0) window.showInformationMessage(l10n.t('Open a folder first.'));
  if (folders.length < 2) return folders[0]?.uri;
  return (await window.showWorkspaceFolderPick())?.uri;
}
