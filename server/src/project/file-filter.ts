/**
 * Which files of a folder are read: ignore files, `files.exclude`, our own setting and `meshwright.json` are honoured,
 * generated and vendored folders are skipped. Paths are decoded, absolute, with `/`.
 */
import ignore, { type Ignore } from 'ignore';
import { isScript } from './commands/script-names.ts';
import { VENDORED_FOLDERS, VERSION_CONTROL_FOLDERS } from './vendored-folders.ts';
import { isWorldMarker } from './world-marker.ts';

/** `setting`: a person wants to hear nothing about it. The others are left out of the world only. */
export type Verdict = 'included' | 'vendored' | 'ignored' | 'setting';

const MANIFEST = /\.(?:ya?ml|json)$/i;
export const IGNORE_FILE = '.gitignore';

export interface FilterOptions {
  /** Absolute path of the folder, without a slash at its end. */
  readonly root: string;
  /** VS Code globs (`files.exclude`), counted from the folder. */
  readonly exclude: readonly string[];
  /** `meshwright.files.ignore`, counted from the folder. */
  readonly ignore: readonly string[];
  /** `ignore` of `meshwright.json`, and the folder that it counts from. */
  readonly config?: { readonly folder: string; readonly patterns: readonly string[] };
}

export function isManifest(path: string): boolean {
  return MANIFEST.test(path);
}

/** True for files that are read at all: manifests, what decides about worlds, and scripts with commands. */
export function isRead(path: string): boolean {
  return MANIFEST.test(path) || isWorldMarker(path) || isScript(path);
}

export class FileFilter {
  readonly root: string;
  readonly #vendored = new Set<string>();
  readonly #exclude: Patterns;
  readonly #setting: Patterns;
  readonly #config: { readonly folder: string; readonly patterns: Patterns } | undefined;
  readonly #ignoreFiles = new Map<string, Patterns>();

  constructor({ root, exclude, ignore: ignored, config }: FilterOptions) {
    this.root = root;
    this.#exclude = patternsOf(exclude.flatMap(expandBraces).map(anchored));
    this.#setting = patternsOf(ignored.flatMap(expandBraces));
    this.#config = config && { folder: config.folder, patterns: patternsOf(config.patterns) };
  }

  /** Folders met so far that were skipped as generated or vendored. */
  get skippedFolders(): ReadonlySet<string> {
    return this.#vendored;
  }

  /** `folder` may lie above the root: its patterns reach down. */
  addIgnoreFile(folder: string, text: string): void {
    this.#ignoreFiles.set(folder, patternsOf(text));
  }

  /** True when an ignore file above leaves out the folder itself. */
  isRootIgnored(): boolean {
    return this.#isIgnored(this.root, '/');
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
    if (this.#setting?.ignores(inside)) return 'setting';
    const config = this.#config;
    if (config !== undefined && path.startsWith(`${config.folder}/`)) {
      if (config.patterns?.ignores(path.slice(config.folder.length + 1) + suffix)) return 'setting';
    }
    if (this.#exclude?.ignores(inside)) return 'ignored';
    return this.#isIgnored(path, suffix) ? 'ignored' : 'included';
  }

  /** The nearest folder with an opinion decides. */
  #isIgnored(path: string, suffix: string): boolean {
    if (this.#ignoreFiles.size === 0) return false;
    for (let at = path.lastIndexOf('/'); at >= 0; at = at === 0 ? -1 : path.lastIndexOf('/', at - 1)) {
      const folder = path.slice(0, at);
      const rules = this.#ignoreFiles.get(folder);
      if (rules === undefined) continue;
      const { ignored, unignored } = rules.test(path.slice(folder.length + 1) + suffix);
      if (ignored || unignored) return ignored;
    }
    return false;
  }
}

/** Undefined when there are none: a folder may have many files to ask about. */
type Patterns = Ignore | undefined;

function patternsOf(patterns: string | readonly string[]): Patterns {
  if (patterns.length === 0) return undefined;
  return ignore({ allowRelativePaths: false }).add(patterns);
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

/** A glob without `**` means one place; the same text in an ignore file means any depth. */
function anchored(glob: string): string {
  return glob.startsWith('**/') || glob.startsWith('/') ? glob : `/${glob}`;
}
