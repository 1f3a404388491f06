/** A text that is edited several times, and what the edits come to when they are made in the first text at once. */
import type { OffsetRange } from '../../base/offset-range.ts';
import { inOrder, type TextEdit } from '../../base/text-edit.ts';

/** What a part of the text as it is now was: a range of the first text, or new. */
type Piece = { readonly from: OffsetRange } | { readonly text: string };

export class TextPieces {
  readonly #first: string;
  #pieces: readonly Piece[];

  constructor(text: string) {
    this.#first = text;
    this.#pieces = [{ from: { start: 0, end: text.length } }];
  }

  /** Edits of the text as it is now; they do not overlap. */
  apply(edits: readonly TextEdit[]): void {
    const next: Piece[] = [];
    const rest = new Cutter(this.#pieces);
    for (const { range, newText } of inOrder(edits)) {
      rest.take(range.start, (piece) => next.push(piece));
      if (newText !== '') next.push({ text: newText });
      rest.take(range.end, () => undefined);
    }
    rest.take(Number.POSITIVE_INFINITY, (piece) => next.push(piece));
    this.#pieces = next;
  }

  get text(): string {
    return this.#pieces
      .map((piece) => ('text' in piece ? piece.text : this.#first.slice(piece.from.start, piece.from.end)))
      .join('');
  }

  /** In order; between two of them stands text that nobody touched. */
  edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let at = 0;
    let newText = '';
    const close = (end: number) => {
      if (end > at || newText !== '') edits.push({ range: { start: at, end }, newText });
      newText = '';
    };
    for (const piece of this.#pieces) {
      if ('text' in piece) newText += piece.text;
      else {
        close(piece.from.start);
        at = piece.from.end;
      }
    }
    close(this.#first.length);
    return edits;
  }
}

/** Hands out pieces up to an offset of the text that they make. */
class Cutter {
  readonly #pieces: readonly Piece[];
  #index = 0;
  #offset = 0;
  #rest: Piece | undefined;

  constructor(pieces: readonly Piece[]) {
    this.#pieces = pieces;
  }

  take(until: number, give: (piece: Piece) => void): void {
    while (this.#offset < until) {
      const piece = this.#rest ?? this.#pieces[this.#index++];
      if (piece === undefined) return;
      const length = 'text' in piece ? piece.text.length : piece.from.end - piece.from.start;
      const wanted = Math.min(length, until - this.#offset);
      const [head, tail] = wanted === length ? [piece, undefined] : cut(piece, wanted);
      give(head);
      this.#rest = tail;
      this.#offset += wanted;
    }
  }
}

function cut(piece: Piece, at: number): readonly [Piece, Piece] {
  if ('text' in piece) return [{ text: piece.text.slice(0, at) }, { text: piece.text.slice(at) }];
  const { start, end } = piece.from;
  return [{ from: { start, end: start + at } }, { from: { start: start + at, end } }];
}
