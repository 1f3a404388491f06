/** Files of the machine for the language server: lists folders and reads files, several at a time. */
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { canonicalUri, pathOf } from '../lsp/canonical-uri.ts';
import { FolderFilter, GITIGNORE, isRead } from '../lsp/folders/folder-filter.ts';
import type { FileBytes, FileSource } from '../lsp/runtime.ts';

const AT_ONCE = 16;

export function nodeFiles(): FileSource {
  return {
    canRead: (uri) => uri.startsWith('file:'),
    list: async (folder, filter) => {
      await addOuterGitignores(fileURLToPath(folder), filter);
      return new Walk(filter).run(fileURLToPath(folder));
    },
    read: (uris, maxBytes) => inParallel(uris, (uri) => readOne(uri, maxBytes)),
  };
}

class Walk {
  readonly #filter: FolderFilter;
  readonly #found: string[] = [];
  #waiting: string[] = [];

  constructor(filter: FolderFilter) {
    this.#filter = filter;
  }

  async run(root: string): Promise<readonly string[]> {
    this.#waiting = [root];
    while (this.#waiting.length > 0) {
      const level = this.#waiting;
      this.#waiting = [];
      await inParallel(level, (folder) => this.#visit(folder));
    }
    return this.#found;
  }

  /** A folder that cannot be listed counts as empty. */
  async #visit(folder: string): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
    if (entries.some(({ name }) => name === GITIGNORE)) await addGitignore(folder, this.#filter);
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (this.#filter.judgeFolder(pathOf(uriOf(path))) === 'included') this.#waiting.push(path);
      } else if (isRead(`/${entry.name}`)) {
        const isFile = entry.isFile() || (entry.isSymbolicLink() && (await isLinkToFile(path)));
        const uri = uriOf(path);
        if (isFile && this.#filter.judgeEntry(pathOf(uri), '') === 'included') this.#found.push(uri);
      }
    }
  }
}

/** Links to folders are not followed, so that there are no loops; dangling links are nothing. */
async function isLinkToFile(path: string): Promise<boolean> {
  const target = await stat(path).catch(() => undefined);
  return target?.isFile() === true;
}

/**
 * What the folders above say, up to the repository's root. A folder that a person opens although git ignores it is
 * meant: then they say nothing.
 */
async function addOuterGitignores(folder: string, filter: FolderFilter): Promise<void> {
  const above: string[] = [];
  for (let at = folder; !(await exists(join(at, '.git'))); at = dirname(at)) {
    if (dirname(at) === at) return;
    above.push(dirname(at));
  }
  const outer = new FolderFilter({ root: filter.root, exclude: [], ignore: [] });
  for (const path of above) await addGitignore(path, outer);
  if (outer.isRootIgnored()) return;
  for (const path of above) await addGitignore(path, filter);
}

async function addGitignore(folder: string, filter: FolderFilter): Promise<void> {
  const text = await readFile(join(folder, GITIGNORE), 'utf8').catch(() => '');
  if (text !== '') filter.addGitignore(pathOf(uriOf(folder)).replace(/\/$/, ''), text);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}

async function readOne(uri: string, maxBytes: number): Promise<FileBytes> {
  try {
    const path = fileURLToPath(uri);
    const found = await stat(path);
    if (!found.isFile()) return { problem: 'it is not a file' };
    if (found.size > maxBytes) return { bytes: await readStart(path, maxBytes), size: found.size };
    const bytes = await readFile(path);
    return { bytes, size: bytes.length };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

async function readStart(path: string, length: number): Promise<Uint8Array> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Results in the order of the items. */
async function inParallel<Item, Result>(
  items: readonly Item[],
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Map<number, Result>();
  const queue = items.entries();
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item));
  };
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, worker));
  return items.flatMap((_, index) => {
    const result = results.get(index);
    return result === undefined ? [] : [result];
  });
}

function uriOf(path: string): string {
  return canonicalUri(pathToFileURL(path).href);
}
