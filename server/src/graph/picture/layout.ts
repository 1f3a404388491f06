/**
 * Where the cards stand: three columns, a band for each namespace. The same content gives the same picture whatever the
 * order of its input. Linear but for sorting: each sweep looks at every link once.
 */
import {
  BAND_FOOT,
  BAND_GAP,
  BAND_HEAD,
  CARD_GAP,
  type Card,
  COLUMNS,
  cardHeight,
  type PictureLink,
} from './picture.ts';

export interface PlacedCard {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface PlacedBand {
  readonly name: string;
  readonly y: number;
  readonly height: number;
}

export interface Layout {
  readonly cards: ReadonlyMap<string, PlacedCard>;
  readonly bands: readonly PlacedBand[];
  readonly height: number;
}

export interface LayoutInput {
  readonly cards: readonly Card[];
  readonly links: readonly PictureLink[];
  /** Cards that show their rows. */
  isOpen(card: Card): boolean;
}

const TOP = 8;
const BAND_SWEEPS = 12;
const CARD_SWEEPS = 4;
/** How much a band or gateway likes to stay where it is. */
const INERTIA = 0.5;

export function layOut(input: LayoutInput): Layout {
  return ended(layingOut(input));
}

/** Runs steps to their end without giving way. */
export function ended<Result>(steps: Iterator<void, Result>): Result {
  for (let step = steps.next(); ; step = steps.next()) if (step.done === true) return step.value;
}

/** In steps, a band at most in each: who has other things to do can do them in between. */
export function* layingOut(input: LayoutInput): Generator<void, Layout> {
  const cards = [...input.cards].sort(byId);
  const neighbours = neighboursOf(cards, input.links);
  yield;
  const bandNames = [...new Set(cards.filter(({ column }) => column > 0).map(({ band }) => band))].sort(
    compare,
  );
  const gateways = cards.filter(({ column }) => column === 0);
  const order = bandOrder(bandNames, gateways, cards, neighbours);
  const placed = new Map<string, PlacedCard>();
  const bands: PlacedBand[] = [];
  const inBand = groupByBand(cards);
  let y = TOP;
  for (const name of order.bands) {
    yield;
    const components = componentsOf(inBand.get(name) ?? [], neighbours, order);
    let at = y + BAND_HEAD;
    for (const component of components) at = placeComponent(component, at, input, neighbours, placed);
    const height = Math.max(at - CARD_GAP, y + BAND_HEAD) + BAND_FOOT - y;
    bands.push({ name, y, height });
    y += height + BAND_GAP;
  }
  const bottom = placeGateways(order.gateways, neighbours, input, placed);
  return { cards: placed, bands, height: Math.max(y, bottom) };
}

/** Cards beside each card, by id; rows count as their card. */
export function neighboursOf(
  cards: readonly Card[],
  links: readonly PictureLink[],
): ReadonlyMap<string, readonly Card[]> {
  const owners = new Map<string, Card>();
  for (const card of cards) {
    owners.set(card.id, card);
    for (const row of card.rows) owners.set(row.id, card);
  }
  const sets = new Map<string, Map<string, Card>>(cards.map(({ id }) => [id, new Map()]));
  for (const link of links) {
    const from = owners.get(link.from);
    const to = owners.get(link.to);
    if (from === undefined || to === undefined || from === to) continue;
    sets.get(from.id)?.set(to.id, to);
    sets.get(to.id)?.set(from.id, from);
  }
  return new Map([...sets].map(([id, found]) => [id, [...found.values()].sort(byId)]));
}

interface Order {
  readonly bands: readonly string[];
  readonly gateways: readonly Card[];
  readonly bandRank: ReadonlyMap<string, number>;
  readonly gatewayRank: ReadonlyMap<string, number>;
}

/** Bands and gateways pull each other together. */
function bandOrder(
  names: readonly string[],
  gateways: readonly Card[],
  cards: readonly Card[],
  neighbours: ReadonlyMap<string, readonly Card[]>,
): Order {
  const gatewaysOf = new Map<string, string[]>(names.map((name) => [name, []]));
  const bandsOf = new Map<string, string[]>(gateways.map(({ id }) => [id, []]));
  for (const card of cards) {
    if (card.column !== 0) continue;
    for (const { band } of neighbours.get(card.id) ?? []) {
      gatewaysOf.get(band)?.push(card.id);
      bandsOf.get(card.id)?.push(band);
    }
  }
  let bands = names;
  let gates: readonly string[] = gateways.map(({ id }) => id).sort(compare);
  for (let sweep = 0; sweep < BAND_SWEEPS; sweep++) {
    const before = { gates, bands };
    gates = pulled(gates, bandsOf, rankOf(bands), gates.length, bands.length);
    bands = pulled(bands, gatewaysOf, rankOf(gates), bands.length, gates.length);
    if (isSameOrder(gates, before.gates) && isSameOrder(bands, before.bands)) break;
  }
  const known = new Map(gateways.map((card) => [card.id, card]));
  return {
    bands,
    gateways: gates.flatMap((id) => known.get(id) ?? []),
    bandRank: rankOf(bands),
    gatewayRank: rankOf(gates),
  };
}

/** Sorted by the mean place of the neighbours, half by their own. */
function pulled(
  ids: readonly string[],
  neighbours: ReadonlyMap<string, readonly string[]>,
  ranks: ReadonlyMap<string, number>,
  own: number,
  other: number,
): readonly string[] {
  const scale = other === 0 ? 1 : own / other;
  const keys = new Map(
    ids.map((id, index) => {
      const near = (neighbours.get(id) ?? []).flatMap((each) => ranks.get(each) ?? []).sort((a, b) => a - b);
      const mean = near.length === 0 ? index : scale * meanOf(near);
      return [id, INERTIA * index + (1 - INERTIA) * mean];
    }),
  );
  return [...ids].sort((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0) || compare(a, b));
}

/** Connected cards of a band stand together: those that reach up first, those without routes last. */
function componentsOf(
  cards: readonly Card[],
  neighbours: ReadonlyMap<string, readonly Card[]>,
  order: Order,
): readonly (readonly Card[])[] {
  const inside = new Set(cards.map(({ id }) => id));
  const seen = new Set<string>();
  const components: Card[][] = [];
  for (const card of cards) {
    if (seen.has(card.id)) continue;
    const component: Card[] = [];
    const open = [card];
    seen.add(card.id);
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      component.push(next);
      for (const near of neighbours.get(next.id) ?? []) {
        if (!inside.has(near.id) || seen.has(near.id)) continue;
        seen.add(near.id);
        open.push(near);
      }
    }
    components.push(component.sort(byId));
  }
  return components
    .map((component) => ({
      component,
      key: componentKey(component, neighbours, order),
      name: nameOf(component),
    }))
    .sort((a, b) => compareKeys(a.key, b.key) || compare(a.name, b.name))
    .map(({ component }) => component);
}

