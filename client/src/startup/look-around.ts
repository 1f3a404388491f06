/**
 * Looks through the opened folders for something of ours, so that findings are there before a file is opened. Bounded:
 * other people's folders pay for one search by the editor and no server.
 */
import { RelativePattern, type Uri, workspace } from 'vscode';
import { namesOurGroup } from './names-our-group.ts';

/** Files of these names say enough by being there. */
const TELLING = '**/{meshwright.json,Chart.yaml,kustomization.yaml,kustomization.yml,Kustomization}';
const MANIFESTS = '**/*.{yaml,yml}';
const SKIPPED = '**/{node_modules,.git,.terraform,dist}/**';
const MAX_FILES = 2000;
const HEAD_BYTES = 4096;
const PATIENCE_MS = 500;
const AT_ONCE = 8;

export type ReadHead = (uri: Uri, bytes: number) => Promise<Uint8Array>;

/** True at the first thing found; false when there is none, or none within the bounds. */
export async function holdsOurs(readHead: ReadHead, isWanted: () => boolean): Promise<boolean> {
  for (const folder of workspace.workspaceFolders ?? []) {
    if (workspace.getConfiguration('meshwright', folder).get('startup') === 'onOpen') continue;
    const telling = await workspace.findFiles(new RelativePattern(folder, TELLING), SKIPPED, 1);
    if (telling.length > 0) return true;
    const files = await workspace.findFiles(new RelativePattern(folder, MANIFESTS), SKIPPED, MAX_FILES);
    if (await someNamesOurs(files, readHead, isWanted)) return true;
  }
  return false;
}

async function someNamesOurs(
  files: readonly Uri[],
  readHead: ReadHead,
  isWanted: () => boolean,
): Promise<boolean> {
  const end = performance.now() + PATIENCE_MS;
  for (let at = 0; at < files.length && performance.now() < end && isWanted(); at += AT_ONCE) {
    const heads = await Promise.all(
      files.slice(at, at + AT_ONCE).map((uri) => readHead(uri, HEAD_BYTES).catch(() => new Uint8Array())),
    );
    if (heads.some((head) => namesOurGroup(new TextDecoder().decode(head)))) return true;
  }
  return false;
}
