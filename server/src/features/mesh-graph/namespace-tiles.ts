/** What a closed namespace says of its content. */
import { compare } from '../../graph/picture/layout.ts';
import type { Card, FindingMark, Mtls, Picture } from '../../graph/picture/picture.ts';
import type { NamespaceTile } from './mesh-graph-data.ts';

/** `held`: cards that the policy at the cursor holds for; their namespaces count as touched. */
export function tilesOf({ cards, links }: Picture, held: ReadonlySet<string>): readonly NamespaceTile[] {
  const groups = new Map<string, Card[]>();
  const bandOf = new Map<string, string>();
  for (const card of cards) {
    if (card.column === 0) continue;
    bandOf.set(card.id, card.band);
    const group = groups.get(card.band);
    if (group === undefined) groups.set(card.band, [card]);
    else group.push(card);
  }
  const gateways = new Map<string, Set<string>>();
  for (const { kind, from, to } of links) {
    const band = bandOf.get(to);
    if (kind !== 'admits' || band === undefined) continue;
    gateways.set(band, (gateways.get(band) ?? new Set()).add(from));
  }
  return [...groups]
    .map(([name, own]) => tileOf(name, own, [...(gateways.get(name) ?? [])].sort(compare), held))
    .sort((a, b) => compare(a.name, b.name));
}

function tileOf(
  name: string,
  cards: readonly Card[],
  gateways: readonly string[],
  held: ReadonlySet<string>,
): NamespaceTile {
  const modes = new Set(cards.flatMap((card) => card.mtls ?? []));
  const [mtls] = modes;
  const findings = worstOf(cards);
  return {
    name,
    services: cards.filter(({ kind }) => kind === 'service').length,
    hosts: cards.filter(({ kind }) => kind === 'host').length,
    ...(mtls !== undefined && { mtls: modes.size > 1 ? ('mixed' satisfies Mtls) : mtls }),
    ...(findings !== undefined && { findings }),
    isTouched: cards.some(({ id, isTouched }) => isTouched === true || held.has(id)),
    gateways,
  };
}

const ORDER: readonly FindingMark['worst'][] = ['error', 'warning', 'info'];

/** The worst of all, with the number of all. */
export function worstOf(cards: readonly Card[]): FindingMark | undefined {
  const marks = cards.flatMap((card) => [card, ...card.rows]).flatMap(({ findings }) => findings ?? []);
  const [worst] = [...marks].sort((a, b) => ORDER.indexOf(a.worst) - ORDER.indexOf(b.worst));
  return worst && { ...worst, count: marks.reduce((sum, { count }) => sum + count, 0) };
}
