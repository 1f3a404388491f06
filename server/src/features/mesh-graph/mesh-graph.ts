/** The mesh graph: cards of the open namespaces, or a tile for each when there are many. */
import { findingsByResource } from '../../graph/findings-of.ts';
import { meshGraph } from '../../graph/mesh-graph.ts';
import { compare } from '../../graph/picture/layout.ts';
import type { Card, Picture, PictureLink } from '../../graph/picture/picture.ts';
import { pictureOf } from '../../graph/picture-of.ts';
import { Fields } from '../../semantics/fields.ts';
import { emptyAnswer, type Panel, PlaceBook } from '../panels/panel.ts';
import type { GraphHead, GraphItem, GraphShown } from './mesh-graph-data.ts';
import { tilesOf } from './namespace-tiles.ts';
import { heldBy } from './policy-reach.ts';
import { type Shown, shownPart } from './shown-part.ts';

/** More services than this are drawn as tiles. */
const MANY_SERVICES = 60;
/** More open cards cannot be read. */
const MAX_CARDS = 600;
/** Of these many namespaces the open file is about, they are opened instead of all. */
const MAX_TOUCHED = 2;

/** `input`: `{ open?: namespace[] }`; absent: what suits the size. */
export const meshGraphPanel: Panel = ({ snapshot, mesh, uri, slot, input }) => {
  const book = new PlaceBook(snapshot);
  const findings = findingsByResource(snapshot);
  const graph = meshGraph(mesh);
  const picture = pictureOf(graph, {
    mesh,
    findings,
    placeId: ({ resource, path }) => book.reserve(resource, path),
    isTouched: (resource) => snapshot.slotOf(resource).uri === uri,
  });
  if (picture.cards.length === 0) {
    return emptyAnswer('These files hold no gateway, no route and no service: there is nothing to draw yet.');
  }
  const held = heldBy(graph, slot);
  const namespaces = tilesOf(picture, held);
  const wanted = wantedNamespaces(input, picture, namespaces);
  const { open, closed } = within(wanted, picture);
  const shown = shownPart(picture, new Set(open));
  for (const place of placesOf(shown)) book.show(place);
  const head: GraphHead = {
    state: 'shown',
    ...countsOf(picture, namespaces.length),
    namespaces,
    open,
    closed,
    otherFindings: countOthers(findings, picture),
  };
  const here = shown.cards.flatMap(({ id, place }) => (place !== undefined && held.has(id) ? [place] : []));
  return { head, items: itemsOf(shown), book, here };
};

function wantedNamespaces(
  input: unknown,
  { cards }: Picture,
  tiles: readonly { readonly name: string; readonly isTouched: boolean }[],
): readonly string[] {
  const names = tiles.map(({ name }) => name);
  const field = new Fields(input as never, '').get('open');
  if (field.exists) return field.strings().filter((name) => names.includes(name));
  const services = cards.filter(({ kind }) => kind === 'service').length;
  if (services <= MANY_SERVICES) return names;
  const touched = tiles.filter(({ isTouched }) => isTouched).map(({ name }) => name);
  return touched.length <= MAX_TOUCHED ? touched : [];
}

/** Those that were opened first are closed first. */
function within(wanted: readonly string[], { cards }: Picture): Pick<GraphShown, 'open' | 'closed'> {
  const sizes = new Map<string, number>();
  for (const { band, column } of cards) if (column > 0) sizes.set(band, (sizes.get(band) ?? 0) + 1);
  const open: string[] = [];
  let sum = 0;
  for (const name of wanted.toReversed()) {
    sum += sizes.get(name) ?? 0;
    if (sum > MAX_CARDS && open.length > 0) break;
    open.push(name);
  }
  const kept = new Set(open);
  return { open: wanted.filter((name) => kept.has(name)), closed: wanted.filter((name) => !kept.has(name)) };
}

function countsOf({ cards, links }: Picture, namespaces: number): Pick<GraphShown, 'counts' | 'references'> {
  const count = (...kinds: readonly Card['kind'][]) =>
    cards.filter(({ kind }) => kinds.includes(kind)).length;
  const references = links.filter(({ kind }) => kind === 'routes');
  return {
    counts: {
      gateways: count('gateway'),
      hosts: count('host'),
      services: count('service', 'service-entry'),
      namespaces,
    },
    references: {
      all: references.length,
      judged: references.filter(({ state }) => state !== 'unjudged').length,
    },
  };
}

/** A finding that no card or row carries: told as a number, so that nobody takes the picture for the whole. */
function countOthers(findings: ReturnType<typeof findingsByResource>, { cards }: Picture): number {
  const drawn = cards
    .flatMap((card) => [card, ...card.rows])
    .reduce((sum, each) => sum + (each.findings?.count ?? 0), 0);
  const all = [...findings.values()].reduce((sum, list) => sum + list.length, 0);
  return Math.max(0, all - drawn);
}

/** Of all that is sent; others are not looked up. */
function placesOf({ cards, links }: Shown): ReadonlySet<string> {
  const parts = cards.flatMap((card) => [card, ...card.rows]);
  return new Set([
    ...parts.flatMap(({ place, findings }) => [place ?? [], findings?.place ?? []].flat()),
    ...links.flatMap(({ place }) => place ?? []),
  ]);
}

function itemsOf({ cards, links }: Shown): readonly GraphItem[] {
  return [
    ...cards.map((card) => ({ id: card.id, card })),
    ...links.map((link: PictureLink) => ({ id: link.id, link })),
  ].sort((a, b) => compare(a.id, b.id));
}
