/** Lists the files of a workspace folder by the editor's search, and what stands in one folder where nothing can search. */
import { FileType, RelativePattern, Uri, workspace } from 'vscode';
import type {
  ListFilesParams,
  ListFilesResult,
  ListFolderParams,
  ListFolderResult,
} from '../../../server/src/lsp/protocol.ts';

/** `files.exclude` is applied by the search itself. */
export async function listFiles({ folder, include, exclude }: ListFilesParams): Promise<ListFilesResult> {
  const root = Uri.parse(folder, true);
  const left = new RelativePattern(root, `{${exclude.join(',')}}`);
  const lists = await Promise.all(
    include.map((glob) => workspace.findFiles(new RelativePattern(root, glob), left)),
  );
  return { uris: lists.flat().map((uri) => uri.toString()) };
}

/** Links to folders are left out, so that there are no loops. */
export async function listFolder({ folder }: ListFolderParams): Promise<ListFolderResult> {
  const entries = await workspace.fs.readDirectory(Uri.parse(folder, true));
  return {
    entries: entries.flatMap(([name, type]) => {
      if ((type & FileType.Directory) === 0) return { name, kind: 'file' as const };
      return (type & FileType.SymbolicLink) === 0 ? { name, kind: 'folder' as const } : [];
    }),
  };
}
