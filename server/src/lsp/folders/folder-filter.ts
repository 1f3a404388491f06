/**
 * Which files of a workspace folder are read: `.gitignore`, `files.exclude` and our own setting are honoured, generated
 * and vendored folders are skipped. Paths are decoded, absolute, with `/`.
 */
import ignore, { type Ignore } from 'ignore';
import { isWorldMarker } from '../../workspace/folder-worlds.ts';
import { VENDORED_FOLDERS, VERSION_CONTROL_FOLDERS } from '../../workspace/vendored-folders.ts';

/** `setting`: a person wants to hear nothing about it. The others are left out of the world only. */
export type Verdict = 'included' | 'vendored' | 'ignored' | 'setting';

const MANIFEST = /\.(?:ya?ml|json)$/i;
export const GITIGNORE = '.gitignore';

export interface FilterOptions {
  /** Absolute path of the folder, without a slash at its end. */
  readonly root: string;
  /** VS Code globs (`files.exclude`), counted from the folder. */
  readonly exclude: readonly string[];
  /** `meshwright.files.ignore`. */
  readonly ignore: readonly string[];
  /** `ignore` of `meshwright.json`, which the command line reads as well: without braces. */
  readonly config?: readonly string[];
}

export function isManifest(path: string): boolean {
  return MANIFEST.test(path);
}

/** True for files that are read at all: manifests, and what decides about worlds. */
export function isRead(path: string): boolean {
  return MANIFEST.test(path) || isWorldMarker(path);
}

export class FolderFilter {
  readonly root: string;
  readonly #vendored = new Set<string>();
  readonly #exclude: Ignore;
  readonly #setting: Ignore;
  readonly #gitignores = new Map<string, Ignore>();

  constructor({ root, exclude, ignore: ignored, config = [] }: FilterOptions) {
    this.root = root;
    this.#exclude = ignore().add(exclude.flatMap(expandBraces).map(anchored));
    this.#setting = ignore().add(ignored.flatMap(expandBraces)).add(config);
  }

  /** Folders met so far that were skipped as generated or vendored. */
  get skippedFolders(): number {
    return this.#vendored.size;
  }

  /** `folder` may lie above the root: its patterns reach down. */
  addGitignore(folder: string, text: string): void {
    this.#gitignores.set(folder, ignore().add(text));
  }

  /** True when a `.gitignore` above leaves out the folder itself. */
  isRootIgnored(): boolean {
    return this.#isGitignored(this.root, '/');
  }

  /** Verdict on a path below the root, folders on the way included. */
  judge(path: string): Verdict {
    for (let at = path.indexOf('/', this.root.length + 1); at > 0; at = path.indexOf('/', at + 1)) {
      const verdict = this.judgeFolder(path.slice(0, at));
      if (verdict !== 'included') return verdict;
    }
    return this.judgeEntry(path, '');
  }

  /** Verdict on a folder whose parents are included. */
  judgeFolder(path: string): Verdict {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (VERSION_CONTROL_FOLDERS.has(name)) return 'vendored';
    if (!VENDORED_FOLDERS.has(name)) return this.judgeEntry(path, '/');
    this.#vendored.add(path);
    return 'vendored';
  }

  /** Verdict on an entry whose parents are included; `suffix` is `/` for folders. */
  judgeEntry(path: string, suffix: '' | '/'): Verdict {
    const inside = path.slice(this.root.length + 1) + suffix;
    if (inside === suffix) return 'included';
    if (this.#setting.ignores(inside)) return 'setting';
    if (this.#exclude.ignores(inside)) return 'ignored';
    return this.#isGitignored(path, suffix) ? 'ignored' : 'included';
  }

  /** The nearest folder with an opinion decides. */
  #isGitignored(path: string, suffix: string): boolean {
    for (let at = path.lastIndexOf('/'); at >= 0; at = at === 0 ? -1 : path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      const rules = this.#gitignores.get(folder);
      if (rules === undefined) continue;
      const { ignored, unignored } = rules.test(path.slice(folder.length + 1) + suffix);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

/** Braces multiply: what would become more patterns than this is taken by the letter. */
const MOST_PATTERNS = 1000;

/** `a/{b,c}` as `a/b` and `a/c`: patterns of `.gitignore` have no braces. */
function expandBraces(glob: string): readonly string[] {
  const plain: string[] = [];
  const pending = [glob];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const pair = innermostBraces(next);
    if (pair === undefined) plain.push(next);
    else {
      const before = next.slice(0, pair.open);
      const after = next.slice(pair.close + 1);
      const choices = next.slice(pair.open + 1, pair.close).split(',');
      if (plain.length + pending.length + choices.length > MOST_PATTERNS) return [glob];
      for (const each of choices.reverse()) pending.push(`${before}${each}${after}`);
    }
  }
  return plain;
}

/** The first pair without a brace in it. */
function innermostBraces(glob: string): { readonly open: number; readonly close: number } | undefined {
  let open = -1;
  for (let at = 0; at < glob.length; at++) {
    if (glob[at] === '{') open = at;
    else if (glob[at] === '}') {
      if (open >= 0) return { open, close: at };
    }
  }
  return undefined;
}

/** A glob without `**` means one place; the same text in a `.gitignore` means any depth. */
function anchored(glob: string): string {
  return glob.startsWith('**/') || glob.startsWith('/') ? glob : `/${glob}`;
}
