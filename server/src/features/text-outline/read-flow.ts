/** Flow collections (`{…}`, `[…]`, JSON) of half-typed text, closed or not. */
import type { Frame, OutlineMap, OutlineNode, OutlineScalar, OutlineSeq, Spot } from './outline.ts';
import { lineAt, plain, readQuoted } from './read-line.ts';

export interface FlowSource {
  readonly text: string;
  /** Offset of the opening bracket. */
  readonly start: number;
  /** A line that begins at this column or before it ends an unclosed collection; -1: nothing does. */
  readonly limitColumn: number;
  readonly cursor: number;
  /** Frames around the collection. */
  readonly outer: readonly Frame[];
}

export interface FlowResult {
  readonly node: OutlineNode;
  readonly end: number;
  readonly spot: Spot | undefined;
  /** True when the cursor lies inside, even where there is nothing to say. */
  readonly hasCursor: boolean;
}

/** Inside a map or list: what has been read of its current member. */
interface Level {
  readonly node: OutlineMap | OutlineSeq;
  /** `open`: a member may begin. `key`: a key was read. `colon`: its value may begin. `done`: a comma may follow. */
  state: 'open' | 'key' | 'colon' | 'done';
}

const PLAIN_END = /[,{}[\]\r\n]|:(?=[\s,{}[\]]|$)|\s#/g;

export function readFlow(source: FlowSource): FlowResult {
  return new FlowReader(source).read();
}

class FlowReader {
  readonly #source: FlowSource;
  readonly #levels: Level[] = [];
  #root: OutlineNode | undefined;
  #at: number;
  #spot: Spot | undefined;
  #hasCursor = false;
  /** How many of the levels are maps, and lists. */
  readonly #open = { map: 0, seq: 0 };
  /** End of the line last looked at: a line may hold any number of tokens. */
  #lineEnd = -1;

  constructor(source: FlowSource) {
    this.#source = source;
    this.#at = source.start;
  }

  read(): FlowResult {
    const { text, cursor } = this.#source;
    do {
      if (!this.#skipToToken()) break;
      this.#readToken();
    } while (this.#levels.length > 0 && this.#at < text.length);
    const isUnclosed = this.#levels.length > 0;
    if (isUnclosed && cursor >= this.#source.start && cursor <= this.#at) this.#seeGap(this.#at);
    return {
      node: this.#root ?? { kind: 'map', isFlow: true, column: -1, entries: [] },
      end: this.#at,
      spot: this.#spot,
      hasCursor: this.#hasCursor,
    };
  }

  /** Moves over blanks, comments and line ends; false where an unclosed collection ends. */
  #skipToToken(): boolean {
    const { text, cursor } = this.#source;
    const from = this.#at;
    let at = from;
    for (;;) {
      const unit = text[at];
      if (unit === ' ' || unit === '\t') at++;
      else if (unit === '#' && at > from) {
        const end = lineAt(text, at).end;
        if (cursor > at && cursor <= end) this.#hasCursor = true;
        at = end;
      } else if (unit === '\n' || unit === '\r') {
        const line = lineAt(text, lineAt(text, at).next);
        if (line.start === at || this.#endsBefore(line)) {
          this.#at = at;
          return false;
        }
        at = line.content;
      } else break;
    }
    this.#at = at;
    if (this.#levels.length > 0 && cursor >= from && cursor <= at) this.#seeGap(at);
    return at < text.length;
  }

  /** Half-typed text: a line that stands no deeper than the owner is the next thing, unless it closes a bracket. */
  #endsBefore(line: { start: number; end: number; content: number }): boolean {
    if (line.content >= line.end) return false;
    if (line.content - line.start > this.#source.limitColumn) return false;
    return !/[}\],]/.test(this.#source.text[line.content] ?? '');
  }

  #readToken(): void {
    const { text } = this.#source;
    const unit = text[this.#at];
    if (unit === '{' || unit === '[') this.#enter(unit);
    else if (unit === '}' || unit === ']') this.#close(unit);
    else if (unit === ',') this.#comma();
    else if (unit === ':' && this.#isColon()) this.#colon();
    else this.#scalar(this.#readScalar());
  }

  #isColon(): boolean {
    const next = this.#source.text[this.#at + 1];
    return next === undefined || /[\s,{}[\]"']/.test(next) || this.#top?.state === 'key';
  }

  get #top(): Level | undefined {
    return this.#levels.at(-1);
  }

  #enter(bracket: '{' | '['): void {
    const node: OutlineMap | OutlineSeq =
      bracket === '{'
        ? { kind: 'map', isFlow: true, column: -1, entries: [] }
        : { kind: 'seq', isFlow: true, column: -1, items: [] };
    this.#put(node);
    this.#levels.push({ node, state: 'open' });
    this.#open[node.kind]++;
    this.#at++;
  }

  #close(bracket: string): void {
    const kind = bracket === '}' ? 'map' : 'seq';
    this.#at++;
    if (this.#open[kind] === 0) return;
    for (let level = this.#levels.pop(); level !== undefined; level = this.#levels.pop()) {
      this.#open[level.node.kind]--;
      if (level.node.kind === kind) break;
    }
  }

  #comma(): void {
    const top = this.#top;
    if (top !== undefined) top.state = 'open';
    this.#at++;
  }

