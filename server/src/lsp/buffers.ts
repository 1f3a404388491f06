/** The documents that are open in the editor, kept in step with it. */
import type {
  TextDocumentContentChangeEvent,
  TextDocumentItem,
  VersionedTextDocumentIdentifier,
} from 'vscode-languageserver';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { canonicalUri, isBelow } from '../base/canonical-uri.ts';
import { type PositionEncoding, Positions } from './positions.ts';

export interface Buffer {
  /** Canonical. */
  readonly uri: string;
  /** As the client spells its URI. */
  readonly clientUri: string;
  readonly languageId: string;
  readonly version: number;
  readonly text: string;
}

/** Documents of these languages are nobody's manifests, whatever their text looks like. */
const FOREIGN_LANGUAGES = new Set(['dockercompose']);

export function isForeignLanguage({ languageId }: Pick<Buffer, 'languageId'>): boolean {
  return FOREIGN_LANGUAGES.has(languageId);
}

export class Buffers {
  readonly #documents = new Map<string, TextDocument>();
  /** Files that somebody has deleted while they were open: nothing is there until they are written or typed into. */
  readonly #deleted = new Set<string>();
  readonly #encoding: PositionEncoding;

  constructor(encoding: PositionEncoding) {
    this.#encoding = encoding;
  }

  open({ uri, languageId, version, text }: TextDocumentItem): Buffer {
    const document = TextDocument.create(uri, languageId, version, text);
    this.#documents.set(canonicalUri(uri), document);
    this.#deleted.delete(canonicalUri(uri));
    return bufferOf(document);
  }

  /** Undefined for a document that is not open. */
  change(
    { uri, version }: VersionedTextDocumentIdentifier,
    changes: readonly TextDocumentContentChangeEvent[],
  ): Buffer | undefined {
    const document = this.#documents.get(canonicalUri(uri));
    if (document === undefined) return undefined;
    this.#deleted.delete(canonicalUri(uri));
    // Each change counts from the text after the one before it.
    for (const change of changes) TextDocument.update(document, [this.#inUtf16(document, change)], version);
    return bufferOf(document);
  }

  /** @returns its canonical URI */
  close(uri: string): string {
    const canonical = canonicalUri(uri);
    this.#documents.delete(canonical);
    this.#deleted.delete(canonical);
    return canonical;
  }

  /** @returns what is open of a file, or of those below a folder, that was deleted */
  noteDeleted(uri: string): readonly Buffer[] {
    const open = this.all().filter((buffer) => buffer.uri === uri || isBelow(buffer.uri, uri));
    for (const buffer of open) this.#deleted.add(buffer.uri);
    return open;
  }

  /** @returns what is open of a file that was written; undefined for one that was not deleted before */
  noteWritten(uri: string): Buffer | undefined {
    return this.#deleted.delete(uri) ? this.get(uri) : undefined;
  }

  /** By canonical URI. */
  isDeleted(uri: string): boolean {
    return this.#deleted.has(uri);
  }

  /** By canonical URI. */
  get(uri: string): Buffer | undefined {
    const document = this.#documents.get(uri);
    return document && bufferOf(document);
  }

  has(uri: string): boolean {
    return this.#documents.has(uri);
  }

  /** Canonical. */
  uris(): readonly string[] {
    return [...this.#documents.keys()];
  }

  all(): readonly Buffer[] {
    return [...this.#documents.values()].map(bufferOf);
  }

  #inUtf16(document: TextDocument, change: TextDocumentContentChangeEvent): TextDocumentContentChangeEvent {
    if (this.#encoding === 'utf-16' || !('range' in change)) return change;
    const { start, end } = new Positions(document.getText(), this.#encoding).offsetsOf(change.range);
    return {
      range: { start: document.positionAt(start), end: document.positionAt(end) },
      text: change.text,
    };
  }
}

function bufferOf(document: TextDocument): Buffer {
  const { uri, languageId, version } = document;
  return { uri: canonicalUri(uri), clientUri: uri, languageId, version, text: document.getText() };
}
