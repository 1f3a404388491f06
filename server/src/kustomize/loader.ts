/** Reads files for a build as Kustomize's restrictions allow, and remembers what was read. */
import { type FileSource, SourceFile } from './file-source.ts';
import { KUSTOMIZATION_NAMES } from './kustomization-names.ts';
import { folderOf, isInFolder, joinPath } from './paths.ts';
import type { Place } from './place.ts';
import type { Problems } from './problems.ts';

/** Builds that read more are refused: nobody reads their result either. */
const MAX_FILES = 20_000;
const MAX_TOTAL_LENGTH = 64 * 1024 * 1024;

export class Loader {
  readonly #source: FileSource;
  readonly #problems: Problems;
  readonly #files = new Map<string, SourceFile | undefined>();
  #totalLength = 0;

  constructor(source: FileSource, problems: Problems) {
    this.#source = source;
    this.#problems = problems;
  }

  /** Every file that the build has read. */
  get paths(): readonly string[] {
    return [...this.#files].filter(([, file]) => file !== undefined).map(([path]) => path);
  }

  isFolder(path: string): boolean {
    return this.#source.isFolder(path);
  }

  realPath(path: string): string {
    return this.#source.realPath?.(path) ?? path;
  }

  /** A file, or the kustomization of a folder, that stands in no repository. */
  isMadeLater(path: string): boolean {
    const { isMadeLater } = this.#source;
    if (isMadeLater === undefined) return false;
    return isMadeLater(path) || KUSTOMIZATION_NAMES.some((name) => isMadeLater(joinPath(path, name)));
  }

  /** A file at its own path; undefined when there is none. */
  file(path: string): SourceFile | undefined {
    if (this.#files.has(path)) return this.#files.get(path);
    const isFull = this.#files.size >= MAX_FILES || this.#totalLength > MAX_TOTAL_LENGTH;
    if (isFull) this.#refuse(path);
    const text = isFull ? undefined : this.#source.read(path);
    const file = text === undefined ? undefined : new SourceFile(path, text, this.#source.parsed?.(path));
    this.#totalLength += text?.length ?? 0;
    this.#files.set(path, file);
    return file;
  }

  #refuse(path: string): void {
    if (this.#problems.errors.some((error) => error.class === 'too-large')) return;
    this.#problems.fail('too-large', 'The build reads too many files', { file: path, start: 0, end: 0 });
  }

  /** The file that a place is in; it has been read. */
  known(path: string): SourceFile | undefined {
    return this.#files.get(path);
  }

  /** A file that an entry of the kustomization in `root` names; a problem at `place` when it cannot be read. */
  namedFile(
    root: string,
    written: string,
    place: Place,
    use: 'yaml' | 'content' = 'yaml',
  ): SourceFile | undefined {
    const path = this.realPath(written.startsWith('/') ? written : joinPath(root, written));
    const file = this.file(path);
    if (file === undefined) {
      const made = use === 'content' || this.isMadeLater(path) ? 'content' : 'yaml';
      return this.#problems.failPath(`There is no file "${written}"`, place, made);
    }
    if (isInFolder(folderOf(path), root)) return file;
    const message = `"${written}" lies outside the folder of this kustomization: single files must be in or below it, unless the build is told otherwise (LoadRestrictionsNone)`;
    this.#problems.fail('outside-root', message, place);
    return file;
  }
}
