/** Files on the disk, read when a build asks for them. */
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { relative, sep } from 'node:path';
import { LineIndex } from '../base/line-index.ts';
import type { ChartSource, FolderEntry } from '../helm/chart.ts';
import type { FileSource } from '../kustomize/file-source.ts';
import { MAX_FILE_BYTES } from '../yaml/limits.ts';

const decoder = new TextDecoder('utf-8');

/** Names files by absolute paths with `/`. */
export class DiskSource implements FileSource, ChartSource {
  readonly #texts = new Map<string, string | undefined>();
  readonly #lines = new Map<string, LineIndex>();

  read(path: string): string | undefined {
    if (!this.#texts.has(path)) this.#texts.set(path, readText(path));
    return this.#texts.get(path);
  }

  isFolder(path: string): boolean {
    return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  }

  /** Links to folders are not followed, so that there are no loops. */
  list(folder: string): readonly FolderEntry[] {
    try {
      const entries = readdirSync(folder, { withFileTypes: true });
      return entries.map((entry) => ({ name: entry.name, isFolder: entry.isDirectory() }));
    } catch {
      return [];
    }
  }

  realPath(path: string): string {
    try {
      return toSlashes(realpathSync(path));
    } catch {
      return path;
    }
  }

  /** The zero-based line of an offset in a file that was read. */
  lineOf(path: string, offset: number): number {
    let lines = this.#lines.get(path);
    if (lines === undefined) {
      lines = new LineIndex(this.read(path) ?? '');
      this.#lines.set(path, lines);
    }
    return lines.positionAt(offset).line;
  }
}

/** As results write it: relative to the working folder. */
export function displayPath(path: string, workingFolder: string): string {
  return toSlashes(relative(workingFolder, path)) || '.';
}

export function toSlashes(path: string): string {
  return path.split(sep).join('/');
}

/** Devices and pipes are no files: reading them might never end. */
function readText(path: string): string | undefined {
  try {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found?.isFile() !== true || found.size > MAX_FILE_BYTES) return undefined;
    return decoder.decode(readFileSync(path));
  } catch {
    return undefined;
  }
}
