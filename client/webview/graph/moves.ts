/** Moves of the keyboard from one card or row to another. */
import type { Layout } from '../../../server/src/graph/picture/layout.ts';
import type { Card } from '../../../server/src/graph/picture/picture.ts';
import type { Relations } from './relations.ts';

export interface Stop {
  readonly id: string;
}

/** The head of a namespace, over its hosts. */
export function bandId(name: string): string {
  return `band ${name}`;
}

export function bandOf(id: string): string | undefined {
  return id.startsWith('band ') ? id.slice('band '.length) : undefined;
}

const PAGE = 10;

/** Heads and shown rows of each column, from top to bottom. */
export function stopsOf(
  cards: readonly Card[],
  layout: Layout,
  isOpen: (card: Card) => boolean,
): readonly (readonly Stop[])[] {
  const heads = layout.bands.map(({ name, y }) => ({ y, stops: [{ id: bandId(name) }] }));
  return ([0, 1, 2] as const).map((column) => {
    const groups = cards
      .filter((card) => card.column === column)
      .map((card) => ({
        y: layout.cards.get(card.id)?.y ?? 0,
        stops: [{ id: card.id }, ...(isOpen(card) ? card.rows.map(({ id }) => ({ id })) : [])],
      }));
    return [...groups, ...(column === 1 ? heads : [])]
      .sort((a, b) => a.y - b.y)
      .flatMap(({ stops }) => stops);
  });
}

/** Undefined: the key moves nothing. */
export function move(
  key: string,
  id: string,
  columns: readonly (readonly Stop[])[],
  relations: Relations,
): string | undefined {
  const column = columns.find((stops) => stops.some((stop) => stop.id === id)) ?? [];
  const at = column.findIndex((stop) => stop.id === id);
  switch (key) {
    case 'ArrowDown':
      return column[Math.min(at + 1, column.length - 1)]?.id;
    case 'ArrowUp':
      return column[Math.max(at - 1, 0)]?.id;
    case 'PageDown':
      return column[Math.min(at + PAGE, column.length - 1)]?.id;
    case 'PageUp':
      return column[Math.max(at - PAGE, 0)]?.id;
    case 'Home':
      return column[0]?.id;
    case 'End':
      return column.at(-1)?.id;
    case 'ArrowRight':
      return along(id, relations, columns, 'out');
    case 'ArrowLeft':
      return along(id, relations, columns, 'into');
    default:
      return undefined;
  }
}

/** With Alt, after a line was followed: the other ends of the same lines, up and down. */
export function moveToSibling(
  key: string,
  id: string,
  followed: { readonly from: string; readonly key: string } | undefined,
  columns: readonly (readonly Stop[])[],
  relations: Relations,
): string | undefined {
  const by = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (by === 0 || followed === undefined) return undefined;
  const ends = endsOf(followed.from, relations, columns, followed.key === 'ArrowRight' ? 'out' : 'into');
  const at = ends.indexOf(id);
  return at < 0 ? undefined : ends[Math.min(Math.max(at + by, 0), ends.length - 1)];
}

/** The first neighbour along a line. */
function along(
  id: string,
  relations: Relations,
  columns: readonly (readonly Stop[])[],
  way: 'out' | 'into',
): string | undefined {
  return endsOf(id, relations, columns, way)[0];
}

/** Where the lines of a card or row lead; a card whose rows are lines' ends goes by them. In the order of the lines. */
function endsOf(
  id: string,
  relations: Relations,
  columns: readonly (readonly Stop[])[],
  way: 'out' | 'into',
): readonly string[] {
  const card = relations.owner.get(id);
  const parts =
    card?.id === id
      ? [id, ...card.rows.map((row) => row.id)]
      : [id, ...(card === undefined ? [] : [card.id])];
  const stops = new Set(columns.flatMap((column) => column.map((stop) => stop.id)));
  const ends = parts
    .flatMap((part) => relations[way].get(part) ?? [])
    .map((link) => (way === 'out' ? link.to : link.from))
    .flatMap((end) => (stops.has(end) ? end : (relations.owner.get(end)?.id ?? [])));
  return [...new Set(ends)];
}
