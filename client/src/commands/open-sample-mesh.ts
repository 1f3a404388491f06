/** "Open sample mesh": a copy of the bundled shop, so that anybody can change it, in a folder of their choice. */
import { commands, l10n, Uri, window, workspace } from 'vscode';
import { greetInNextWindow } from '../startup/sample-greeting.ts';
import type { CommandContext } from './command-context.ts';
import { SAMPLE_FILES } from './sample-files.generated.ts';

const FOLDER_NAME = 'meshwright-sample-shop';
const LAST_COPY = 99;

/**
 * Asks where the copy shall go unless `parent` (the text of a URI) says so, copies, and opens it unless `then` is
 * something else than `open`: the arguments are for key bindings and tests.
 * @returns the copy's folder, undefined when nobody chose one
 */
export async function openSampleMesh(
  { context }: Pick<CommandContext, 'context'>,
  parent?: unknown,
  then: unknown = 'open',
): Promise<Uri | undefined> {
  const place =
    typeof parent === 'string' ? Uri.parse(parent, true) : await askForPlace(context.globalStorageUri);
  if (place === undefined) return undefined;
  const target = await freeFolder(place);
  const source = Uri.joinPath(context.extensionUri, 'samples', 'shop');
  for (const file of SAMPLE_FILES) {
    // Read and write, not `copy`: a package in the browser is served file by file and has no folders.
    const content = await workspace.fs.readFile(Uri.joinPath(source, file));
    await workspace.fs.writeFile(Uri.joinPath(target, file), content);
  }
  if (then === 'open') {
    await greetInNextWindow(context, target);
    await commands.executeCommand('vscode.openFolder', target, { forceNewWindow: hasFolder() });
  }
  return target;
}

function hasFolder(): boolean {
  return (workspace.workspaceFolders?.length ?? 0) > 0;
}

async function askForPlace(storage: Uri): Promise<Uri | undefined> {
  const choose = {
    label: l10n.t('Choose a folder…'),
    description: l10n.t('The copy becomes a folder inside it'),
  };
  const temporary = {
    label: l10n.t('Use a scratch folder'),
    description: l10n.t('The copy is kept with the extension’s own data'),
  };
  const answer = await window.showQuickPick([choose, temporary], {
    title: l10n.t('Where shall the copy of the sample mesh go?'),
  });
  if (answer === undefined) return undefined;
  if (answer === temporary) return storage;
  const chosen = await window.showOpenDialog({
    canSelectFiles: false,
    canSelectFolders: true,
    openLabel: l10n.t('Copy here'),
  });
  return chosen?.[0];
}

/** A folder that is not there yet: an earlier copy may hold somebody's experiments. */
async function freeFolder(parent: Uri): Promise<Uri> {
  for (let copy = 1; copy <= LAST_COPY; copy += 1) {
    const candidate = Uri.joinPath(parent, copy === 1 ? FOLDER_NAME : `${FOLDER_NAME}-${copy}`);
    const isTaken = await workspace.fs.stat(candidate).then(
      () => true,
      () => false,
    );
    if (!isTaken) return candidate;
  }
  throw new Error(
    l10n.t('There are {0} copies of the sample mesh in {1} already', LAST_COPY, parent.toString(true)),
  );
}
