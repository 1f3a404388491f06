/** The open namespaces, the gateways that let requests in, and their neighbours as one card each. */
import type { BareCard, BareLink } from '../../graph/cards/bare-card.ts';
import { allLinks, bandNames, cardOwner, cardsOfBand } from '../../graph/cards/mesh-cards.ts';
import { gatewayCards } from '../../graph/cards/service-cards.ts';
import type { Mesh } from '../../semantics/mesh.ts';

export interface Shown {
  readonly cards: readonly BareCard[];
  readonly links: readonly BareLink[];
}

export function shownPart(mesh: Mesh, open: ReadonlySet<string>): Shown {
  const kept = new Map(
    [...open].flatMap((band) => cardsOfBand(mesh, band)).map((card) => [card.id, card] as const),
  );
  const drawn = open.size === 0 ? [] : shownLinks(mesh, open, kept);
  // A gateway that admits nothing is shown where all gateways are.
  const isAll = open.size === 0 || bandNames(mesh).every((band) => open.has(band));
  if (isAll) for (const card of gatewayCards(mesh)) kept.set(card.id, card);
  return { cards: [...kept.values()], links: [...drawn] };
}

/** Puts their ends that stand in no open namespace into `kept`. */
function shownLinks(mesh: Mesh, open: ReadonlySet<string>, kept: Map<string, BareCard>): Iterable<BareLink> {
  const ownerOf = cardOwner(mesh);
  const isShown = ({ column, band }: BareCard) => column > 0 && open.has(band);
  const drawn = new Map<string, BareLink>();
  for (const link of allLinks(mesh)) {
    const from = ownerOf(link.from);
    const to = ownerOf(link.to);
    if (from === undefined || to === undefined) continue;
    if (link.kind === 'admits') {
      if (!isShown(to)) continue;
      kept.set(from.id, from);
      drawn.set(link.id, link);
    } else if (isShown(from) || isShown(to)) {
      const start = isShown(from) ? link.from : neighbour(kept, from, to.band, 1);
      const end = isShown(to) ? link.to : neighbour(kept, to, from.band, 2);
      const id = start === link.from && end === link.to ? link.id : `${link.kind} ${start} ${end}`;
      drawn.set(id, { ...link, id, from: start, to: end });
    }
  }
  return drawn.values();
}

/** A closed namespace stands as one card in the band of what it is linked with. */
function neighbour(kept: Map<string, BareCard>, { band }: BareCard, beside: string, column: 1 | 2): string {
  const id = `tile ${band} ${beside} ${column}`;
  if (!kept.has(id)) {
    kept.set(id, { id, kind: 'namespace', column, band: beside, name: band, rows: [], writers: [] });
  }
  return id;
}
