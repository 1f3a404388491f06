/** Starts the server for the first document that may hold a manifest: not for every JSON file of a JavaScript project. */
import { Disposable, type TextDocument, Uri, workspace } from 'vscode';
import { holdsOurs, type ReadHead } from './startup/look-around.ts';

const CONFIG_NAME = 'meshwright.json';
const OUR_GROUPS = /\bistio\.io\/|\bgateway\.networking\.k8s\.io\//;

export function needsServer(document: TextDocument): boolean {
  const { languageId, uri } = document;
  if (languageId === 'yaml' || languageId === 'helm') return true;
  if (languageId !== 'json' && languageId !== 'jsonc') return false;
  return uri.path.endsWith(`/${CONFIG_NAME}`) || OUR_GROUPS.test(document.getText());
}

/** Calls `start` once, as soon as an open document asks for it, or a folder in which something of ours is found. */
export function whenNeeded(readHead: ReadHead, start: () => void): Disposable {
  let isWaiting = true;
  const listeners: Disposable[] = [];
  const stopWaiting = () => {
    isWaiting = false;
    for (const listener of listeners.splice(0)) listener.dispose();
  };
  const startOnce = () => {
    if (!isWaiting) return;
    stopWaiting();
    start();
  };
  const consider = (document: TextDocument) => {
    if (needsServer(document)) startOnce();
  };
  listeners.push(
    workspace.onDidOpenTextDocument(consider),
    workspace.onDidSaveTextDocument(consider), // a manifest may be pasted into an empty JSON file
  );
  if (workspace.textDocuments.some(needsServer)) startOnce();
  else void isAskedFor(readHead, () => isWaiting).then((is) => is && startOnce());
  return new Disposable(stopWaiting);
}

async function isAskedFor(readHead: ReadHead, isWanted: () => boolean): Promise<boolean> {
  return (await isConfigured()) || (await holdsOurs(readHead, isWanted));
}

async function isConfigured(): Promise<boolean> {
  for (const { uri } of workspace.workspaceFolders ?? []) {
    const isThere = await workspace.fs.stat(Uri.joinPath(uri, CONFIG_NAME)).then(
      () => true,
      () => false,
    );
    if (isThere) return true;
  }
  return false;
}