function componentKey(
  component: readonly Card[],
  neighbours: ReadonlyMap<string, readonly Card[]>,
  { bandRank, gatewayRank }: Order,
): readonly number[] {
  const own = bandRank.get(component[0]?.band ?? '') ?? 0;
  const near = component.flatMap(({ id }) => neighbours.get(id) ?? []);
  const pull = near.reduce(
    (sum, { column, band }) => (column === 0 ? sum : sum + Math.sign((bandRank.get(band) ?? own) - own)),
    0,
  );
  const gates = near.flatMap(({ id }) => gatewayRank.get(id) ?? []).sort((a, b) => a - b);
  const isAlone = component.length === 1 && near.length === 0;
  return [isAlone ? 2 : Math.sign(pull), gates.length === 0 ? gatewayRank.size : meanOf(gates)];
}

function compareKeys(a: readonly number[], b: readonly number[]): number {
  return (a[0] ?? 0) - (b[0] ?? 0) || (a[1] ?? 0) - (b[1] ?? 0);
}

/** Both columns start at the component's top. Returns where the next component starts. */
function placeComponent(
  component: readonly Card[],
  top: number,
  input: LayoutInput,
  neighbours: ReadonlyMap<string, readonly Card[]>,
  placed: Map<string, PlacedCard>,
): number {
  let hosts = sortedCards(component.filter(({ column }) => column === 1));
  let services = sortedCards(component.filter(({ column }) => column === 2));
  const canMove = hosts.length > 1 || services.length > 1;
  for (let sweep = 0; canMove && sweep < CARD_SWEEPS; sweep++) {
    const before = { hosts, services };
    services = swept(services, hosts, neighbours);
    hosts = swept(hosts, services, neighbours);
    if (isSameOrder(hosts, before.hosts) && isSameOrder(services, before.services)) break;
  }
  return Math.max(stack(hosts, top, input, placed), stack(services, top, input, placed));
}

