/** All cards and lines of a mesh, kept over edits, and what is asked about them as a whole. */
import { groupBy } from '../../base/group-by.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Mesh } from '../../semantics/mesh.ts';
import type { BareCard, BareLink } from './bare-card.ts';
import { admitLinks, hostCards } from './host-cards.ts';
import { routeLinks } from './route-links.ts';
import { gatewayCards, serviceCards, workloadCards } from './service-cards.ts';
import { unknownCards } from './unknown-cards.ts';

export function allCards(mesh: Mesh): readonly BareCard[] {
  return mesh.keptList('cards', (each) => [
    ...gatewayCards(each),
    ...hostCards(each),
    ...serviceCards(each),
    ...workloadCards(each),
    ...unknownCards(each),
  ]);
}

export function allLinks(mesh: Mesh): readonly BareLink[] {
  return mesh.keptList('links', (each) => [...admitLinks(each), ...routeLinks(each)]);
}

/** Names of the namespaces that have cards. */
export function bandNames(mesh: Mesh): readonly string[] {
  return mesh.keptList('bands', (each) => [...cardsByBand(each).keys()].sort());
}

/** Without gateways: they stand outside of namespaces. */
export function cardsOfBand(mesh: Mesh, band: string): readonly BareCard[] {
  return mesh.keptList(`cards of band ${band}`, (each) => cardsByBand(each).get(band) ?? []);
}

function cardsByBand(mesh: Mesh): ReadonlyMap<string, readonly BareCard[]> {
  return mesh.kept('cards by band', (each) =>
    groupBy(
      allCards(each).filter(({ column }) => column > 0),
      ({ band }) => band,
    ),
  );
}

/** By the id of a card or of one of its rows. */
export function cardOwners(mesh: Mesh): ReadonlyMap<string, BareCard> {
  return mesh.kept('owners of rows', (each) => {
    const owners = new Map<string, BareCard>();
    for (const card of allCards(each)) {
      owners.set(card.id, card);
      for (const row of card.rows) owners.set(row.id, card);
    }
    return owners;
  });
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
