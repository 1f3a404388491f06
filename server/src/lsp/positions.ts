/** Between offsets and the protocol's positions, in the negotiated encoding. */
import type { Position, Range } from 'vscode-languageserver';
import { LineIndex } from '../base/line-index.ts';
import type { OffsetRange } from '../base/offset-range.ts';

export type PositionEncoding = 'utf-16' | 'utf-8';

/** UTF-16 unless the client cannot: the engine counts that way. */
export function chooseEncoding(offered: readonly string[] | undefined): PositionEncoding {
  return offered?.includes('utf-8') === true && !offered.includes('utf-16') ? 'utf-8' : 'utf-16';
}

/** Positions of one text. Anything outside the text is clamped. */
export class Positions {
  readonly #text: string;
  readonly #encoding: PositionEncoding;
  readonly #index: LineIndex;

  constructor(text: string, encoding: PositionEncoding) {
    this.#text = text;
    this.#encoding = encoding;
    this.#index = new LineIndex(text);
  }

  positionAt(offset: number): Position {
    const { line, character } = this.#index.positionAt(offset);
    if (this.#encoding === 'utf-16') return { line, character };
    const start = this.#index.lineStart(line);
    return { line, character: utf8Length(this.#text.slice(start, start + character)) };
  }

  offsetAt(position: Position): number {
    if (position.line < 0) return 0;
    const line = this.#index.lineStart(position.line);
    const end = this.#lineEnd(position.line);
    const character =
      this.#encoding === 'utf-16'
        ? position.character
        : utf16Length(this.#text.slice(line, end), position.character);
    // A character behind the end of its line means the end of that line.
    return Math.min(this.#index.offsetAt({ line: position.line, character }), end);
  }

  rangeAt(range: OffsetRange): Range {
    return { start: this.positionAt(range.start), end: this.positionAt(range.end) };
  }

  offsetsOf(range: Range): OffsetRange {
    return { start: this.offsetAt(range.start), end: this.offsetAt(range.end) };
  }

  #lineEnd(line: number): number {
    let end = this.#index.lineStart(line + 1);
    if (line + 1 >= this.#index.lineCount) return end;
    end--;
    return this.#text[end] === '\n' && this.#text[end - 1] === '\r' ? end - 1 : end;
  }
}

/** UTF-8 bytes of the text; halves of surrogate pairs count as the three bytes of their replacement. */
function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) bytes += bytesOf(character);
  return bytes;
}

/** UTF-16 units that stand before `bytes` UTF-8 bytes of the text. */
function utf16Length(text: string, bytes: number): number {
  let units = 0;
  let seen = 0;
  for (const character of text) {
    seen += bytesOf(character);
    if (seen > bytes) return units;
    units += character.length;
  }
  return units;
}

function bytesOf(character: string): number {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return 1;
  if (point < 0x800) return 2;
  return point < 0x10000 ? 3 : 4;
}
