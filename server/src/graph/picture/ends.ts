/** Where lines begin and end: at rows of open cards, at the heads of closed ones. */
import type { Layout } from './layout.ts';
import { CARD_HEAD, CARD_ROW, type Card, type PictureLink } from './picture.ts';
import { type Ends, rowTop } from './shapes.ts';

export interface DrawnLink {
  readonly link: PictureLink;
  readonly ends: Ends;
  /** Ids of the cards at both ends. */
  readonly cards: readonly [from: string, to: string];
  /** Parallel links of closed cards that are one curve. */
  readonly ids: readonly string[];
}

interface Anchor {
  readonly card: Card;
  readonly y: number;
  /** The row, or the card when it is closed. */
  readonly id: string;
}

/** One curve for all links between the same two ends. */
export function drawnLinks(
  cards: readonly Card[],
  links: readonly PictureLink[],
  layout: Layout,
  isOpen: (card: Card) => boolean,
): readonly DrawnLink[] {
  const anchors = anchorsOf(cards, layout, isOpen);
  const drawn = new Map<string, DrawnLink>();
  for (const link of links) {
    const from = anchors.get(link.from);
    const to = anchors.get(link.to);
    if (from === undefined || to === undefined) continue;
    const key = `${from.id} ${to.id}`;
    const known = drawn.get(key);
    if (known !== undefined) {
      // A copy of the traffic is hidden under the traffic.
      const shown = known.link.kind === 'mirrors' ? link : known.link;
      drawn.set(key, { ...known, link: widest(shown, link), ids: [...known.ids, link.id] });
      continue;
    }
    const start = layout.cards.get(from.card.id);
    const end = layout.cards.get(to.card.id);
    if (start === undefined || end === undefined) continue;
    drawn.set(key, {
      link,
      ends: { from: { x: start.x + start.width, y: from.y }, to: { x: end.x, y: to.y } },
      cards: [from.card.id, to.card.id],
      ids: [link.id],
    });
  }
  return [...drawn.values()];
}

function widest(a: PictureLink, b: PictureLink): PictureLink {
  return a.kind === b.kind && (b.share ?? 0) > (a.share ?? 0) ? b : a;
}

function anchorsOf(
  cards: readonly Card[],
  layout: Layout,
  isOpen: (card: Card) => boolean,
): ReadonlyMap<string, Anchor> {
  const anchors = new Map<string, Anchor>();
  for (const card of cards) {
    const at = layout.cards.get(card.id);
    if (at === undefined) continue;
    const head = at.y + CARD_HEAD / 2;
    anchors.set(card.id, { card, y: head, id: card.id });
    const isShowing = isOpen(card);
    for (const [index, row] of card.rows.entries()) {
      anchors.set(row.id, {
        card,
        y: isShowing ? rowTop(at, index) + CARD_ROW / 2 : head,
        id: isShowing ? row.id : card.id,
      });
    }
  }
  return anchors;
}
