/** From the paths of the command line to the files behind them. */
import { readdir, stat } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { isWorldMarker } from '../workspace/folder-worlds.ts';
import { VENDORED_FOLDERS, VERSION_CONTROL_FOLDERS } from '../workspace/vendored-folders.ts';
import { GITIGNORE, type IgnoreRules, isIgnored, rulesAbove, rulesIn } from './gitignore.ts';
import { reasonOf } from './reason-of.ts';
import { failure, ok, type Result } from './result.ts';

export interface ListedFile {
  /** Absolute. */
  readonly path: string;
  /** Named by a person, not found in a folder. */
  readonly isExplicit: boolean;
}

export interface Listing {
  /** In no order, without duplicates. */
  readonly files: readonly ListedFile[];
  /** Files that decide which folders are worlds of their own (absolute paths). */
  readonly markers: readonly string[];
}

export interface ListOptions {
  readonly workingFolder: string;
  /** Patterns of `meshwright.json`. */
  readonly ignore: IgnoreRules | undefined;
}

const MANIFEST = /\.(?:ya?ml|json)$/i;

export async function listFiles(paths: readonly string[], options: ListOptions): Promise<Result<Listing>> {
  const walk = new Walk(options.ignore);
  for (const path of paths) await walk.addPath(resolve(options.workingFolder, path), path);
  if (walk.problems.length > 0) return failure(...walk.problems);
  return ok({
    files: [...walk.files].map(([path, isExplicit]) => ({ path, isExplicit })),
    markers: [...walk.markers],
  });
}

class Walk {
  /** From path to whether it was named. */
  readonly files = new Map<string, boolean>();
  readonly markers = new Set<string>();
  readonly problems: string[] = [];
  readonly #ignore: IgnoreRules | undefined;

  constructor(ignore: IgnoreRules | undefined) {
    this.#ignore = ignore;
  }

  async addPath(path: string, written: string): Promise<void> {
    try {
      const found = await stat(path);
      if (found.isDirectory()) await this.#addFolder(path, await rulesAbove(path));
      else if (found.isFile() || found.isFIFO()) this.files.set(path, true);
      else this.problems.push(`"${written}" is neither a file nor a folder`);
    } catch (error) {
      this.problems.push(`Cannot read "${written}": ${reasonOf(error)}`);
    }
  }

  async #addFolder(folder: string, above: IgnoreRules | undefined): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true });
    const hasRules = entries.some((entry) => entry.name === GITIGNORE);
    const rules = hasRules ? await rulesIn(folder, above) : above;
    const below: Promise<void>[] = [];
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) {
        if (!isNeverRead(entry.name) && !this.#isIgnored(rules, path, 'folder')) {
          below.push(this.#addFolder(path, rules).catch((error) => this.#unreadable(path, error)));
        }
      } else if (!MANIFEST.test(entry.name) && !isWorldMarker(path)) continue;
      else if (this.#isIgnored(rules, path, 'file')) continue;
      else if (entry.isFile()) this.#addFound(path);
      else if (entry.isSymbolicLink()) below.push(this.#addLink(path));
    }
    await Promise.all(below);
  }

  /** Links to files count; links to folders are not followed, so that there are no loops. Dangling links are nothing. */
  async #addLink(path: string): Promise<void> {
    const target = await stat(path).catch(() => undefined);
    if (target?.isFile() === true) this.#addFound(path);
  }

  #addFound(path: string): void {
    if (isWorldMarker(path)) this.markers.add(path);
    if (MANIFEST.test(path) && !this.files.has(path)) this.files.set(path, false);
  }

  #isIgnored(rules: IgnoreRules | undefined, path: string, kind: 'file' | 'folder'): boolean {
    if (isIgnored(rules, path, kind)) return true;
    const isInside = this.#ignore !== undefined && path.startsWith(this.#ignore.folder + sep);
    return isInside && isIgnored(this.#ignore, path, kind);
  }

  #unreadable(path: string, error: unknown): void {
    this.problems.push(`Cannot read "${path}": ${reasonOf(error)}`);
  }
}

function isNeverRead(folder: string): boolean {
  return VENDORED_FOLDERS.has(folder) || VERSION_CONTROL_FOLDERS.has(folder);
}
