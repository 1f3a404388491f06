/** The files that a build may read, as its host hands them in. */
import type { YamlFile } from '../yaml/node.ts';
import { parseYamlFile } from '../yaml/parse-file.ts';

/** Read-only and synchronous; paths are those of `normalPath`. */
export interface FileSource {
  /** Undefined when there is no such file. */
  read(path: string): string | undefined;
  isFolder(path: string): boolean;
  /** The path with symbolic links resolved; absent where there are none. */
  realPath?(path: string): string;
}

/** A file that a build has read, parsed when somebody asks. */
export class SourceFile {
  readonly path: string;
  readonly text: string;
  #yaml: YamlFile | undefined;

  constructor(path: string, text: string) {
    this.path = path;
    this.text = text;
  }

  get yaml(): YamlFile {
    this.#yaml ??= parseYamlFile(this.text, { isOurs: () => true, explicit: true });
    return this.#yaml;
  }
}
