/** Reads the outline of one document, and on the way what the cursor touches. Never fails: the rest is left out. */
import type {
  Frame,
  Outline,
  OutlineEntry,
  OutlineItem,
  OutlineMap,
  OutlineNode,
  OutlineScalar,
  OutlineSeq,
  Spot,
} from './outline.ts';
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

type Level =
  | { readonly node: OutlineMap; entry: OutlineEntry | undefined }
  | { readonly node: OutlineSeq; item: OutlineItem | undefined };

/** `cursor`: offset in `text`. */
export function readOutline(text: string, cursor: number): Outline {
  return new OutlineReader(text, cursor).read();
}

class OutlineReader {
  readonly #text: string;
  readonly #cursor: number;
  readonly #levels: Level[] = [];
  #root: OutlineNode | undefined;
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
    return { root: this.#root, spot: this.#spot };
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
      this.#dash(at - line.start);
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
      if (!isBehindDash) this.#popDeeper(at - line.start);
      const frames = this.#frames();
      const top = this.#levels.at(-1);
      const isFree = isBehindDash || this.#isFree(top);
      const node = this.#flow(at, this.#parentColumn(), frames);
      if (isFree) this.#setValue(node);
      return;
    }
    const found = readKey(this.#text, skipProperties(this.#text, at, line.end), line.end);
    if (found === undefined) this.#word(line, at);
    else {
      this.#key(line, found.key, isBehindDash);
      this.#value(line, found.colon);
    }
  }

  /** Text without a colon: a scalar, or a key that is being typed. */
  #word(line: Line, at: number): void {
    const isBehindDash = at > line.content;
    const scalar = this.#scalarAt(at, line.end);
    const isContinuation = !isBehindDash && this.#isContinuation(at - line.start);
    if (this.#isAt(scalar.start, scalar.end) && !isContinuation) this.#seeStart(scalar, line, isBehindDash);
    if (!isContinuation) this.#attach(scalar, at - line.start, isBehindDash);
    if (isBlockHeader(scalar)) this.#skipBlock(line, this.#parentColumn());
  }

  /** Deeper text under a scalar that began on an earlier line. */
  #isContinuation(column: number): boolean {
    const top = this.#levels.at(-1);
    if (top === undefined || top.node.column >= column) return false;
    const value = 'entry' in top ? top.entry?.value : top.item?.value;
    return value?.kind === 'scalar';
  }

  #scalarAt(from: number, end: number): OutlineScalar {
    const at = skipProperties(this.#text, from, end);
    const unit = this.#text[at];
    return unit === '"' || unit === "'" ? readQuoted(this.#text, at, end) : readPlain(this.#text, at, end);
  }

  #parentColumn(): number {
    return this.#levels.at(-1)?.node.column ?? -1;
  }

  #popDeeper(column: number): void {
    while (this.#parentColumn() > column) this.#levels.pop();
  }

  #dash(column: number): void {
    this.#popDeeper(column);
    const top = this.#levels.at(-1);
    if (top?.node.kind === 'seq' && top.node.column === column && 'item' in top) {
      top.item = { value: undefined };
      top.node.items.push(top.item);
      return;
    }
    const item: OutlineItem = { value: undefined };
    const node: OutlineSeq = { kind: 'seq', isFlow: false, column, items: [item] };
    this.#setValue(node);
    this.#levels.push({ node, item });
  }

  #key(line: Line, key: OutlineScalar, isBehindDash: boolean): void {
    const column = key.start - line.start;
    const isAtKey = this.#isAt(key.start, key.end);
    this.#addEntry({ key, hasColon: true, value: undefined }, column);
    if (isAtKey) this.#see({ ...this.#spotOf('key', key), column, isBehindDash });
  }

  #addEntry(entry: OutlineEntry, column: number): void {
    this.#popDeeper(column);
    // A key beside the dashes ends a list that is not indented below its own key.
    if (this.#levels.at(-1)?.node.kind === 'seq' && this.#parentColumn() === column) this.#levels.pop();
    const top = this.#levels.at(-1);
    if (top !== undefined && 'entry' in top && (top.node.column === column || this.#isMisaligned(top))) {
      top.entry = entry;
      top.node.entries.push(entry);
      return;
    }
    const node: OutlineMap = { kind: 'map', isFlow: false, column, entries: [entry] };
    this.#setValue(node);
    this.#levels.push({ node, entry });
  }

  /** A scalar ends its entry, so a deeper key can only be one that slipped to the right. */
  #isMisaligned(top: Level): boolean {
    return 'entry' in top && top.entry?.value?.kind === 'scalar' && top.entry.hasColon;
  }

  /** Gives the innermost entry or item its value; members of a value that is there already are joined to it. */
  #setValue(node: OutlineNode): void {
    const top = this.#levels.at(-1);
    if (top === undefined) {
      this.#root ??= node;
      return;
    }
    const holder = 'entry' in top ? top.entry : top.item;
    if (holder !== undefined) holder.value = node;
  }

  /** A scalar on its own: the key of an entry to be, or the value of what stands around it. */
  #attach(node: OutlineScalar, column: number, isBehindDash: boolean): void {
    if (!isBehindDash) this.#popDeeper(column);
    const top = this.#levels.at(-1);
    const beside = top?.node.kind === 'seq' && top.node.column === column ? this.#levels.at(-2) : top;
    const isKey =
      !isBehindDash &&
      (beside === undefined || (beside.node.kind === 'map' && beside.node.column === column));
    if (isKey) this.#addEntry({ key: node, hasColon: false, value: undefined }, column);
    else if (isBehindDash || this.#isFree(top)) this.#setValue(node);
  }

  #isFree(top: Level | undefined): boolean {
    if (top === undefined) return true;
    return ('entry' in top ? top.entry?.value : top.item?.value) === undefined;
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
      this.#setValue(this.#flow(at, this.#parentColumn(), this.#frames()));
      return;
    }
    const scalar = this.#scalarAt(at, line.end);
    if (this.#isAt(at, scalar.end)) this.#seeValue(scalar);
    this.#setValue(scalar);
    if (isBlockHeader(scalar)) this.#skipBlock(line, this.#parentColumn());
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
    this.#see({ ...this.#spotOf('value', word), column: this.#parentColumn(), needsBlank });
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
      frames: this.#frames(),
      start: word.start,
      end: word.end,
      quote: word.quote,
      column: 0,
      needsBlank: false,
      isBehindDash: false,
      needsComma: false,
    };
  }

  #frames(): Frame[] {
    return this.#levels.map(
      (level): Frame =>
        'entry' in level
          ? { node: level.node, step: level.entry?.key.text ?? '', entry: level.entry }
          : { node: level.node, step: level.node.items.length - 1, item: level.item },
    );
  }
}

function isBlockHeader(scalar: OutlineScalar): boolean {
  return scalar.quote === '' && /^[|>][-+0-9]*$/.test(scalar.text);
}
