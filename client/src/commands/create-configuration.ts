/** "Create meshwright.json": opens the one that is there, else writes one that changes nothing yet. */
import { l10n, Uri, window, workspace } from 'vscode';
import { chooseFolder } from './fix-all.ts';

const NAME = 'meshwright.json';
const CONTENT = `${JSON.stringify({ completeness: 'auto' }, null, 2)}\n`;

export async function createConfiguration(): Promise<void> {
  const folder = await chooseFolder();
  if (folder === undefined) return;
  const file = Uri.joinPath(folder, NAME);
  const isThere = await workspace.fs.stat(file).then(
    () => true,
    () => false,
  );
  if (!isThere) await workspace.fs.writeFile(file, new TextEncoder().encode(CONTENT));
  await window.showTextDocument(file);
  window.showInformationMessage(
    isThere
      ? l10n.t('{0} was there already.', NAME)
      : l10n.t('{0} was created. Ctrl+Space shows what it may say.', NAME),
  );
}
