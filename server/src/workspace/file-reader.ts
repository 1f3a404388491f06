/** From the text of a file to its objects. What throws on the way loses its own objects, is told once, and nothing else. */
import { type ExtractionOptions, extractResources } from '../model/extract-resources.ts';
import type { DocumentHeader, YamlFile } from '../yaml/node.ts';
import { parseDocument } from '../yaml/parse-document.ts';
import { type ParseOptions, parseYamlFile } from '../yaml/parse-file.ts';
import { type FailureListener, Failures } from './failure.ts';
import { fileUnit, type Unit } from './unit.ts';

export interface Reading {
  readonly parseDocument: typeof parseDocument;
  readonly extractResources: typeof extractResources;
}

export class FileReader {
  readonly #reading: Reading;
  readonly #failures: Failures;

  constructor(environment: { readonly reading?: Reading; readonly onFailure: FailureListener }) {
    this.#reading = environment.reading ?? { parseDocument, extractResources };
    this.#failures = new Failures(environment.onFailure);
  }

  /** A file that cannot be divided into documents has none. */
  parse(uri: string, text: string, options: ParseOptions, previous: YamlFile | undefined): YamlFile {
    try {
      return parseYamlFile(
        text,
        {
          ...options,
          read: this.#reading.parseDocument,
          failed: (error, header, own) =>
            this.#failed('text', uri, placeOf(header, text.indexOf(own), text), error),
        },
        previous,
      );
    } catch (error) {
      this.#failed('text', uri, '', error);
      return { text, documents: [], problems: [] };
    }
  }

  unit(uri: string, file: YamlFile, options: ExtractionOptions): Unit {
    try {
      return fileUnit(uri, file, options, {
        extract: this.#reading.extractResources,
        failed: (error, document) => {
          const start = file.documents.find((placed) => placed.document === document)?.start ?? 0;
          this.#failed('objects', uri, placeOf(document.header, start, file.text), error);
        },
      });
    } catch (error) {
      this.#failed('objects', uri, '', error);
      return { files: [uri], resources: [] };
    }
  }

  #failed(id: 'text' | 'objects', uri: string, key: string, error: unknown): void {
    this.#failures.report({ kind: 'reading of', id }, { uri, key }, error);
  }
}

/** Which document of a file: it has no name yet. */
function placeOf({ kind = 'document' }: DocumentHeader, start: number, text: string): string {
  let line = 1;
  for (let at = text.indexOf('\n'); at >= 0 && at < start; at = text.indexOf('\n', at + 1)) line++;
  return `${kind} at line ${line}`;
}
