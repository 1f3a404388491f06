/** The files that a build may read, as its host hands them in. */
import type { YamlFile } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse-file.ts';

/** Read-only and synchronous; paths are those of `normalPath`. */
export interface FileSource {
  /** Undefined when there is no such file. */
  read(path: string): string | undefined;
  isFolder(path: string): boolean;
  /** The file as it was parsed for others: documents that were read then are not read again. */
  parsed?(path: string): YamlFile | undefined;
  /** Git ignores the path: what is named there is made by somebody before the build. */
  isMadeLater?(path: string): boolean;
  /** The path with symbolic links resolved; absent where there are none. */
  realPath?(path: string): string;
}

/** Files of others that were read to their end for a build: the next one need not do it again. Large ones are not kept. */
const readWhole = new WeakMap<YamlFile, YamlFile>();
const MOST_KEPT = 20_000;

/** A file that a build has read, parsed when somebody asks. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  readonly #known: YamlFile | undefined;
  #yaml: YamlFile | undefined;

  constructor(path: string, text: string, known?: YamlFile) {
    this.path = path;
    this.text = text;
    this.#known = known;
  }

  get yaml(): YamlFile {
    this.#yaml ??= this.#read();
    return this.#yaml;
  }

  #read(): YamlFile {
    const before = this.#known?.text === this.text ? readWhole.get(this.#known) : undefined;
    if (before !== undefined) return before;
    const yaml = parseYamlFile(this.text, { isOurs: () => true, explicit: true }, this.#known);
    if (this.#known !== undefined && this.text.length <= MOST_KEPT) readWhole.set(this.#known, yaml);
    return yaml;
  }
}
