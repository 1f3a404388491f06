/**
 * The fast parser's place in a text, and the scalars that stand on one line. The fast parser reads what clean manifests
 * are made of; at anything else it gives up, and the tolerant parser reads the document from its start.
 */
import type { YamlScalar } from './node.ts';
import type { Reading } from './reading.ts';
import { sharedText } from './shared-text.ts';

const LF = 10;
const SPACE = 32;
const DOUBLE_QUOTE = 34;
const HASH = 35;
const SINGLE_QUOTE = 39;
const DASH = 45;
const COLON = 58;
const QUESTION = 63;
const BACKSLASH = 92;

/** Characters with which no plain scalar starts: `!"#%&'*,>@[]`{|}`. */
const RESERVED: readonly boolean[] = Array.from({ length: 128 }, (_, unit) =>
  '!"#%&\'*,>@[]`{|}'.includes(String.fromCharCode(unit)),
);

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ['\\', '\\'],
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['b', '\b'],
  ['f', '\f'],
]);

export class FastCursor {
  readonly reading: Reading;
  readonly text: string;
  /** Offset of the next character to read; behind `nextLine` that of the line's first character that is no blank. */
  at = 0;
  /** Column of the line that `nextLine` found, -1 at the end of the text. */
  indent = 0;
  /** Offset of the current line's start. */
  lineStart = 0;
  /** Offset of the current line's break; a CR before it is not part of the line. */
  lineEnd = 0;
  depth = 0;
  /** Set for good when the text is not for the fast parser. */
  hasGivenUp = false;

  constructor(reading: Reading) {
    this.reading = reading;
    this.text = reading.text;
  }

  giveUp(): undefined {
    this.hasGivenUp = true;
    return undefined;
  }

  /** Moves to the next line that holds more than blanks and a comment, searching from `from`, the start of a line. */
  seekLine(from: number): void {
    const { text } = this;
    const { length } = text;
    let start = from;
    while (start < length) {
      let at = start;
      while (text.charCodeAt(at) === SPACE) at++;
      const newline = text.indexOf('\n', at);
      const end = newline < 0 ? length : newline;
      const unit = text.charCodeAt(at);
      const isBlank = at === end || (unit === 13 && at === end - 1);
      if (!isBlank && unit !== HASH) {
        this.at = at;
        this.indent = at - start;
        this.lineStart = start;
        this.lineEnd = text.charCodeAt(end - 1) === 13 ? end - 1 : end;
        return;
      }
      start = end + 1;
    }
    this.at = length;
    this.indent = -1;
  }

  /** Moves on to an offset on a later line. */
  moveTo(offset: number): void {
    const { text } = this;
    this.at = offset;
    this.lineStart = text.lastIndexOf('\n', offset - 1) + 1;
    const newline = text.indexOf('\n', offset);
    const end = newline < 0 ? text.length : newline;
    this.lineEnd = end > offset && text.charCodeAt(end - 1) === 13 ? end - 1 : end;
  }

  nextLine(): void {
    const { text, lineEnd } = this;
    this.seekLine(text.charCodeAt(lineEnd) === 13 ? lineEnd + 2 : lineEnd + 1);
  }

  skipBlanks(): void {
    while (this.text.charCodeAt(this.at) === SPACE) this.at++;
  }

  /** True when nothing but a comment follows on the line. A `#` needs a blank before it. */
  isAtLineEnd(): boolean {
    if (this.at >= this.lineEnd) return true;
    return this.text.charCodeAt(this.at) === HASH && this.text.charCodeAt(this.at - 1) === SPACE;
  }

  /** True at a `-`, `?` or `:` that is an indicator, not the start of a word. */
  isIndicator(at: number): boolean {
    const unit = this.text.charCodeAt(at);
    if (unit !== DASH && unit !== QUESTION && unit !== COLON) return false;
    return at + 1 >= this.lineEnd || this.text.charCodeAt(at + 1) === SPACE;
  }

