/** The mesh graph: cards of the open namespaces, or a tile for each when there are many. */
import { type Dressing, dressedCard, dressedLink } from '../../graph/cards/dress.ts';
import { bandNames, cardsOfBand, countCards, isEmpty } from '../../graph/cards/mesh-cards.ts';
import { routeLinks } from '../../graph/cards/route-links.ts';
import { findingsByResource } from '../../graph/findings-of.ts';
import { searchedText } from '../../graph/picture/search.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { Fields } from '../../semantics/fields.ts';
import { compareText, type Mesh } from '../../semantics/mesh.ts';
import type { Slot } from '../../workspace/slot.ts';
import { emptyAnswer, type Panel, PlaceBook } from '../panels/panel.ts';
import type { GraphHead, GraphItem, GraphShown, NamespaceTile } from './mesh-graph-data.ts';
import { tilesOf, withMatches } from './namespace-tiles.ts';
import { heldBy } from './policy-reach.ts';
import { type Shown, shownPart } from './shown-part.ts';

/** More services than this are drawn as tiles. */
const MANY_SERVICES = 60;
/** More open cards cannot be read. */
const MAX_CARDS = 600;
/** Of these many namespaces the open file is about, they are opened instead of all. */
const MAX_TOUCHED = 2;

/** `input`: `{ open?: namespace[], search?: text }`; without `open` what suits the size is. */
export const meshGraphPanel: Panel = (question) => {
  const { snapshot, mesh, uri, slot, path, input, isBroken, findingsIn } = question;
  if (isEmpty(mesh)) {
    return emptyAnswer('These files hold no gateway, no route and no service: there is nothing to draw yet.');
  }
  const book = new PlaceBook(snapshot);
  const touched = new Set<ResourceRef>(snapshot.resources(uri));
  if (slot !== undefined) touched.add(slot);
  const dressing: Dressing = {
    findings: findingsByResource(snapshot, findingsIn),
    placeId: ({ resource, path }) => book.id(resource, path),
    isTouched: (resource) => touched.has(resource),
    ...(isBroken !== undefined && { isBroken }),
  };
  const held = heldBy(mesh, slot);
  // Nobody clicks the findings of a tile.
  const unplaced = { ...dressing, placeId: () => undefined };
  const { tiles, drawnFindings } = tilesOf(mesh, unplaced, { touched, held });
  const asked = new Fields(input, '');
  const { open, closed } = within(mesh, wantedNamespaces(mesh, asked.get('open'), tiles));
  const search = searchedText(asked.get('search').string() ?? '');
  const shown = shownPart(mesh, new Set(open));
  const head: GraphHead = {
    state: 'shown',
    ...countsOf(mesh),
    namespaces: withMatches(mesh, tiles, { search, open }),
    open,
    isChosen: asked.get('open').exists,
    search,
    closed,
    otherFindings: Math.max(0, countAll(dressing) - drawnFindings),
  };
  const items = itemsOf(shown, dressing);
  // A cursor that is in nothing of what is drawn of an object is in all of it: at its name, say.
  const isBeside = slot !== undefined && book.around(slot, path).length === 0;
  const marked = isBeside ? new Set([...held, ...writtenBy(slot, shown)]) : held;
  const here = items.flatMap((item) =>
    'card' in item && item.card.place !== undefined && marked.has(item.id) ? [item.card.place] : [],
  );
  return { head, items, book, here };
};

function writtenBy(slot: Slot, { cards }: Shown): readonly string[] {
  return cards.filter(({ writers }) => writers.includes(slot)).map(({ id }) => id);
}

function wantedNamespaces(
  mesh: Mesh,
  chosen: Fields,
  tiles: readonly Pick<NamespaceTile, 'name' | 'isTouched'>[],
): readonly string[] {
  const names = bandNames(mesh);
  if (chosen.exists) {
    const known = new Set(names);
    return chosen.strings().filter((name) => known.has(name));
  }
  if (countCards(mesh, 'service') <= MANY_SERVICES) return names;
  const touched = tiles.filter(({ isTouched }) => isTouched).map(({ name }) => name);
  return touched.length <= MAX_TOUCHED ? touched : [];
}

/** Those that were opened first are closed first. */
function within(mesh: Mesh, wanted: readonly string[]): Pick<GraphShown, 'open' | 'closed'> {
  const open: string[] = [];
  let sum = 0;
  for (const name of wanted.toReversed()) {
    sum += cardsOfBand(mesh, name).length;
    if (sum > MAX_CARDS && open.length > 0) break;
    open.push(name);
  }
  const kept = new Set(open);
  return { open: wanted.filter((name) => kept.has(name)), closed: wanted.filter((name) => !kept.has(name)) };
}

function countsOf(mesh: Mesh): Pick<GraphShown, 'counts' | 'references'> {
  return {
    counts: {
      gateways: countCards(mesh, 'gateway'),
      hosts: countCards(mesh, 'host'),
      services: countCards(mesh, 'service') + countCards(mesh, 'service-entry'),
      namespaces: bandNames(mesh).length,
    },
    references: mesh.kept('references of the graph', (each) => {
      const references = routeLinks(each).filter(({ kind }) => kind === 'routes');
      const judged = references.filter(({ state }) => state !== 'unjudged');
      return { all: references.length, judged: judged.length };
    }),
  };
}

/** More than the picture carries: told as a number, so that nobody takes the picture for the whole. */
function countAll({ findings }: Dressing): number {
  return [...findings.values()].reduce((sum, list) => sum + list.length, 0);
}

function itemsOf({ cards, links }: Shown, dressing: Dressing): readonly GraphItem[] {
  return [
    ...cards.map((card) => ({ id: card.id, card: dressedCard(card, dressing) })),
    ...links.map((link) => ({ id: link.id, link: dressedLink(link, dressing) })),
  ].sort((a, b) => compareText(a.id, b.id));
}
