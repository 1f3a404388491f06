/** Digests of files, kept as long as the file is as it was. */
import type { ExtractionOptions } from '../../model/extract-resources.ts';
import type { YamlFile } from '../../yaml/node.ts';
import { digestOf, type FileDigest } from './digest.ts';

interface Kept {
  readonly file: YamlFile;
  readonly options: string;
  readonly digest: FileDigest;
}

export class Digests {
  #kept: ReadonlyMap<string, Kept> = new Map();

  /** Sorted by path; forgets the files that are not among these. */
  of(
    files: Iterable<readonly [uri: string, file: YamlFile]>,
    pathOf: (uri: string) => string,
    { defaultNamespace, workloadKinds }: Pick<ExtractionOptions, 'defaultNamespace' | 'workloadKinds'>,
  ): readonly FileDigest[] {
    const options = { defaultNamespace, workloadKinds, isMeshNetworks: false };
    const optionsText = JSON.stringify(options);
    const next = new Map<string, Kept>();
    for (const [uri, file] of files) {
      const known = this.#kept.get(uri);
      const isKept = known?.file === file && known.options === optionsText;
      const digest = isKept ? known.digest : digestOf(uri, pathOf(uri), file, options);
      next.set(uri, { file, options: optionsText, digest });
    }
    this.#kept = next;
    return [...next.values()].map(({ digest }) => digest).sort((a, b) => (a.path < b.path ? -1 : 1));
  }
}
