/**
 * What parsing YAML gives: our own compact, read-only values, never nodes of the `yaml` package, so that a faster
 * parser can stand beside the tolerant one. Invariant: a `YamlFile` knows one file and holds no semantics.
 *
 * All offsets in nodes and problems count UTF-16 units from the start of their document; a document knows where it
 * starts in its file. A document whose text did not change is therefore the same object after an edit above it.
 */
import type { OffsetRange } from '../base/offset-range.ts';

export type YamlNode = YamlScalar | YamlMap | YamlSeq;

export type ScalarStyle = 'plain' | 'single' | 'double' | 'literal' | 'folded';

/** A scalar as the API server reads it: plain text follows YAML 1.1 (`on`, `012`, `1_000`), quoted text is a string. */
export interface YamlScalar {
  readonly kind: 'scalar';
  readonly start: number;
  readonly end: number;
  readonly value: string | number | boolean | null;
  /** Decoded text: the content of quotes and blocks after unescaping and folding, or the plain characters. */
  readonly text: string;
  readonly style: ScalarStyle;
}

export interface YamlMap {
  readonly kind: 'map';
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
  /** In source order; entries that a merge key brings in come last. */
  readonly entries: readonly YamlEntry[];
}

export interface YamlEntry {
  readonly key: YamlScalar;
  /** A key without a value has a `null` scalar of length 0 behind its colon. */
  readonly value: YamlNode;
  /** Where the alias (`*name`) or merge (`<<: *name`) stands that brought this value here; absent for ordinary values. */
  readonly via?: OffsetRange;
  /** True when a later duplicate key (or an own key, for merged entries) replaces this entry. */
  readonly overridden?: true;
  /** True when a merge key brought the whole entry, key included, from another mapping. */
  readonly merged?: true;
}

export interface YamlSeq {
  readonly kind: 'seq';
  readonly start: number;
  readonly end: number;
  readonly flow: boolean;
  readonly items: readonly YamlItem[];
}

export interface YamlItem {
  readonly value: YamlNode;
  readonly via?: OffsetRange;
}

/** Problems of the text itself. `code` is stable and becomes the rule `yaml/<code>`. */
export interface YamlProblem {
  readonly code: YamlProblemCode;
  readonly start: number;
  readonly end: number;
  /**
   * Values for the rule's message: `syntax` has `detail` (what is wrong, lower case), `duplicate-key` `key`,
   * `unknown-alias` `name`, limits `limit` (and `size`), `ambiguous-scalar` `text`, `yaml11` and `yaml12`.
   */
  readonly data: Readonly<Record<string, string | number>>;
}

export type YamlProblemCode =
  | 'syntax'
  | 'duplicate-key'
  | 'unknown-alias'
  | 'tab-indentation'
  | 'too-large'
  | 'too-deep'
  | 'too-many-aliases'
  | 'not-utf8'
  | 'binary'
  /** Text that YAML 1.1 (the API server) and YAML 1.2 (editors, other tools) read differently. */
  | 'ambiguous-scalar'
  /** A line of the header is missing, or its group is misspelt: found by who knows the kinds. */
  | 'incomplete-header'
  | 'misspelt-group'
  /** `<<` twice in one mapping: the API server merges both, other tools refuse it. */
  | 'repeated-merge-key'
  /** A template language other than Helm's: what its marks put in is not judged. */
  | 'partly-judged';

/** apiVersion and kind as found by one look at the document's text, before (and whether or not) it is parsed. */
export interface DocumentHeader {
  readonly apiVersion: string | undefined;
  readonly kind: string | undefined;
}

export interface YamlDocument {
  /** Source text of this document, without its `---` line. */
  readonly text: string;
  readonly header: DocumentHeader;
  /**
   * `parsed`: `root` is there, perhaps incomplete next to problems. `foreign`: not one of our kinds, never parsed.
   * `empty`: nothing but comments and blanks.
   */
  readonly state: 'parsed' | 'foreign' | 'empty';
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
  /** True when the text holds actions of a template language: semantic rules stay silent where a value contains one. */
  readonly isTemplate: boolean;
  /** The first mark of a template language other than Helm's. */
  readonly foreignMark?: OffsetRange;
  /** Comments that start with a Meshwright directive, in order; text is what follows `#`, trimmed. */
  readonly directives: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** A document at its place in a file. */
export interface PlacedDocument {
  /** Offset in the file of the document's offset 0. */
  readonly start: number;
  readonly document: YamlDocument;
}

export interface YamlFile {
  readonly text: string;
  readonly documents: readonly PlacedDocument[];
  /** Problems of the file as a whole (size, encoding), in file offsets. */
  readonly problems: readonly YamlProblem[];
}
