/** What clicks, keys and the pointer do. */
import type { Layout } from '../../../server/src/graph/picture/layout.ts';
import type { Card } from '../../../server/src/graph/picture/picture.ts';
import { send } from '../shared/store.ts';
import { askBeside, askWithout } from './asking.ts';
import { fitWidth, type Look } from './look.ts';
import { bandOf } from './moves.ts';
import type { Relations } from './relations.ts';

const HEAD = 26;
const STEP = 1.2;

export function idOf(target: EventTarget | null): string | undefined {
  return target instanceof Element
    ? (target.closest('[data-id]')?.getAttribute('data-id') ?? undefined)
    : undefined;
}

export function element(box: HTMLElement | null, id: string): SVGElement | undefined {
  return [...(box?.querySelectorAll<SVGElement>('[data-id]') ?? [])].find(
    (each) => each.getAttribute('data-id') === id,
  );
}

export function reveal(
  box: HTMLElement | null,
  layout: Layout,
  relations: Relations,
  id: string,
  zoom: number,
): void {
  const card = relations.owner.get(id);
  const band = layout.bands.find(({ name }) => name === bandOf(id));
  const at = card === undefined ? band && { y: band.y, height: HEAD } : layout.cards.get(card.id);
  if (box === null || at === undefined) return;
  // The heads of the columns stay above.
  const top = at.y * zoom;
  const bottom = (HEAD + at.y + at.height) * zoom;
  if (top < box.scrollTop) box.scrollTop = top - 20;
  else if (bottom > box.scrollTop + box.clientHeight)
    box.scrollTop = Math.min(top - 20, bottom - box.clientHeight + 20);
}

/** A click opens the line, or the namespace; with Ctrl or Cmd beside. */
export function open(event: MouseEvent, relations: Relations): void {
  const id = idOf(event.target);
  if (id !== undefined) openId(id, relations, event.ctrlKey || event.metaKey, false);
}

export function openId(id: string, { owner }: Relations, beside: boolean, focus: boolean): void {
  const band = bandOf(id);
  if (band !== undefined) {
    askWithout(band);
    return;
  }
  const card = owner.get(id);
  if (card?.kind === 'namespace') {
    askBeside(card.name);
    return;
  }
  const place = card?.rows.find((row) => row.id === id)?.place ?? card?.place;
  if (place !== undefined) send({ type: 'open', place, beside, focus });
}

export interface Acting {
  readonly relations: Relations;
  readonly look: Look;
  change(part: Partial<Look>): void;
  step(by: 1 | -1): void;
  readonly focused: string;
  readonly zoom: number;
  isOpen(card: Card | undefined): boolean;
  setZoom(zoom: number): void;
  tidy(): void;
  closeTip(): void;
}

/** By key; true when the key is used up. */
export function actions({
  focused,
  relations,
  look,
  change,
  step,
  zoom,
  setZoom,
  tidy,
  closeTip,
  isOpen,
}: Acting) {
  const band = bandOf(focused);
  const card = relations.owner.get(focused)?.id ?? '';
  const isShown = isOpen(relations.owner.get(focused));
  const hidden = { closed: [...look.closed, card], opened: look.opened.filter((id) => id !== card) };
  const shownByHand = { opened: [...look.opened, card], closed: look.closed.filter((id) => id !== card) };
  const done = (act: () => void) => (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    act();
    return true;
  };
  return new Map<string, (event: KeyboardEvent) => boolean>([
    [
      'Enter',
      (event) => {
        openId(focused, relations, event.ctrlKey || event.metaKey, true);
        return true;
      },
    ],
    [' ', done(() => change({ selected: look.selected === focused ? undefined : focused }))],
    [
      'Escape',
      done(() => {
        closeTip();
        change({ selected: undefined });
      }),
    ],
    ['*', done(() => change(isShown ? hidden : shownByHand))],
    [
      'F8',
      (event) => {
        step(event.shiftKey ? -1 : 1);
        return true;
      },
    ],
    ['/', done(() => document.querySelector<HTMLInputElement>('.search')?.focus())],
    ['t', done(tidy)],
    ['T', done(tidy)],
    ['0', done(() => setZoom(fitWidth(document.querySelector<HTMLElement>('.scroller') ?? document.body)))],
    ['+', done(() => setZoom(zoom * STEP))],
    ['-', done(() => (band === undefined ? setZoom(zoom / STEP) : askWithout(band)))],
    ['?', done(() => document.querySelector<HTMLElement>('.legend-button')?.click())],
  ]);
}

/** The ground can be dragged; cards are clicked. */
export function drag(event: PointerEvent, box: HTMLElement | null): void {
  if (box === null || event.button !== 0 || idOf(event.target) !== undefined) return;
  if (event.target === box) return; // the scroll bar
  const start = { x: event.clientX + box.scrollLeft, y: event.clientY + box.scrollTop };
  const pan = (moved: PointerEvent) => box.scrollTo(start.x - moved.clientX, start.y - moved.clientY);
  const end = () => {
    window.removeEventListener('pointermove', pan);
    window.removeEventListener('pointerup', end);
  };
  window.addEventListener('pointermove', pan);
  window.addEventListener('pointerup', end);
}
