/** Files of the machine: lists folders and reads files, several at a time. */
import { close, type Dirent, fstat, open, read, readdir, stat } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { joinUri } from '../base/canonical-uri.ts';
import { reasonOf } from '../cli/reason-of.ts';
import type { FileBytes, FileKind, FileSource, FolderEntry } from '../project/file-source.ts';

const AT_ONCE = 32;
/** Half the cost per small file of the functions of the same name in `node:fs/promises`. */
const fs = {
  open: promisify(open),
  fstat: promisify(fstat),
  read: promisify(read),
  close: promisify(close),
  stat: promisify(stat),
};
const listFolder = promisify(
  (path: string, callback: (error: Error | null, entries: Dirent[]) => void): void =>
    readdir(path, { withFileTypes: true }, callback),
);

export function nodeFiles(): FileSource {
  return {
    looksAbove: true,
    canRead: (uri) => uri.startsWith('file:'),
    kindOf: async (uri) => {
      try {
        return kindOf(await fs.stat(pathOf(uri)));
      } catch (error) {
        return { problem: reasonOf(error) };
      }
    },
    tree: async () => ({ entries }),
    read: (uris, maxBytes) => inParallel(uris, (uri) => readOne(uri, maxBytes)),
  };
}

async function entries(folder: string): Promise<readonly FolderEntry[]> {
  const listed = await listFolder(pathOf(folder)).catch((error: unknown) => {
    throw new Error(reasonOf(error));
  });
  const found: FolderEntry[] = [];
  for (const entry of listed) {
    const { name } = entry;
    if (entry.isDirectory()) found.push({ name, kind: 'folder' });
    else if (entry.isFile()) found.push({ name, kind: 'file' });
    else if (entry.isSymbolicLink()) {
      const target = await fs.stat(pathOf(joinUri(folder, name))).catch(() => undefined);
      if (target?.isFile() === true) found.push({ name, kind: 'file' });
    }
  }
  return found;
}

/**
 * Looks at the size before it reads; a pipe is read to the limit. Who asks has looked at what it is: only files are
 * listed, and opening a pipe waits for its writer.
 */
async function readOne(uri: string, maxBytes: number): Promise<FileBytes> {
  let file: number | undefined;
  try {
    file = await fs.open(pathOf(uri), 'r');
    const found = await fs.fstat(file);
    const kind = kindOf(found);
    if (kind === 'folder') return { problem: 'it is a folder' };
    if (kind === 'other') return { problem: 'it is not a file' };
    if (kind === 'pipe') return await readPipe(file, maxBytes);
    const bytes = new Uint8Array(Math.min(found.size, maxBytes));
    const length = await fill(file, bytes);
    // It may have shrunk since.
    if (length < bytes.length) return { bytes: bytes.subarray(0, length), size: length };
    return { bytes, size: found.size };
  } catch (error) {
    return { problem: reasonOf(error) };
  } finally {
    if (file !== undefined) await fs.close(file).catch(() => undefined);
  }
}

async function fill(file: number, bytes: Uint8Array): Promise<number> {
  let length = 0;
  while (length < bytes.length) {
    const { bytesRead } = await fs.read(file, bytes, length, bytes.length - length, length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return length;
}

async function readPipe(file: number, maxBytes: number): Promise<FileBytes> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size < maxBytes) {
    const chunk = new Uint8Array(65_536);
    const { bytesRead } = await fs.read(file, chunk, 0, chunk.length, null);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    size += bytesRead;
  }
  return { bytes: Buffer.concat(chunks), size };
}

interface Found {
  isFile(): boolean;
  isDirectory(): boolean;
  isFIFO(): boolean;
}

function kindOf(found: Found): FileKind {
  if (found.isFile()) return 'file';
  if (found.isDirectory()) return 'folder';
  return found.isFIFO() ? 'pipe' : 'other';
}

function pathOf(uri: string): string {
  return fileURLToPath(uri === 'file://' ? 'file:///' : uri);
}

/** Results in the order of the items. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<readonly Result[]> {
  const results = new Array<Result>(items.length);
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return results;
}
