/** Which cards show their rows, and which of them hold the cursor. */
import type { Card } from '../../../server/src/graph/picture/picture.ts';
import type { Look } from './look.ts';
import type { Marked, Relations } from './relations.ts';

/** Rows are shown of what the open file writes, of what has findings, of the selection, and as a person wishes. */
export function openness(
  { opened, closed, selected }: Look,
  { owner }: Relations,
  marked: Marked | undefined,
): (card: Card) => boolean {
  const byHand = new Set(opened);
  const shut = new Set(closed);
  const chosen = selected === undefined ? undefined : owner.get(selected)?.id;
  return (card) => {
    if (card.rows.length === 0 || shut.has(card.id)) return false;
    const isFound = card.findings !== undefined || card.rows.some(({ findings }) => findings !== undefined);
    const isOnPath = marked !== undefined && card.rows.some(({ id }) => marked.ids.has(id));
    return byHand.has(card.id) || card.id === chosen || isOnPath || card.isTouched === true || isFound;
  };
}

export function idsHere(cards: readonly Card[], here: readonly string[]): ReadonlySet<string> {
  const places = new Set(here);
  const holds = ({ place }: { readonly place?: string }) => place !== undefined && places.has(place);
  const ids = cards.flatMap((card) => {
    const rows = card.rows.filter(holds).map(({ id }) => id);
    return rows.length > 0 || holds(card) ? [card.id, ...rows] : [];
  });
  return new Set(ids);
}