  #colon(): void {
    const top = this.#top;
    const entry = top?.node.kind === 'map' ? top.node.entries.at(-1) : undefined;
    if (top?.state === 'key' && entry !== undefined) {
      entry.hasColon = true;
      top.state = 'colon';
    }
    this.#at++;
  }

  #readScalar(): OutlineScalar {
    const { text } = this.#source;
    if (this.#at >= this.#lineEnd) this.#lineEnd = lineAt(text, this.#at).end;
    const lineEnd = this.#lineEnd;
    const unit = text[this.#at];
    if (unit === '"' || unit === "'") return readQuoted(text, this.#at, lineEnd);
    if (text.startsWith('{{', this.#at)) return plain(text, this.#at, lineEnd);
    PLAIN_END.lastIndex = this.#at + 1;
    const stop = PLAIN_END.exec(text)?.index ?? text.length;
    let end = Math.min(stop, lineEnd);
    while (end > this.#at + 1 && /\s/.test(text[end - 1] ?? '')) end--;
    return plain(text, this.#at, end);
  }

  #scalar(scalar: OutlineScalar): void {
    const { cursor } = this.#source;
    if (cursor >= scalar.start && cursor <= scalar.end && !isBehindQuote(scalar, cursor))
      this.#seeWord(scalar);
    this.#put(scalar);
    this.#at = Math.max(scalar.end, this.#at + 1);
  }

  /** Adds a member, or the value of the entry whose colon was read. */
  #put(node: OutlineNode): void {
    const top = this.#top;
    if (top === undefined) {
      this.#root ??= node;
      return;
    }
    if (top.node.kind === 'seq') {
      if (top.state === 'open') top.node.items.push({ value: node });
      top.state = 'done';
    } else if (top.state === 'colon') {
      const entry = top.node.entries.at(-1);
      if (entry !== undefined) entry.value = node;
      top.state = 'done';
    } else if (node.kind === 'scalar') {
      top.node.entries.push({ key: node, hasColon: false, value: undefined });
      top.state = 'key';
    }
  }

  #seeWord(word: OutlineScalar): void {
    this.#hasCursor = true;
    this.#spot = this.#spotAt(word);
  }

  /** The cursor stands between two tokens; `next` is where the second one begins. */
  #seeGap(next: number): void {
    const { text, cursor } = this.#source;
    this.#hasCursor = true;
    if (this.#spot !== undefined) return;
    // A word that begins at the cursor is looked at as a word.
    if (next === cursor && next < text.length && !/[\s,:{}[\]]/.test(text[next] ?? '')) return;
    this.#spot = this.#spotAt(plain(text, cursor, cursor));
  }

  #spotAt(word: OutlineScalar): Spot | undefined {
    const top = this.#top;
    if (top === undefined) return undefined;
    const needsComma = top.state === 'done';
    if (needsComma && !this.#isMemberClosed(word.start)) return undefined;
    if (top.state === 'key') return undefined;
    const isValue = top.node.kind === 'map' && top.state === 'colon';
    const { text } = this.#source;
    return {
      form: top.node.kind === 'seq' ? 'item' : isValue ? 'value' : 'key',
      isFlow: true,
      frames: [...this.#source.outer, ...this.#frames(needsComma)],
      start: word.start,
      end: word.end,
      quote: word.quote,
      column: -1,
      needsBlank: isValue && text[word.start - 1] === ':',
      isBehindDash: false,
      needsComma,
    };
  }

  /** Behind a plain word more of the word may follow; behind a quote or a bracket only a comma is missing. */
  #isMemberClosed(at: number): boolean {
    const before = this.#source.text.slice(this.#source.start, at).trimEnd().at(-1) ?? '';
    return at > this.#source.start && /["'}\]]/.test(before) && /\s/.test(this.#source.text[at - 1] ?? '');
  }

  #frames(isNew: boolean): Frame[] {
    return this.#levels.map((level, depth): Frame => {
      const isLast = depth === this.#levels.length - 1;
      if (level.node.kind === 'seq') {
        const isNext = isLast && (level.state === 'open' || isNew);
        const step = isNext ? level.node.items.length : Math.max(0, level.node.items.length - 1);
        return { node: level.node, step, item: level.node.items[step] };
      }
      const entry = level.node.entries.at(-1);
      return { node: level.node, step: entry?.key.text ?? '', entry };
    });
  }
}

/** A cursor behind the closing quote is not in the word any more. */
function isBehindQuote(scalar: OutlineScalar, cursor: number): boolean {
  return scalar.quote !== '' && cursor === scalar.end && scalar.end - scalar.start >= scalar.text.length + 2;
}
