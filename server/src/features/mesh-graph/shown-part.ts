/** The open namespaces, the gateways that let requests in, and their neighbours as one card each. */
import type { Card, Picture, PictureLink } from '../../graph/picture/picture.ts';

export interface Shown {
  readonly cards: readonly Card[];
  readonly links: readonly PictureLink[];
}

export function shownPart({ cards, links }: Picture, open: ReadonlySet<string>): Shown {
  const owners = new Map<string, Card>();
  for (const card of cards) {
    owners.set(card.id, card);
    for (const row of card.rows) owners.set(row.id, card);
  }
  const isShown = ({ column, band }: Card) => column > 0 && open.has(band);
  const kept = new Map(cards.filter(isShown).map((card) => [card.id, card]));
  const drawn = new Map<string, PictureLink>();
  for (const link of links) {
    const from = owners.get(link.from);
    const to = owners.get(link.to);
    if (from === undefined || to === undefined) continue;
    if (link.kind === 'admits') {
      if (!isShown(to)) continue;
      kept.set(from.id, from);
      drawn.set(link.id, link);
    } else if (isShown(from) || isShown(to)) {
      const start = isShown(from) ? link.from : neighbour(kept, from, to.band, 1);
      const end = isShown(to) ? link.to : neighbour(kept, to, from.band, 2);
      const id = start === link.from && end === link.to ? link.id : `link ${link.kind} ${start} ${end}`;
      drawn.set(id, { ...link, id, from: start, to: end });
    }
  }
  // A gateway that admits nothing is shown where all gateways are.
  const isAll = cards.every((card) => card.column === 0 || open.has(card.band));
  if (isAll || open.size === 0) for (const card of cards) if (card.column === 0) kept.set(card.id, card);
  return { cards: [...kept.values()], links: [...drawn.values()] };
}

/** A closed namespace stands as one card in the band of what it is linked with. */
function neighbour(kept: Map<string, Card>, { band }: Card, beside: string, column: 1 | 2): string {
  const id = `tile ${band} ${beside} ${column}`;
  if (!kept.has(id)) kept.set(id, { id, kind: 'namespace', column, band: beside, name: band, rows: [] });
  return id;
}
