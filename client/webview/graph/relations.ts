/** What belongs together: the whole path of a request through a card or a row, up and down. */
import type { Card, PictureLink } from '../../../server/src/graph/picture/picture.ts';

export interface Relations {
  /** Cards by their own id and by those of their rows. */
  readonly owner: ReadonlyMap<string, Card>;
  /** Links by the id at their start, at their end. */
  readonly out: ReadonlyMap<string, readonly PictureLink[]>;
  readonly into: ReadonlyMap<string, readonly PictureLink[]>;
}

export interface Marked {
  readonly ids: ReadonlySet<string>;
  readonly links: ReadonlySet<string>;
}

export function relationsOf(cards: readonly Card[], links: readonly PictureLink[]): Relations {
  const owner = new Map<string, Card>();
  for (const card of cards) {
    owner.set(card.id, card);
    for (const row of card.rows) owner.set(row.id, card);
  }
  const out = new Map<string, PictureLink[]>();
  const into = new Map<string, PictureLink[]>();
  for (const link of links) {
    put(out, link.from, link);
    put(into, link.to, link);
  }
  return { owner, out, into };
}

function put(map: Map<string, PictureLink[]>, key: string, link: PictureLink): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [link]);
  else list.push(link);
}

/** Down from a card or row to what it reaches, up to what reaches it. */
export function pathThrough(id: string, relations: Relations): Marked {
  const ids = new Set<string>([id]);
  const links = new Set<string>();
  walk(id, relations, 'out', ids, links);
  walk(id, relations, 'into', ids, links);
  return { ids, links };
}

function walk(
  start: string,
  relations: Relations,
  way: 'out' | 'into',
  ids: Set<string>,
  links: Set<string>,
): void {
  const open = [start];
  const seen = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    ids.add(id);
    const card = relations.owner.get(id);
    if (card === undefined) continue;
    // A card means all of its rows; a row belongs to its card, whose own links are its links as well.
    const parts =
      id === card.id && id !== start ? [id] : id === card.id ? [id, ...card.rows.map((row) => row.id)] : [id];
    ids.add(card.id);
    const ends = way === 'into' && id !== card.id ? [...parts, card.id] : parts;
    for (const part of ends) {
      for (const link of relations[way].get(part) ?? []) {
        links.add(link.id);
        open.push(way === 'out' ? link.to : link.from);
      }
    }
    // A host that is reached from a gateway sends requests by its rows.
    if (way === 'out' && id === card.id && id !== start && card.kind === 'host')
      for (const row of card.rows) open.push(row.id);
  }
}
