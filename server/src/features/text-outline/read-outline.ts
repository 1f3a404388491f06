/** Reads the outline of one document, and on the way what the cursor touches. Never fails: the rest is left out. */
import { OpenLevels } from './open-levels.ts';
import type { Frame, Outline, OutlineNode, OutlineScalar, Spot } from './outline.ts';
import { readFlow } from './read-flow.ts';
import {
  isDash,
  type Line,
  lineAt,
  plain,
  readKey,
  readPlain,
  readQuoted,
  skipBlanks,
  skipProperties,
} from './read-line.ts';

/** `cursor`: offset in `text`. */
export function readOutline(text: string, cursor: number): Outline {
  return new OutlineReader(text, cursor).read();
}

class OutlineReader {
  readonly #text: string;
  readonly #cursor: number;
  readonly #open = new OpenLevels();
  #spot: Spot | undefined;
  #isCursorSeen = false;
  #next = 0;

  constructor(text: string, cursor: number) {
    this.#text = text;
    this.#cursor = cursor;
  }

  read(): Outline {
    const { length } = this.#text;
    for (;;) {
      const line = lineAt(this.#text, this.#next);
      this.#next = line.next;
      this.#readLine(line);
      if (line.next === line.end || this.#next > length) break;
    }
    return { root: this.#open.root, spot: this.#spot };
  }

  #readLine(line: Line): void {
    const first = this.#text[line.content];
    const isTemplate = this.#text.startsWith('{{', line.content);
    if (line.content >= line.end) {
      if (this.#isAt(line.start, line.end)) this.#seeStart(plain(this.#text, this.#cursor, line.end), line);
    } else if (first === '#' || isTemplate) {
      if (this.#isAt(line.start, line.end)) this.#isCursorSeen = true;
    } else this.#readContent(line);
  }

  #isAt(start: number, end: number): boolean {
    return !this.#isCursorSeen && this.#cursor >= start && this.#cursor <= end;
  }

  #readContent(line: Line): void {
    if (this.#cursor >= line.start && this.#cursor < line.content) this.#isCursorSeen = true;
    let at = line.content;
    while (at < line.end && isDash(this.#text, at, line.end)) {
      this.#open.dash(at - line.start);
      const behind = skipBlanks(this.#text, at + 1, line.end);
      const isEnd = behind >= line.end || this.#text[behind] === '#';
      if (isEnd && this.#isAt(at + 1, behind)) this.#seeBehindDash(at, line);
      else if (this.#isAt(at, behind - 1)) this.#isCursorSeen = true;
      at = behind;
    }
    if (at < line.end && this.#text[at] !== '#') this.#readNode(line, at);
    // Whatever of the line is left has nothing to say: a comment, the gap in front of a value.
    if (this.#isAt(line.start, line.end)) this.#isCursorSeen = true;
  }

  #readNode(line: Line, at: number): void {
    const isBehindDash = at > line.content;
    const unit = this.#text[at];
    if (unit === '{' || unit === '[') {
      if (!isBehindDash) this.#open.popDeeper(at - line.start);
      const frames = this.#open.frames();
      const isFree = isBehindDash || this.#open.isFree();
      const node = this.#flow(at, this.#open.parentColumn(), frames);
      if (isFree) this.#open.setValue(node);
      return;
    }
    const found = readKey(this.#text, skipProperties(this.#text, at, line.end), line.end);
    if (found === undefined) this.#word(line, at);
    else {
      this.#key(found.key, at - line.start, isBehindDash);
      this.#value(line, found.colon);
    }
  }

  /** Text without a colon: a scalar, or a key that is being typed. */
  #word(line: Line, at: number): void {
    const isBehindDash = at > line.content;
    const scalar = this.#scalarAt(at, line.end);
    const isContinuation = !isBehindDash && this.#open.isContinuation(at - line.start);
    if (this.#isAt(scalar.start, scalar.end) && !isContinuation) this.#seeStart(scalar, line, isBehindDash);
    if (!isContinuation) this.#open.attach(scalar, at - line.start, isBehindDash);
    if (isBlockHeader(scalar)) this.#skipBlock(line, this.#open.parentColumn());
  }

  #scalarAt(from: number, end: number): OutlineScalar {
    const at = skipProperties(this.#text, from, end);
    const unit = this.#text[at];
    return unit === '"' || unit === "'" ? readQuoted(this.#text, at, end) : readPlain(this.#text, at, end);
  }

  /** `column`: where the key begins, its anchor included. */
  #key(key: OutlineScalar, column: number, isBehindDash: boolean): void {
    const isAtKey = this.#isAt(key.start, key.end);
    this.#open.addEntry({ key, hasColon: true, value: undefined }, column);
    if (isAtKey) this.#see({ ...this.#spotOf('key', key), column, isBehindDash });
  }

  #value(line: Line, colon: number): void {
    const at = skipProperties(this.#text, skipBlanks(this.#text, colon + 1, line.end), line.end);
    const unit = this.#text[at];
    if (at >= line.end || unit === '#') {
      const isFree = unit !== '#' || this.#cursor < at;
      const word = plain(this.#text, this.#cursor, unit === '#' ? this.#cursor : line.end);
      if (this.#isAt(colon + 1, at) && isFree) this.#seeValue(word);
      return;
    }
    if ((unit === '{' && this.#text[at + 1] !== '{') || unit === '[') {
      this.#open.setValue(this.#flow(at, this.#open.parentColumn(), this.#open.frames()));
      return;
    }
    const scalar = this.#scalarAt(at, line.end);
    if (this.#isAt(at, scalar.end)) this.#seeValue(scalar);
    this.#open.setValue(scalar);
    if (isBlockHeader(scalar)) this.#skipBlock(line, this.#open.parentColumn());
  }

  #flow(start: number, limitColumn: number, outer: readonly Frame[]): OutlineNode {
    const cursor = this.#isCursorSeen ? -1 : this.#cursor;
    const { node, end, spot, hasCursor } = readFlow({ text: this.#text, start, limitColumn, cursor, outer });
    if (hasCursor) this.#see(spot);
    const rest = lineAt(this.#text, end);
    if (this.#isAt(start, rest.end)) this.#isCursorSeen = true;
    this.#next = rest.next;
    return node;
  }

  /** Lines of a block scalar: all that are blank or deeper than its owner. */
  #skipBlock(header: Line, owner: number): void {
    let next = header.next;
    while (next < this.#text.length && next > header.end) {
      const line = lineAt(this.#text, next);
      const isText = line.content < line.end;
      if (isText && line.content - line.start <= owner) break;
      const isCursorHere = this.#isAt(line.start, line.end);
      // A blank line with the cursor at an outer column is where the next key is going to stand.
      if (isCursorHere && !isText && this.#cursor - line.start <= owner) break;
      if (isCursorHere) this.#isCursorSeen = true;
      if (line.next === line.end) {
        this.#next = this.#text.length + 1;
        return;
      }
      next = line.next;
    }
    this.#next = next;
  }

  #see(spot: Spot | undefined): void {
    this.#isCursorSeen = true;
    this.#spot = spot;
  }

  #seeValue(word: OutlineScalar): void {
    const needsBlank = this.#text[word.start - 1] === ':';
    this.#see({ ...this.#spotOf('value', word), column: this.#open.parentColumn(), needsBlank });
  }

  #seeBehindDash(dash: number, line: Line): void {
    const needsBlank = this.#cursor === dash + 1;
    const isAlone = skipBlanks(this.#text, this.#cursor, line.end) === line.end;
    const word = plain(this.#text, this.#cursor, isAlone ? line.end : this.#cursor);
    const column = (needsBlank ? dash + 2 : this.#cursor) - line.start;
    this.#see({ ...this.#spotOf('start', word), column, needsBlank, isBehindDash: true });
  }

  #seeStart(word: OutlineScalar, line: Line, isBehindDash = false): void {
    this.#see({ ...this.#spotOf('start', word), column: word.start - line.start, isBehindDash });
  }

  #spotOf(form: Spot['form'], word: OutlineScalar): Spot {
    return {
      form,
      isFlow: false,
      frames: this.#open.frames(),
      start: word.start,
      end: word.end,
      quote: word.quote,
      column: 0,
      needsBlank: false,
      isBehindDash: false,
      needsComma: false,
    };
  }
}

function isBlockHeader(scalar: OutlineScalar): boolean {
  return scalar.quote === '' && /^[|>][-+0-9]*$/.test(scalar.text);
}
