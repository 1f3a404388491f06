/** Cards and lines as they are shown: with findings, places that can be clicked, and what the open file touches. */
import type { ResourceRef } from '../../model/resource.ts';
import type { PublishedFinding } from '../../workspace/finding.ts';
import { type FindingsByResource, findingsAt } from '../findings-of.ts';
import type { GraphPlace } from '../graph-builder.ts';
import type { Card, CardRow, FindingMark, PictureLink } from '../picture/picture.ts';
import type { BareCard, BareLink, BareRow } from './bare-card.ts';

export interface Dressing {
  readonly findings: FindingsByResource;
  /** Id of a place, for pages; undefined where nobody clicks. */
  placeId(place: GraphPlace): string | undefined;
  /** The open file writes it. */
  isTouched(resource: ResourceRef): boolean;
  /** Its text cannot be read now. */
  isBroken?(resource: ResourceRef): boolean;
}

export function dressedCard(card: BareCard, dressing: Dressing): Card {
  const { marked, writers, place, rows, ...bare } = card;
  const findings = cardMark(card, dressing);
  return {
    ...bare,
    rows: rows.map((row) => dressedRow(row, dressing)),
    ...placed(place, dressing),
    ...(findings !== undefined && { findings }),
    ...(writers.some((each) => dressing.isTouched(each)) && { isTouched: true }),
    ...(writers.some((each) => dressing.isBroken?.(each)) && { isBroken: true }),
  };
}

function dressedRow({ place, ...bare }: BareRow, dressing: Dressing): CardRow {
  const findings = markAt(place, dressing);
  return { ...bare, ...placed(place, dressing), ...(findings !== undefined && { findings }) };
}

export function dressedLink({ place, ...bare }: BareLink, dressing: Dressing): PictureLink {
  return { ...bare, ...placed(place, dressing) };
}

/** Of a card and of its rows. */
export function marksOf(card: BareCard, dressing: Dressing): readonly FindingMark[] {
  return [cardMark(card, dressing), ...card.rows.map(({ place }) => markAt(place, dressing))].filter(
    (mark) => mark !== undefined,
  );
}

function cardMark({ marked }: Pick<BareCard, 'marked'>, dressing: Dressing): FindingMark | undefined {
  if (marked === undefined) return undefined;
  if (marked.isBesideRoutes !== true) return markAt(marked.place, dressing);
  const all = dressing.findings.get(marked.place.resource) ?? [];
  return markOf(
    all.filter(({ path }) => !/^spec\.(?:http|tls|tcp|rules)\[/.test(path)),
    dressing,
  );
}

function markAt(place: GraphPlace | undefined, dressing: Dressing): FindingMark | undefined {
  return place === undefined ? undefined : markOf(findingsAt(dressing.findings, place), dressing);
}

const ORDER: readonly string[] = ['error', 'warning', 'info'];
const MAX_MESSAGES = 3;

function markOf(found: readonly PublishedFinding[], dressing: Dressing): FindingMark | undefined {
  if (found.length === 0) return undefined;
  const sorted = found.toSorted((a, b) => ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity));
  const [worst] = sorted;
  if (worst === undefined || worst.severity === 'hint') return undefined;
  const { resource, path } = worst;
  return {
    worst: worst.severity,
    count: found.length,
    messages: sorted.slice(0, MAX_MESSAGES).map(({ message }) => message),
    ...(resource !== undefined && placed({ resource, path }, dressing)),
  };
}

function placed(place: GraphPlace | undefined, dressing: Dressing): { readonly place?: string } {
  const id = place && dressing.placeId(place);
  return id === undefined ? {} : { place: id };
}
