/** Walks a tree of folders through whatever can list one folder. */

export interface Entry {
  readonly name: string;
  /** `link`: to a folder; never followed, so that there are no loops. */
  readonly kind: 'file' | 'folder' | 'link';
}

/** Where tools put thousands of files that nobody wrote. */
const SKIPPED = new Set(['node_modules', '.git']);
/** A virtual file system may ask a far-away server for each folder. */
const MAX_FOLDERS = 5000;
const AT_ONCE = 8;

/**
 * Paths of the wanted files, relative to the root, `/` separated. A folder that cannot be listed counts as empty.
 * @param list the entries of a folder, by its path relative to the root (`''` is the root)
 */
export async function walk(
  isWanted: (name: string) => boolean,
  list: (folder: string) => Promise<readonly Entry[]>,
): Promise<string[]> {
  const files: string[] = [];
  let level = [''];
  let left = MAX_FOLDERS;
  while (level.length > 0 && left > 0) {
    const batch = level.slice(0, Math.min(AT_ONCE, left));
    left -= batch.length;
    const listed = await Promise.all(batch.map((folder) => list(folder).catch(() => [])));
    const below: string[] = [];
    for (const [index, entries] of listed.entries()) {
      const prefix = batch[index] === '' ? '' : `${batch[index]}/`;
      for (const { name, kind } of entries) {
        if (kind === 'file' && isWanted(name)) files.push(prefix + name);
        if (kind === 'folder' && !SKIPPED.has(name)) below.push(prefix + name);
      }
    }
    level = [...level.slice(batch.length), ...below];
  }
  return files;
}
