/** What a closed namespace says of its content. */
import type { BareCard } from '../../graph/cards/bare-card.ts';
import { type Dressing, marksOf } from '../../graph/cards/dress.ts';
import { admitLinks, hostCard } from '../../graph/cards/host-cards.ts';
import { bandNames, cardsAbout, cardsOfBand } from '../../graph/cards/mesh-cards.ts';
import type { FindingMark } from '../../graph/picture/picture.ts';
import { matchesIn } from '../../graph/picture/search.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { compareText, type Mesh } from '../../semantics/mesh.ts';
import type { NamespaceTile } from './mesh-graph-data.ts';

/** Without what changes with findings and cursors. */
type BareTile = Omit<NamespaceTile, 'findings' | 'isTouched'>;

export interface Tiles {
  readonly tiles: readonly NamespaceTile[];
  /** Findings that some card or row carries. */
  readonly drawnFindings: number;
}

/**
 * @param touched objects of the open file
 * @param held cards that the policy at the cursor holds for; their namespaces count as touched
 */
export function tilesOf(
  mesh: Mesh,
  dressing: Dressing,
  { touched, held }: { readonly touched: ReadonlySet<ResourceRef>; readonly held: ReadonlySet<string> },
): Tiles {
  const marks = marksByBand(mesh, dressing);
  const bands = new Set(touchedCards(mesh, touched).map(({ band }) => band));
  const tiles = bandNames(mesh).map((name): NamespaceTile => {
    const findings = worstOf(marks.get(name) ?? []);
    const isHeld = held.size > 0 && cardsOfBand(mesh, name).some(({ id }) => held.has(id));
    return {
      ...bareTile(mesh, name),
      ...(findings !== undefined && { findings }),
      isTouched: isHeld || bands.has(name),
    };
  });
  const all = [...marks.values()].flat();
  return { tiles, drawnFindings: all.reduce((sum, { count }) => sum + count, 0) };
}

/** Tiles of closed namespaces say how much the search finds in them: nothing of it is drawn. */
export function withMatches(
  mesh: Mesh,
  tiles: readonly NamespaceTile[],
  { search, open }: { readonly search: string; readonly open: readonly string[] },
): readonly NamespaceTile[] {
  if (search === '') return tiles;
  const drawn = new Set(open);
  return tiles.map((tile) => {
    if (drawn.has(tile.name)) return tile;
    const cards = cardsOfBand(mesh, tile.name);
    const matches = cards.reduce((sum, card) => sum + matchesIn(card, search).length, 0);
    return matches === 0 ? tile : { ...tile, matches };
  });
}

/** Only cards that have findings are looked at: a mesh has many cards and few of those. */
function marksByBand(
  mesh: Mesh,
  dressing: Dressing,
): ReadonlyMap<string | undefined, readonly FindingMark[]> {
  const cards = cardsAbout(mesh, dressing.findings);
  const marks = new Map<string | undefined, FindingMark[]>();
  for (const card of [...cards].sort((a, b) => compareText(a.id, b.id))) {
    const own = marksOf(card, dressing);
    // Gateways stand in no band.
    const band = card.column === 0 ? undefined : card.band;
    const others = marks.get(band);
    if (others === undefined) marks.set(band, [...own]);
    else for (const mark of own) others.push(mark);
  }
  return marks;
}

function touchedCards(mesh: Mesh, touched: ReadonlySet<ResourceRef>): readonly BareCard[] {
  return [...cardsAbout(mesh, touched)].filter(
    ({ column, writers }) => column > 0 && writers.some((writer) => touched.has(writer)),
  );
}

function bareTile(mesh: Mesh, name: string): BareTile {
  return mesh.kept(`tile of ${name}`, (each) => {
    const cards = cardsOfBand(each, name);
    const modes = new Set(cards.flatMap((card) => card.mtls ?? []));
    const [mtls] = modes;
    return {
      name,
      services: cards.filter(({ kind }) => kind === 'service').length,
      hosts: cards.filter(({ kind }) => kind === 'host').length,
      ...(mtls !== undefined && { mtls: modes.size > 1 ? 'mixed' : mtls }),
      gateways: each.keptList(`gateways into ${name}`, (of) =>
        [...(gatewaysByBand(of).get(name) ?? [])].sort(compareText),
      ),
    };
  });
}

/** That let requests in. */
function gatewaysByBand(mesh: Mesh): ReadonlyMap<string, ReadonlySet<string>> {
  return mesh.kept('gateways by band', (each) => {
    const found = new Map<string, Set<string>>();
    for (const { from, to } of admitLinks(each)) {
      const band = hostCard(each, to)?.band;
      if (band === undefined) continue;
      const gateways = found.get(band);
      if (gateways === undefined) found.set(band, new Set([from]));
      else gateways.add(from);
    }
    return found;
  });
}

const ORDER: readonly FindingMark['worst'][] = ['error', 'warning', 'info'];

/** The worst of all, with the number of all. */
function worstOf(marks: readonly FindingMark[]): FindingMark | undefined {
  const [worst] = marks.toSorted((a, b) => ORDER.indexOf(a.worst) - ORDER.indexOf(b.worst));
  if (worst === undefined) return undefined;
  const count = marks.reduce((sum, mark) => sum + mark.count, 0);
  return { worst: worst.worst, count, messages: worst.messages.slice(0, 1) };
}
