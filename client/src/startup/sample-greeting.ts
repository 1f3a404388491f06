/** A sample mesh that was just opened shows its README and the problems that are planted in it. */
import { commands, type ExtensionContext, Uri, workspace } from 'vscode';

const KEY = 'meshwright.openedSample';

/** Called before the window turns to the folder: the extension starts anew there. */
export function greetInNextWindow({ globalState }: ExtensionContext, folder: Uri): Thenable<void> {
  return globalState.update(KEY, folder.toString());
}

/** @returns whether this window shows the sample for the first time */
export async function greetSample({ globalState }: ExtensionContext): Promise<boolean> {
  const [folder] = workspace.workspaceFolders ?? [];
  if (folder === undefined || globalState.get(KEY) !== folder.uri.toString()) return false;
  await globalState.update(KEY, undefined);
  await commands.executeCommand('markdown.showPreview', Uri.joinPath(folder.uri, 'README.md'));
  await commands.executeCommand('workbench.actions.view.problems');
  return true;
}
