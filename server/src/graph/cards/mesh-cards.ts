/** All cards and lines of a mesh, kept over edits, and what is asked about them as a whole. */
import { groupBy } from '../../base/group-by.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import type { BareCard, BareLink } from './bare-card.ts';
import { admitLinks, hostCards } from './host-cards.ts';
import { routeLinks } from './route-links.ts';
import { gatewayCards, serviceCards, workloadCards } from './service-cards.ts';
import { unknownCards } from './unknown-cards.ts';

/** By what they are made of: an edit of one sort leaves what is known of the others. */
const IN_BANDS: readonly (readonly [sort: string, cards: (mesh: Mesh) => readonly BareCard[]])[] = [
  ['hosts', hostCards],
  ['services', serviceCards],
  ['workloads', workloadCards],
  ['unknown things', unknownCards],
];

export function allCards(mesh: Mesh): readonly BareCard[] {
  return mesh.keptList('cards', (each) => [
    ...gatewayCards(each),
    ...IN_BANDS.flatMap(([, cards]) => cards(each)),
  ]);
}

export function allLinks(mesh: Mesh): readonly BareLink[] {
  return mesh.keptList('links', (each) => [...admitLinks(each), ...routeLinks(each)]);
}

/** Nothing is drawn. */
export function isEmpty(mesh: Mesh): boolean {
  return gatewayCards(mesh).length === 0 && IN_BANDS.every(([, cards]) => cards(mesh).length === 0);
}

/** How many there are of a kind. */
export function countCards(mesh: Mesh, kind: 'gateway' | 'host' | 'service' | 'service-entry'): number {
  if (kind === 'gateway') return gatewayCards(mesh).length;
  if (kind === 'host') return hostCards(mesh).length;
  return mesh.kept(
    `number of ${kind}`,
    (each) => serviceCards(each).filter((card) => card.kind === kind).length,
  );
}

/** Names of the namespaces that have cards. */
export function bandNames(mesh: Mesh): readonly string[] {
  return mesh.keptList('bands', (each) => {
    const names = new Set<string>();
    for (const [sort] of IN_BANDS) for (const name of byBand(each, sort).keys()) names.add(name);
    return [...names].sort();
  });
}

/** Without gateways: they stand outside of namespaces. */
export function cardsOfBand(mesh: Mesh, band: string): readonly BareCard[] {
  return mesh.keptList(`cards of band ${band}`, (each) =>
    IN_BANDS.flatMap(([sort]) => byBand(each, sort).get(band) ?? []),
  );
}

function byBand(mesh: Mesh, sort: string): ReadonlyMap<string, readonly BareCard[]> {
  return mesh.kept(`${sort} by band`, (each) =>
    groupBy(new Map(IN_BANDS).get(sort)?.(each) ?? [], ({ band }) => band),
  );
}

/** The card of an id of its own or of one of its rows. */
export function cardOwner(mesh: Mesh): (id: string) => BareCard | undefined {
  const maps = [
    ...IN_BANDS.map(([sort, cards]) => mesh.kept(`owners of ${sort}`, (each) => owners(cards(each)))),
    mesh.kept('owners of gateways', (each) => owners(gatewayCards(each))),
  ];
  return (id) => {
    for (const map of maps) {
      const card = map.get(id);
      if (card !== undefined) return card;
    }
    return undefined;
  };
}

function owners(cards: readonly BareCard[]): ReadonlyMap<string, BareCard> {
  const found = new Map<string, BareCard>();
  for (const card of cards) {
    found.set(card.id, card);
    for (const row of card.rows) found.set(row.id, card);
  }
  return found;
}

/** Cards that one of the objects writes, or whose findings they carry. */
export function cardsAbout(
  mesh: Mesh,
  objects: ReadonlyMap<ResourceRef, unknown> | ReadonlySet<ResourceRef>,
): ReadonlySet<BareCard> {
  const found = new Set<BareCard>();
  const indexes = [
    gatewaysByObject(mesh),
    ...bandNames(mesh).map((band) =>
      mesh.kept(`objects of ${band}`, (each) => byObject(cardsOfBand(each, band))),
    ),
  ];
  for (const index of indexes) {
    // Whichever are fewer: a mesh has many cards, and seldom many findings.
    const asked = objects.size < index.size ? objects.keys() : index.keys();
    for (const object of asked) {
      if (objects.has(object)) for (const card of index.get(object) ?? []) found.add(card);
    }
  }
  return found;
}

type CardsByObject = ReadonlyMap<ResourceRef, ReadonlySet<BareCard>>;

function gatewaysByObject(mesh: Mesh): CardsByObject {
  return mesh.kept('objects of gateways', (each) => byObject(gatewayCards(each)));
}

function byObject(cards: readonly BareCard[]): CardsByObject {
  const found = new Map<ResourceRef, Set<BareCard>>();
  for (const card of cards) {
    const places = [card.marked?.place, ...card.rows.map(({ place }) => place)];
    const objects = [...card.writers, ...places.flatMap((place) => place?.resource ?? [])];
    for (const object of objects) {
      const about = found.get(object);
      if (about === undefined) found.set(object, new Set([card]));
      else about.add(card);
    }
  }
  return found;
}
