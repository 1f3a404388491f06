/** `.gitignore` files as git applies them: those of a folder, of the folders above it, up to the repository's root. */
import { readFile, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import ignore, { type Ignore } from 'ignore';

/** The patterns of one folder on top of those above it. */
export interface IgnoreRules {
  readonly folder: string;
  readonly matcher: Ignore;
  readonly above: IgnoreRules | undefined;
}

export const GITIGNORE = '.gitignore';

export function patternsOf(
  folder: string,
  patterns: string | readonly string[],
  above?: IgnoreRules,
): IgnoreRules {
  return { folder, matcher: ignore({ allowRelativePaths: false }).add(patterns), above };
}

/** The nearest folder with an opinion decides. `path` is absolute and below the folders of all rules. */
export function isIgnored(rules: IgnoreRules | undefined, path: string, kind: 'file' | 'folder'): boolean {
  for (let level = rules; level !== undefined; level = level.above) {
    const inside = relative(level.folder, path).split(sep).join('/');
    const { ignored, unignored } = level.matcher.test(kind === 'folder' ? `${inside}/` : inside);
    if (ignored) return true;
    if (unignored) return false;
  }
  return false;
}

/** Adds the folder's own `.gitignore`. */
export async function rulesIn(
  folder: string,
  above: IgnoreRules | undefined,
): Promise<IgnoreRules | undefined> {
  const text = await readFile(join(folder, GITIGNORE), 'utf8').catch(() => undefined);
  return text === undefined ? above : patternsOf(folder, text, above);
}

/**
 * What applies inside a folder because of the folders above it. A folder that a person names although git ignores it is
 * meant: nothing above it applies then.
 */
export async function rulesAbove(folder: string): Promise<IgnoreRules | undefined> {
  const above = await foldersUpToRepository(folder);
  let rules: IgnoreRules | undefined;
  for (const outer of above) {
    rules = await rulesIn(outer, rules);
    const inner = above[above.indexOf(outer) + 1] ?? folder;
    if (isIgnored(rules, inner, 'folder')) return undefined;
  }
  return rules;
}

/** Outermost first; empty when the folder is a repository's root or in no repository. */
async function foldersUpToRepository(folder: string): Promise<readonly string[]> {
  const folders: string[] = [];
  for (let at = folder; ; at = dirname(at)) {
    if (at !== folder) folders.unshift(at);
    if (await exists(join(at, '.git'))) return folders;
    if (dirname(at) === at) return [];
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
