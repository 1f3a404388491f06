/** Walks a tree of folders: the one place that decides, for every host, which files of a folder are read. */
import { joinUri, parentUri, pathOf } from '../base/canonical-uri.ts';
import { FileFilter, IGNORE_FILE, isRead } from './file-filter.ts';
import type { Decoders, FileSource, FileTree, FolderEntry } from './file-source.ts';

/** Enough for any repository; a mounted disk or a file system that invents folders has no end. */
const MOST_FOLDERS = 50_000;
const AT_ONCE = 16;
const MAX_IGNORE_BYTES = 1_000_000;
/** What a name becomes whose bytes are not UTF-8: the file cannot be asked for by it. */
const UNREADABLE_NAME = '\ufffd';

export interface WalkOptions {
  readonly source: FileSource;
  readonly decoders: Decoders;
  /** Is told about every ignore file before it judges what stands below. */
  readonly filter: FileFilter;
  /** Folders that are visited at most. */
  readonly most?: number;
  /** Checked between folders; the files found until then are returned. */
  isCancelled?(): boolean;
  /** Files found so far. */
  report?(found: number): void;
}

export interface WalkProblem {
  readonly uri: string;
  /** Completes the sentence "Cannot read …: ". */
  readonly problem: string;
  /** `name`: it cannot be asked for, as its name is no text. `limit`: there is more than is read. */
  readonly kind: 'unreadable' | 'name' | 'limit';
}

export interface WalkResult {
  readonly uris: readonly string[];
  readonly problems: readonly WalkProblem[];
}

export async function walk(root: string, options: WalkOptions): Promise<WalkResult> {
  const tree = await options.source.tree(root);
  await addRulesAbove(root, options);
  const job = new Walk(tree, options);
  await job.run(root);
  return { uris: job.found, problems: job.problems };
}

class Walk {
  readonly found: string[] = [];
  readonly problems: WalkProblem[] = [];
  readonly #tree: FileTree;
  readonly #options: WalkOptions;

  constructor(tree: FileTree, options: WalkOptions) {
    this.#tree = tree;
    this.#options = options;
  }

  async run(root: string): Promise<void> {
    const { source, isCancelled, report, most = source.mostFolders ?? MOST_FOLDERS } = this.#options;
    let level: readonly string[] = [root];
    let left = most;
    while (level.length > 0) {
      const below: string[] = [];
      for (let at = 0; at < level.length; at += AT_ONCE) {
        if (isCancelled?.() === true) return;
        const batch = level.slice(at, at + AT_ONCE);
        const inside = await Promise.all(batch.map((folder) => this.#visit(folder)));
        // Counted when they are listed: waiting folders are what would fill the memory.
        left -= inside.reduce((sum, folders) => sum + folders.length, 0);
        if (left < 0) {
          this.problems.push({ uri: root, problem: `it has over ${most} folders`, kind: 'limit' });
          return;
        }
        for (const folders of inside) for (const folder of folders) below.push(folder);
        report?.(this.found.length);
      }
      level = below;
    }
  }

  /** @returns the folders below that are to be visited */
  async #visit(folder: string): Promise<readonly string[]> {
    const { filter } = this.#options;
    let entries: readonly FolderEntry[];
    try {
      entries = await this.#tree.entries(folder);
    } catch (error) {
      const problem = error instanceof Error ? error.message : String(error);
      this.problems.push({ uri: folder, problem, kind: 'unreadable' });
      return [];
    }
    if (entries.some(({ name, kind }) => name === IGNORE_FILE && kind === 'file')) {
      await addIgnoreFile(folder, filter, this.#options);
    }
    const path = pathOf(folder);
    const below: string[] = [];
    for (const { name, kind } of entries) {
      if (kind === 'file' && !isRead(`/${name}`)) continue;
      const uri = joinUri(folder, name);
      if (name.includes(UNREADABLE_NAME)) {
        this.problems.push({ uri, problem: 'its name is not UTF-8', kind: 'name' });
      } else if (kind === 'folder') {
        if (filter.judgeFolder(`${path}/${name}`) === 'included') below.push(uri);
      } else if (filter.judgeEntry(`${path}/${name}`, '') === 'included') this.found.push(uri);
    }
    return below;
  }
}

/**
 * What the folders above say, up to the repository's root. A folder that a person names although it is ignored is meant:
 * then they say nothing.
 */
async function addRulesAbove(root: string, options: WalkOptions): Promise<void> {
  if (!options.source.looksAbove) return;
  const above: string[] = [];
  for (let at = root; !(await isFileOrFolder(joinUri(at, '.git'), options.source)); ) {
    const parent = parentUri(at);
    if (parent === undefined) return;
    above.push(parent);
    at = parent;
  }
  const { filter } = options;
  const outer = new FileFilter({ root: filter.root, exclude: [], ignore: [] });
  for (const folder of above) await addIgnoreFile(folder, outer, options);
  if (outer.isRootIgnored()) return;
  for (const folder of above) await addIgnoreFile(folder, filter, options);
}

async function isFileOrFolder(uri: string, source: FileSource): Promise<boolean> {
  const kind = await source.kindOf(uri);
  return kind === 'file' || kind === 'folder';
}

async function addIgnoreFile(
  folder: string,
  filter: FileFilter,
  { source, decoders }: WalkOptions,
): Promise<void> {
  const [read] = await source.read([joinUri(folder, IGNORE_FILE)], MAX_IGNORE_BYTES);
  if (read === undefined || 'problem' in read) return;
  filter.addIgnoreFile(pathOf(folder), decoders.tolerant.decode(read.bytes));
}
