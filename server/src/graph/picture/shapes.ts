/** Cards and lines as shapes, for the page and for the exported picture alike: one drawing, two writers. */
import { append } from '../../base/append.ts';
import { ICONS, type Icon, type IconName } from './icons.ts';
import type { PlacedCard } from './layout.ts';
import { CARD_HEAD, CARD_ROW, type Card, type CardRow, type PictureLink } from './picture.ts';
import type { PictureWords } from './words.ts';

/** How a shape looks: a class in the page, colours in the export. */
export type Look =
  | 'card'
  | 'card-external'
  | 'card-missing'
  | 'card-unjudged'
  | 'separator'
  | 'icon'
  | 'icon-filled'
  | 'icon-warning'
  | 'mark-error'
  | 'mark-warning'
  | 'mark-info'
  | 'name'
  | 'text'
  | 'dim'
  | 'share0'
  | 'share1'
  | 'share2'
  | 'dot'
  | 'touched';

export type Shape =
  | {
      readonly tag: 'rect';
      readonly look: Look;
      readonly x: number;
      readonly y: number;
      readonly width: number;
      readonly height: number;
      readonly radius?: number;
    }
  | {
      readonly tag: 'path';
      readonly look: Look;
      readonly x: number;
      readonly y: number;
      readonly path: string;
    }
  | {
      readonly tag: 'text';
      readonly look: Look;
      readonly x: number;
      readonly y: number;
      readonly text: string;
      readonly anchor?: 'end';
    };

/** Width in pixels of a text as it is drawn. */
export type Measure = (text: string, look: 'name' | 'text' | 'dim') => number;

export interface CardShapes {
  readonly back: readonly Shape[];
  readonly head: readonly Shape[];
  readonly rows: readonly { readonly row: CardRow; readonly shapes: readonly Shape[] }[];
}

const ICON = 16;
const PAD = 6;
const BASELINE = 17;
const ROW_BASELINE = 14;
const BAR = 45;

export interface Pen {
  readonly measure: Measure;
  readonly words: PictureWords;
}

export function cardShapes(card: Card, at: PlacedCard, isOpen: boolean, pen: Pen): CardShapes {
  const rows = isOpen ? card.rows : [];
  return {
    back: backShapes(card, at),
    head: headShapes(card, at, isOpen, pen),
    rows: rows.map((row, index) => ({ row, shapes: rowShapes(card, row, index, at, pen) })),
  };
}

function backShapes(card: Card, { x, y, width, height }: PlacedCard): readonly Shape[] {
  const radius = card.kind === 'host' ? 12 : card.kind === 'namespace' ? 4 : 2;
  const look: Look =
    card.state === 'missing'
      ? 'card-missing'
      : card.state === 'unjudged'
        ? 'card-unjudged'
        : card.kind === 'service-entry' || card.isBroken === true
          ? 'card-external'
          : 'card';
  const back: Shape = { tag: 'rect', look, x, y, width, height, radius };
  if (card.isTouched !== true) return [back];
  return [back, { tag: 'rect', look: 'touched', x: x - 4, y, width: 3, height }];
}

function headShapes(
  card: Card,
  { x, y, width }: PlacedCard,
  isOpen: boolean,
  { measure, words }: Pen,
): readonly Shape[] {
  const shapes: Shape[] = [
    iconShape(card.state === undefined ? card.kind : 'unknown', x + PAD, y + 5, 'icon'),
  ];
  let right = x + width - 10;
  for (const [icon, look] of marksOf(card)) {
    right -= ICON;
    shapes.push(iconShape(icon, right, y + 5, look));
    right -= 2;
  }
  const side = sideOf(card, isOpen, words);
  const left = x + PAD + ICON + 4;
  const fitted = side === '' ? '' : cutMiddle(measure, side, Math.max(60, (right - left) / 2), 'dim');
  const room = right - left - (fitted === '' ? 0 : measure(fitted, 'dim') + 8);
  // Names come first: this is the order in which a screen reader says them.
  const name = cutMiddle(measure, card.name, room, 'name');
  shapes.push({ tag: 'text', look: 'name', x: left, y: y + BASELINE, text: name });
  if (fitted !== '')
    shapes.push({ tag: 'text', look: 'dim', x: right - 2, y: y + BASELINE, text: fitted, anchor: 'end' });
  if (card.kind === 'gateway' && card.note !== undefined && card.note !== '') {
    const text = cutMiddle(measure, card.note, x + width - 8 - left, 'dim');
    shapes.push({ tag: 'text', look: 'dim', x: left, y: y + BASELINE + 17, text });
  }
  return shapes;
}

/** From the right: lock, shield, waypoint, findings. */
function marksOf({ mtls, access, findings, waypoint }: Card): readonly (readonly [IconName, Look])[] {
  const marks: (readonly [IconName, Look])[] = [];
  if (mtls !== undefined) {
    const look = mtls === 'disabled' ? 'icon-warning' : mtls === 'strict' ? 'icon-filled' : 'icon';
    marks.push([mtls, look]);
  }
  if (access !== undefined) marks.push([access, access === 'open' ? 'icon-warning' : 'icon']);
  if (waypoint !== undefined) marks.push(['waypoint', 'icon']);
  if (findings !== undefined) marks.push([findings.worst, `mark-${findings.worst}`]);
  return marks;
}

