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
  const opened = globalState.get<string>(KEY);
  if (folder === undefined || opened === undefined || !isOneFolder(folder.uri, Uri.parse(opened)))
    return false;
  await globalState.update(KEY, undefined);
  // Each by itself: the preview is made by another extension, which may start late, or be switched off.
  await Promise.all([
    commands.executeCommand('workbench.actions.view.problems'),
    showReadme(Uri.joinPath(folder.uri, 'README.md')),
  ]);
  return true;
}

/** An editor in the browser may write the same place with another authority than it was asked to open. */
function isOneFolder(one: Uri, other: Uri): boolean {
  return one.path === other.path;
}

async function showReadme(readme: Uri): Promise<void> {
  try {
    await commands.executeCommand('markdown.showPreview', readme);
  } catch {
    await commands.executeCommand('vscode.open', readme);
  }
}
