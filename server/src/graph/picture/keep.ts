/**
 * The same picture after an edit: what stays keeps its place, what is new goes to a gap, what goes leaves one. Bands are
 * pushed down only when they must be.
 */
import {
  compare,
  ended,
  groupByBand,
  type Layout,
  type LayoutInput,
  neighboursOf,
  type PlacedBand,
  type PlacedCard,
  wishOf,
} from './layout.ts';
import { BAND_FOOT, BAND_GAP, BAND_HEAD, CARD_GAP, type Card, COLUMNS, cardHeight } from './picture.ts';

const TOP = 8;

/** Only new cards ask for it, and most edits bring none. */
type Neighbours = () => ReadonlyMap<string, readonly Card[]>;

export function keepLayout(before: Layout, input: LayoutInput): Layout {
  return ended(keepingLayout(before, input));
}

/** In steps, a band in each. */
export function* keepingLayout(before: Layout, input: LayoutInput): Generator<void, Layout> {
  const cards = [...input.cards].sort((a, b) => compare(a.id, b.id));
  let beside: ReturnType<Neighbours> | undefined;
  const neighbours: Neighbours = () => {
    beside ??= neighboursOf(cards, input.links);
    return beside;
  };
  yield;
  const placed = new Map<string, PlacedCard>();
  const inBand = groupByBand(cards);
  const names = new Set(inBand.keys());
  const old = before.bands.filter(({ name }) => names.has(name));
  const known = new Set(old.map(({ name }) => name));
  const added = [...names].filter((name) => !known.has(name)).sort(compare);
  const bands: PlacedBand[] = [];
  let bottom = TOP;
  for (const band of [...old, ...added.map((name) => ({ name, y: bottom, height: 0 }))]) {
    yield;
    const y = Math.max(band.y, bottom);
    const own = inBand.get(band.name) ?? [];
    const columns = ([1, 2] as const).map((column) =>
      placeColumn(
        own.filter((card) => card.column === column),
        {
          top: y + BAND_HEAD,
          shift: y - band.y,
          from: band.y,
          until: band.y + band.height,
          before,
          input,
          neighbours,
          placed,
        },
      ),
    );
    const needed =
      columns.reduce((most, each) => Math.max(most, each), y + BAND_HEAD + CARD_GAP) -
      CARD_GAP +
      BAND_FOOT -
      y;
    const height = Math.max(band.height, needed);
    bands.push({ name: band.name, y, height });
    bottom = y + height + BAND_GAP;
  }
  const gateways = cards.filter(({ column }) => column === 0);
  const lowest = placeColumn(gateways, {
    top: TOP,
    shift: 0,
    from: 0,
    until: Number.POSITIVE_INFINITY,
    before,
    input,
    neighbours,
    placed,
  });
  return { cards: placed, bands, height: Math.max(bottom, lowest) };
}

interface ColumnPlace {
  readonly top: number;
  /** By how much the band has moved. */
  readonly shift: number;
  /** Where the band stood: a card of another band is a new one here. */
  readonly from: number;
  readonly until: number;
  readonly before: Layout;
  readonly input: LayoutInput;
  readonly neighbours: Neighbours;
  readonly placed: Map<string, PlacedCard>;
}

/** Returns the lowest edge, with the gap below. */
function placeColumn(cards: readonly Card[], place: ColumnPlace): number {
  const { before, input, placed, neighbours, top, shift, from, until } = place;
  const heightOf = (card: Card) => cardHeight(card, input.isOpen(card));
  const stays = ({ id }: Card) => {
    const y = before.cards.get(id)?.y;
    return y !== undefined && y >= from && y < until;
  };
  const stayed = cards
    .filter(stays)
    .sort((a, b) => (before.cards.get(a.id)?.y ?? 0) - (before.cards.get(b.id)?.y ?? 0));
  let bottom = top;
  const column: PlacedCard[] = [];
  const put = (card: Card, y: number) => {
    const { x, width } = COLUMNS[card.column];
    const at = { x, y, width, height: heightOf(card) };
    placed.set(card.id, at);
    column.push(at);
    return y + at.height + CARD_GAP;
  };
  for (const card of stayed) {
    const y = Math.max((before.cards.get(card.id)?.y ?? 0) + shift, bottom);
    bottom = put(card, y);
  }
  for (const card of cards) {
    if (stays(card)) continue;
    const height = heightOf(card);
    const gap = nearestGap(column, { top, bottom, height, wish: wishOf(card, neighbours(), placed) });
    bottom = Math.max(bottom, put(card, gap));
    column.sort((a, b) => a.y - b.y);
  }
  return bottom;
}

/** Of the gaps that are large enough the one nearest to the wish; else the end. */
function nearestGap(
  column: readonly PlacedCard[],
  { top, bottom, height, wish }: { top: number; bottom: number; height: number; wish: number },
): number {
  let best = bottom;
  let from = top;
  for (const { y, height: taken } of column) {
    const last = y - CARD_GAP - height;
    if (last >= from) {
      const at = Math.min(Math.max(wish, from), last);
      if (Math.abs(at - wish) < Math.abs(best - wish) || !Number.isFinite(wish)) {
        best = at;
        if (!Number.isFinite(wish)) break;
      }
    }
    from = y + taken + CARD_GAP;
  }
  return best;
}