function swept(
  cards: readonly Card[],
  others: readonly Card[],
  neighbours: ReadonlyMap<string, readonly Card[]>,
): readonly Card[] {
  const ranks = rankOf(others.map(({ id }) => id));
  const keys = new Map(
    cards.map((card, index) => {
      const near = (neighbours.get(card.id) ?? [])
        .flatMap(({ id }) => ranks.get(id) ?? [])
        .sort((a, b) => a - b);
      return [card, near.length === 0 ? index : meanOf(near)];
    }),
  );
  return [...cards].sort(
    (a, b) => rankOfKind(a) - rankOfKind(b) || (keys.get(a) ?? 0) - (keys.get(b) ?? 0) || compareCards(a, b),
  );
}

function stack(
  cards: readonly Card[],
  top: number,
  { isOpen }: LayoutInput,
  placed: Map<string, PlacedCard>,
): number {
  let y = top;
  for (const card of cards) {
    const { x, width } = COLUMNS[card.column];
    const height = cardHeight(card, isOpen(card));
    placed.set(card.id, { x, y, width, height });
    y += height + CARD_GAP;
  }
  return y;
}

/** At the median of what they admit, pushed down where another stands. Returns the lowest edge. */
function placeGateways(
  gateways: readonly Card[],
  neighbours: ReadonlyMap<string, readonly Card[]>,
  { isOpen }: LayoutInput,
  placed: Map<string, PlacedCard>,
): number {
  const wishes = gateways.map((card, index) => ({ card, index, y: wishOf(card, neighbours, placed) }));
  let bottom = TOP;
  for (const { card, y: wish } of wishes.sort((a, b) => (a.y === b.y ? 0 : a.y - b.y) || a.index - b.index)) {
    const { x, width } = COLUMNS[0];
    const height = cardHeight(card, isOpen(card));
    const y = Number.isFinite(wish) ? Math.max(bottom, wish) : bottom;
    placed.set(card.id, { x, y, width, height });
    bottom = y + height + CARD_GAP;
  }
  return bottom;
}

/** Top of the middle one of what a card is linked with; infinite for those that are linked with nothing. */
export function wishOf(
  { id }: Pick<Card, 'id'>,
  neighbours: ReadonlyMap<string, readonly Card[]>,
  placed: ReadonlyMap<string, PlacedCard>,
): number {
  const tops = (neighbours.get(id) ?? [])
    .flatMap((card) => placed.get(card.id)?.y ?? [])
    .sort((a, b) => a - b);
  return tops[Math.floor(tops.length / 2)] ?? Number.POSITIVE_INFINITY;
}

/** Without gateways, which stand in no band. */
export function groupByBand(cards: readonly Card[]): ReadonlyMap<string, readonly Card[]> {
  const groups = new Map<string, Card[]>();
  for (const card of cards) {
    if (card.column === 0) continue;
    const group = groups.get(card.band);
    if (group === undefined) groups.set(card.band, [card]);
    else group.push(card);
  }
  return groups;
}

function isSameOrder(a: readonly unknown[], b: readonly unknown[]): boolean {
  return a.every((each, index) => each === b[index]);
}

function sortedCards(cards: readonly Card[]): readonly Card[] {
  return [...cards].sort((a, b) => rankOfKind(a) - rankOfKind(b) || compareCards(a, b));
}

function rankOfKind({ kind }: Card): number {
  return kind === 'unknown' ? 1 : kind === 'namespace' ? 2 : 0;
}

function compareCards(a: Card, b: Card): number {
  return compare(a.name, b.name) || compare(a.id, b.id);
}

function nameOf(component: readonly Card[]): string {
  return component.map(({ name }) => name).sort(compare)[0] ?? '';
}

function rankOf(ids: readonly string[]): ReadonlyMap<string, number> {
  return new Map(ids.map((id, index) => [id, index]));
}

function meanOf(sorted: readonly number[]): number {
  return sorted.reduce((sum, value) => sum + value, 0) / sorted.length;
}

function byId(a: Card, b: Card): number {
  return compare(a.id, b.id);
}

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
