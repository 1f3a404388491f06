/** What a search finds in a picture: texts as they are drawn. The page marks it, the server counts it where nothing is drawn. */
import type { Card, CardRow } from './picture.ts';

type Searched = Pick<Card, 'id' | 'name' | 'full' | 'note'> & {
  readonly rows: readonly Pick<CardRow, 'id' | 'text' | 'side'>[];
};

/** Empty: nothing is searched. */
export function searchedText(typed: string): string {
  return typed.trim().toLowerCase();
}

/** Ids of the card and of those of its rows whose texts hold what is searched; a row that does makes its card one. */
export function matchesIn({ id, name, full, note, rows }: Searched, searched: string): readonly string[] {
  const found = rows.filter(({ text, side }) => holds(searched, text, side)).map((row) => row.id);
  return found.length > 0 || holds(searched, name, full, note) ? [id, ...found] : [];
}

function holds(searched: string, ...texts: readonly (string | undefined)[]): boolean {
  return texts.join(' ').toLowerCase().includes(searched);
}
