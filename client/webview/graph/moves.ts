/** Moves of the keyboard from one card or row to another. */
import type { Layout } from '../../../server/src/graph/picture/layout.ts';
import type { Card } from '../../../server/src/graph/picture/picture.ts';
import type { Relations } from './relations.ts';

export interface Stop {
  readonly id: string;
  readonly card: Card;
}

const PAGE = 10;

/** Heads and shown rows of each column, from top to bottom. */
export function stopsOf(
  cards: readonly Card[],
  layout: Layout,
  isOpen: (card: Card) => boolean,
): readonly (readonly Stop[])[] {
  const y = ({ id }: Card) => layout.cards.get(id)?.y ?? 0;
  return ([0, 1, 2] as const).map((column) =>
    cards
      .filter((card) => card.column === column)
      .sort((a, b) => y(a) - y(b))
      .flatMap((card) => [
        { id: card.id, card },
        ...(isOpen(card) ? card.rows.map(({ id }) => ({ id, card })) : []),
      ]),
  );
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

/** The first neighbour along a line; a card whose rows are lines' ends goes by them. */
function along(
  id: string,
  relations: Relations,
  columns: readonly (readonly Stop[])[],
  way: 'out' | 'into',
): string | undefined {
  const card = relations.owner.get(id);
  const parts =
    card?.id === id
      ? [id, ...card.rows.map((row) => row.id)]
      : [id, ...(card === undefined ? [] : [card.id])];
  const link = parts.flatMap((part) => relations[way].get(part) ?? [])[0];
  const end = link && (way === 'out' ? link.to : link.from);
  if (end === undefined) return undefined;
  const isStop = columns.some((stops) => stops.some((stop) => stop.id === end));
  return isStop ? end : relations.owner.get(end)?.id;
}
