/** What of the answer is shown: the cards of the filters in force, and what the search finds. */
import type { GraphItem } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import type { Card, Picture } from '../../../server/src/graph/picture/picture.ts';
import { matchesIn, searchedText } from '../../../server/src/graph/picture/search.ts';
import type { Look } from './look.ts';
import { relationsOf } from './relations.ts';

export function contentOf(items: readonly GraphItem[]): Picture {
  return {
    cards: items.flatMap((item) => ('card' in item ? [item.card] : [])),
    links: items.flatMap((item) => ('link' in item ? [item.link] : [])),
  };
}

export function filtered(
  picture: Picture,
  { isOpenFileOnly, isFindingsOnly }: Pick<Look, 'isOpenFileOnly' | 'isFindingsOnly'>,
): Picture {
  const touched = isOpenFileOnly ? withNeighbours(picture, ({ isTouched }) => isTouched === true) : picture;
  return isFindingsOnly ? withNeighbours(touched, hasFindings) : touched;
}

export function hasFindings({ findings, rows }: Card): boolean {
  return findings !== undefined || rows.some((row) => row.findings !== undefined);
}

/** The cards that are asked for, and what is linked with them. */
function withNeighbours({ cards, links }: Picture, isKept: (card: Card) => boolean): Picture {
  const { owner } = relationsOf(cards, links);
  const idOf = (end: string) => owner.get(end)?.id ?? '';
  const kept = new Set(cards.filter(isKept).map(({ id }) => id));
  const near = links.filter(({ from, to }) => kept.has(idOf(from)) || kept.has(idOf(to)));
  const ids = new Set([...kept, ...near.flatMap(({ from, to }) => [idOf(from), idOf(to)])]);
  return { cards: cards.filter(({ id }) => ids.has(id)), links: near };
}

/** Ids of cards and rows whose text holds what is searched; undefined when nothing is. */
export function matchesOf(cards: readonly Card[], search: string): ReadonlySet<string> | undefined {
  const searched = searchedText(search);
  return searched === '' ? undefined : new Set(cards.flatMap((card) => matchesIn(card, searched)));
}