  isDash(): boolean {
    return this.text.charCodeAt(this.at) === DASH && this.isIndicator(this.at);
  }

  /** True when a plain scalar of block style can start here. */
  canStartPlain(): boolean {
    const unit = this.text.charCodeAt(this.at);
    return !(unit < 128 && RESERVED[unit] === true) && !this.isIndicator(this.at);
  }

  /** Offset of the colon that makes the plain text from here a key, or of the text's end when none does. */
  plainEnd(): number {
    const { text, lineEnd } = this;
    let at = this.at;
    for (; at < lineEnd; at++) {
      const unit = text.charCodeAt(at);
      if (unit === COLON && (at + 1 === lineEnd || text.charCodeAt(at + 1) === SPACE)) return at;
      if (unit === HASH && text.charCodeAt(at - 1) === SPACE) break;
    }
    while (text.charCodeAt(at - 1) === SPACE) at--;
    return at;
  }

  /** The plain scalar up to `end`, blanks before that left out. */
  plainScalar(end: number): YamlScalar {
    const { text, at: start } = this;
    let last = end;
    while (text.charCodeAt(last - 1) === SPACE) last--;
    this.at = end;
    const scalar = this.reading.plainScalar(sharedText(text, start, last), start, last);
    if (typeof scalar.value === 'number' && !Number.isFinite(scalar.value)) this.giveUp();
    return scalar;
  }

  isAtQuote(): boolean {
    const unit = this.text.charCodeAt(this.at);
    return unit === DOUBLE_QUOTE || unit === SINGLE_QUOTE;
  }

  /** A quoted scalar that ends on its line. */
  quotedScalar(): YamlScalar | undefined {
    return this.text.charCodeAt(this.at) === DOUBLE_QUOTE ? this.#doubleQuoted() : this.#singleQuoted();
  }

  #singleQuoted(): YamlScalar | undefined {
    const { text, at: start } = this;
    let close = text.indexOf("'", start + 1);
    let isDoubled = false;
    while (close >= 0 && text.charCodeAt(close + 1) === SINGLE_QUOTE) {
      isDoubled = true;
      close = text.indexOf("'", close + 2);
    }
    if (close < 0 || close >= this.lineEnd) return this.giveUp();
    this.at = close + 1;
    const content = text.slice(start + 1, close);
    return this.reading.stringScalar(
      'single',
      isDoubled ? content.replaceAll("''", "'") : content,
      start,
      this.at,
    );
  }

  #doubleQuoted(): YamlScalar | undefined {
    const { text, at: start, lineEnd } = this;
    let at = start + 1;
    let hasEscapes = false;
    for (; at < lineEnd; at++) {
      const unit = text.charCodeAt(at);
      if (unit === DOUBLE_QUOTE) break;
      if (unit === BACKSLASH) {
        hasEscapes = true;
        at++;
      }
    }
    if (at >= lineEnd) return this.giveUp();
    const content = text.slice(start + 1, at);
    const decoded = hasEscapes ? withoutEscapes(content) : content;
    if (decoded === undefined) return this.giveUp();
    this.at = at + 1;
    return this.reading.stringScalar('double', decoded, start, this.at);
  }
}

/** JSON's escapes; undefined when there are others. */
function withoutEscapes(content: string): string | undefined {
  let decoded = '';
  let from = 0;
  for (let at = content.indexOf('\\'); at >= 0; at = content.indexOf('\\', from)) {
    decoded += content.slice(from, at);
    const kind = content.charAt(at + 1);
    const simple = ESCAPES.get(kind);
    const digits = content.slice(at + 2, at + 6);
    if (simple !== undefined) decoded += simple;
    else if (kind === 'u' && /^(?![dD][89a-fA-F])[0-9a-fA-F]{4}$/.test(digits))
      decoded += String.fromCharCode(Number.parseInt(digits, 16));
    else return undefined;
    from = simple === undefined ? at + 6 : at + 2;
  }
  return decoded + content.slice(from);
}

export { COLON, LF, SPACE };
