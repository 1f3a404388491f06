/** A file's text as documents. Documents whose text did not change are the same objects as before. */
import type { OffsetRange } from '../base/offset-range.ts';
import { MAX_FILE_BYTES } from './limits.ts';
import type { DocumentHeader, PlacedDocument, YamlDocument, YamlFile, YamlProblem } from './node.ts';
import { emptyDocument, foreignDocument, isEmpty, parseDocument } from './parse-document.ts';
import { readHeader } from './read-header.ts';
import { detached } from './shared-text.ts';
import { splitDocuments } from './split-documents.ts';

export interface ParseOptions {
  /** Whether a document with this header and text is worth parsing. */
  isOurs(header: DocumentHeader, text: string): boolean;
  /** What is wrong with a header, in offsets of the document's text. */
  headerSlip?(header: DocumentHeader, text: string): YamlProblem | undefined;
  /** The file was named by a person: every document is parsed. */
  readonly explicit: boolean;
  /** The reading of one document; ours when absent. */
  readonly read?: typeof parseDocument;
  /** A document whose reading throws has no objects, and the others go on. Absent: it throws. */
  failed?(error: unknown, header: DocumentHeader, text: string): void;
}

const BOM = 0xfeff;
const MANY_DOCUMENTS = 10_000;

const NO_HEADER: DocumentHeader = { apiVersion: undefined, kind: undefined };

export function parseYamlFile(text: string, options: ParseOptions, previous?: YamlFile): YamlFile {
  if (text.length > MAX_FILE_BYTES / 3) {
    const size = utf8Length(text);
    if (size > MAX_FILE_BYTES) return refuse(text, size, options);
  }
  const slices = withoutVoids(text, splitDocuments(text));
  const reuse = reusable(text, slices, previous);
  const documents = slices.map(({ start, end }, index): PlacedDocument => {
    const slice = text.slice(start, end);
    const known = reuse(index, slice);
    // Documents outlive the version of the file that they came with.
    const own = known === undefined && previous !== undefined ? detached(slice) : slice;
    return { start, document: readDocument(own, options, known) };
  });
  const problems = [...separatorProblems(text, documents, options), ...templateProblems(documents, options)];
  return { text, documents, problems };
}

/** Hostile text has a document for every four bytes; of so many, those that hold nothing are not kept. */
function withoutVoids(text: string, slices: readonly OffsetRange[]): readonly OffsetRange[] {
  if (slices.length <= MANY_DOCUMENTS) return slices;
  return slices.filter(({ start, end }) => end - start > 1 || text.slice(start, end).trim() !== '');
}

/** What `kubectl` refuses beside the documents: text on the line of `---`, and `%` directives. */
function separatorProblems(
  text: string,
  documents: readonly PlacedDocument[],
  options: ParseOptions,
): readonly YamlProblem[] {
  const problems: YamlProblem[] = [];
  for (const [index, { start, document }] of documents.entries()) {
    if (document.state !== 'parsed' || !options.isOurs(document.header, document.text)) continue;
    const before = text.charCodeAt(start - 1);
    const isOnMarkerLine = start > 1 && before !== 10 && before !== 13 && before !== BOM;
    if (isOnMarkerLine && text[start] !== '#') {
      const detail = 'text on the line of "---"; start the document on the next line';
      problems.push({ code: 'syntax', start, end: lineEnd(text, start), data: { detail } });
    }
    const previous = documents[index - 1];
    if (previous?.document.state !== 'empty') continue;
    const directive = /^%.*/m.exec(previous.document.text);
    if (directive === null) continue;
    const at = previous.start + directive.index;
    const detail = 'kubectl and the API server refuse "%" directives';
    problems.push({ code: 'syntax', start: at, end: at + directive[0].length, data: { detail } });
  }
  return problems;
}

/** One remark for a file: what its template makes is judged in part. */
function templateProblems(
  documents: readonly PlacedDocument[],
  options: ParseOptions,
): readonly YamlProblem[] {
  const found = documents.find(
    ({ document }) => document.foreignMark !== undefined && options.isOurs(document.header, document.text),
  );
  const mark = found?.document.foreignMark;
  if (found === undefined || mark === undefined) return [];
  return [{ code: 'partly-judged', start: found.start + mark.start, end: found.start + mark.end, data: {} }];
}

function lineEnd(text: string, from: number): number {
  const found = text.slice(from, from + 1000).search(/[\r\n]/);
  return found < 0 ? Math.min(text.length, from + 1000) : from + found;
}

function refuse(text: string, size: number, options: ParseOptions): YamlFile {
  const isJudged = options.explicit || options.isOurs(NO_HEADER, text);
  const data = { size, limit: MAX_FILE_BYTES, ...(options.explicit ? { isNamed: 1 } : {}) };
  return { text, documents: [], problems: isJudged ? [{ code: 'too-large', start: 0, end: 1, data }] : [] };
}

function readDocument(text: string, options: ParseOptions, known: YamlDocument | undefined): YamlDocument {
  if (known?.state === 'empty') return known;
  if (known === undefined && isEmpty(text)) return emptyDocument(text);
  const header = known?.header ?? readHeader(text);
  const isWanted = options.explicit || options.isOurs(header, text);
  // Which documents are wanted may change although the text does not, for instance when a file becomes explicit.
  if (known !== undefined && isWanted === (known.state === 'parsed')) return known;
  const document = isWanted ? wantedDocument(text, header, options) : foreignDocument(text, header);
  const slip = options.headerSlip?.(header, text);
  return slip === undefined ? document : { ...document, problems: [...document.problems, slip] };
}

function wantedDocument(
  text: string,
  header: DocumentHeader,
  { read = parseDocument, failed }: ParseOptions,
): YamlDocument {
  if (failed === undefined) return read(text, header);
  try {
    return read(text, header);
  } catch (error) {
    failed(error, header, text);
    return foreignDocument(text, header);
  }
}

/**
 * Finds the document of the previous version with the same text: at the same place counted from the start or the end,
 * which is where an edit leaves it, else anywhere.
 */
function reusable(
  text: string,
  slices: readonly OffsetRange[],
  previous: YamlFile | undefined,
): (index: number, slice: string) => YamlDocument | undefined {
  const before = previous?.documents ?? [];
  if (before.length === 0 || text.length === 0) return () => undefined;
  const shift = before.length - slices.length;
  let byText: Map<string, YamlDocument> | undefined;
  return (index, slice) => {
    const sameStart = before[index]?.document;
    if (sameStart?.text === slice) return sameStart;
    const sameEnd = before[index + shift]?.document;
    if (sameEnd?.text === slice) return sameEnd;
    if (before.length === 1) return undefined;
    byText ??= new Map(before.map(({ document }) => [document.text, document]));
    return byText.get(slice);
  };
}

function utf8Length(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    // Surrogate halves take two bytes each, everything else from U+0800 three.
    if (unit >= 0x80) length += unit < 0x800 || (unit >= 0xd800 && unit < 0xe000) ? 1 : 2;
  }
  return length;
}
