/** Lists the files of a workspace folder: by the editor's search, or by walking where nothing can search. */
import { FileType, RelativePattern, Uri, workspace } from 'vscode';
import type { ListFilesParams, ListFilesResult } from '../../../server/src/lsp/protocol.ts';
import { type Entry, walk } from './walk.ts';

/** When a tree is walked: the names that the server's globs would find. */
const WANTED = /\.(?:ya?ml|json)$|^Kustomization$|^\.gitignore$/;

export async function listFiles({ folder, include, exclude }: ListFilesParams): Promise<ListFilesResult> {
  const root = Uri.parse(folder, true);
  const found = await search(root, include, exclude);
  // Some virtual file systems cannot be searched: they find nothing, without saying why.
  const uris = found.length > 0 ? found : await walkThrough(root);
  return { uris: uris.map((uri) => uri.toString()) };
}

/** `files.exclude` is applied by the search itself. */
async function search(root: Uri, include: readonly string[], exclude: readonly string[]): Promise<Uri[]> {
  const left = new RelativePattern(root, `{${exclude.join(',')}}`);
  const lists = await Promise.all(
    include.map((glob) => workspace.findFiles(new RelativePattern(root, glob), left)),
  );
  return lists.flat();
}

async function walkThrough(root: Uri): Promise<Uri[]> {
  const paths = await walk(
    (name) => WANTED.test(name),
    async (folder) => {
      const entries = await workspace.fs.readDirectory(Uri.joinPath(root, folder));
      return entries.map(([name, type]) => ({ name, kind: kindOf(type) }));
    },
  );
  return paths.map((path) => Uri.joinPath(root, path));
}

function kindOf(type: FileType): Entry['kind'] {
  if ((type & FileType.Directory) === 0) return 'file';
  return (type & FileType.SymbolicLink) === 0 ? 'folder' : 'link';
}
