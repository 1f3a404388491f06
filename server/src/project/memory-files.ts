/** Files that are held in memory: standard input, and the folders of tests. */
import { isBelow } from '../base/canonical-uri.ts';
import type { FileBytes, FileSource, FolderEntry } from './file-source.ts';

/** Contents by canonical URI. */
export type MemoryFiles = ReadonlyMap<string, Uint8Array>;

/** @param files looked at anew with each question */
export function memoryFiles(files: MemoryFiles): FileSource {
  return {
    looksAbove: true,
    canRead: (uri) => files.has(uri) || [...files.keys()].some((file) => isBelow(file, uri)),
    kindOf: async (uri) => {
      if (files.has(uri)) return 'file';
      const isFolder = [...files.keys()].some((file) => isBelow(file, uri));
      return isFolder ? 'folder' : { problem: 'there is no such file or folder' };
    },
    tree: async (root) => treeOf([...files.keys()].filter((uri) => isBelow(uri, root))),
    read: async (uris, maxBytes) =>
      uris.map((uri): FileBytes => {
        const bytes = files.get(uri);
        if (bytes === undefined) return { problem: 'there is no such file or folder' };
        return { bytes: bytes.subarray(0, maxBytes), size: bytes.length };
      }),
  };
}

/** The folders of a flat list of files. */
export function treeOf(uris: Iterable<string>): { entries(folder: string): Promise<readonly FolderEntry[]> } {
  const folders = new Map<string, Map<string, FolderEntry>>();
  const add = (path: string, kind: FolderEntry['kind']): void => {
    const at = path.lastIndexOf('/');
    if (at < 0) return;
    const parent = path.slice(0, at);
    const name = decodeURIComponent(path.slice(at + 1));
    const entries = folders.get(parent);
    if (entries?.has(name) === true) return;
    if (entries !== undefined) entries.set(name, { name, kind });
    else {
      folders.set(parent, new Map([[name, { name, kind }]]));
      add(parent, 'folder');
    }
  };
  for (const uri of uris) add(uri, 'file');
  return { entries: async (folder) => [...(folders.get(folder)?.values() ?? [])] };
}