/** What a card says at the right: what its rows would say when it is closed. */
function sideOf(card: Card, isOpen: boolean, words: PictureWords): string {
  if (card.state === 'missing') return words.notFound;
  if (card.state === 'unjudged') return words.notJudged;
  const { length } = card.rows;
  if (isOpen || length === 0) return card.kind === 'host' && length === 0 ? words.noRoute : '';
  if (card.kind === 'host') return words.routes(length);
  const isOfSubsets = card.rows.every(({ side }) => side !== undefined);
  return isOfSubsets ? card.rows.map(({ text }) => text).join(' ') : '';
}

function rowShapes(
  card: Card,
  row: CardRow,
  index: number,
  at: PlacedCard,
  { measure }: Pen,
): readonly Shape[] {
  const top = rowTop(at, index);
  const { x, width } = at;
  const shapes: Shape[] = [{ tag: 'rect', look: 'separator', x: x + 1, y: top, width: width - 2, height: 1 }];
  const baseline = top + ROW_BASELINE;
  let left = x + 12;
  let right = x + width - 10;
  if (row.order !== undefined) {
    shapes.push({ tag: 'text', look: 'dim', x: left, y: baseline, text: String(row.order) });
    left += Math.max(14, measure(String(row.order), 'dim') + 6);
  }
  if (row.findings !== undefined) {
    right -= ICON;
    shapes.push(iconShape(row.findings.worst, right, top + 2, `mark-${row.findings.worst}`));
    right -= 3;
  }
  if (row.hasFault === true) {
    right -= ICON;
    shapes.push(iconShape('fault', right, top + 2, 'icon-filled'));
    right -= 3;
  }
  const aside: Shape[] = [];
  if (row.side !== undefined) {
    const side = cutMiddle(measure, row.side, (right - left) / 2, 'dim');
    aside.push({ tag: 'text', look: 'dim', x: right, y: baseline, text: side, anchor: 'end' });
    right -= measure(side, 'dim') + 8;
  }
  if (row.shares !== undefined && right - BAR - 60 > left) {
    right -= BAR;
    append(aside, barShapes(row.shares, right, top + 6));
    right -= 8;
  }
  const text = cutMiddle(measure, row.text, right - left, 'text');
  shapes.push({ tag: 'text', look: 'text', x: left, y: baseline, text });
  append(shapes, aside);
  const dot = card.column === 1 ? x + width - 3 : x - 3;
  return [...shapes, { tag: 'rect', look: 'dot', x: dot, y: top + 7, width: 6, height: 6, radius: 3 }];
}

/** Segments with a gap between; numbers stand beside. */
function barShapes(shares: readonly number[], x: number, y: number): readonly Shape[] {
  const looks: readonly Look[] = ['share0', 'share1', 'share2'];
  let at = x;
  return shares.flatMap((share, index) => {
    const width = Math.max(0, Math.round((BAR * share) / 100) - 1);
    const start = at;
    at += width + 1;
    return width === 0
      ? []
      : [
          {
            tag: 'rect' as const,
            look: looks[index % looks.length] ?? 'share0',
            x: start,
            y,
            width,
            height: 7,
          },
        ];
  });
}

export function iconShape(name: IconName, x: number, y: number, look: Look): Shape {
  const icon: Icon = ICONS[name];
  const isFilled = icon.filled === true && look === 'icon';
  return { tag: 'path', look: isFilled ? 'icon-filled' : look, x, y, path: icon.path };
}

export function rowTop({ y }: PlacedCard, index: number): number {
  return y + CARD_HEAD + CARD_ROW * index + 1;
}

/** Cut in the middle, so that both ends stay. */
export function cutMiddle(
  measure: Measure,
  text: string,
  width: number,
  look: 'name' | 'text' | 'dim',
): string {
  if (measure(text, look) <= width) return text;
  const points = [...text];
  let low = 1;
  let high = points.length - 1;
  const cut = (kept: number) =>
    `${points.slice(0, Math.ceil(kept / 2)).join('')}…${points.slice(points.length - Math.floor(kept / 2)).join('')}`;
  while (low < high) {
    const kept = Math.ceil((low + high) / 2);
    if (measure(cut(kept), look) <= width) low = kept;
    else high = kept - 1;
  }
  return cut(low);
}

export interface Ends {
  readonly from: { readonly x: number; readonly y: number };
  readonly to: { readonly x: number; readonly y: number };
}

/** A curve from left to right; back to the left it swings out. */
export function linkPath({ from, to }: Ends): string {
  const reach = Math.max(30, Math.abs(to.x - from.x) / 2);
  return `M${from.x} ${from.y}C${from.x + reach} ${from.y} ${to.x - reach} ${to.y} ${to.x} ${to.y}`;
}

/** Wider for more of the traffic; mirrors stay thin. */
export function linkWidth({ kind, share }: Pick<PictureLink, 'kind' | 'share'>): number {
  if (kind !== 'routes') return 1.3;
  return Math.round((1 + (2 * (share ?? 100)) / 100) * 10) / 10;
}
