/** What the picture remembers from one drawing to the next, and what it hears besides clicks and keys. */
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import type { Layout } from '../../../server/src/graph/picture/layout.ts';
import { idOf } from './acts.ts';
import type { Look } from './look.ts';

const TIP_MS = 300;

/** As it was before the page was hidden. */
export function useKeptScroll(
  scroller: { readonly current: HTMLDivElement | null },
  { left, top }: Pick<Look, 'left' | 'top'>,
): void {
  useLayoutEffect(() => scroller.current?.scrollTo(left, top), []);
}

/** The card of the cursor, else the topmost in sight, stays where it is on the screen. */
export function useAnchor(
  scroller: { readonly current: HTMLDivElement | null },
  layout: Layout,
  zoom: number,
  preferred: string | undefined,
): void {
  const before = useRef(layout);
  useLayoutEffect(() => {
    const box = scroller.current;
    const old = before.current;
    before.current = layout;
    if (box === null || old === layout) return;
    const top = box.scrollTop / zoom;
    const isIn = (y: number) => y >= top && y <= top + box.clientHeight / zoom;
    const wanted = preferred === undefined ? undefined : old.cards.get(preferred);
    const anchor =
      wanted !== undefined && isIn(wanted.y)
        ? preferred
        : [...old.cards]
            .filter(([id, { y }]) => isIn(y) && layout.cards.has(id))
            .sort((a, b) => a[1].y - b[1].y)[0]?.[0];
    const from = anchor === undefined ? undefined : old.cards.get(anchor)?.y;
    const to = anchor === undefined ? undefined : layout.cards.get(anchor)?.y;
    if (from !== undefined && to !== undefined && from !== to) box.scrollTop += (to - from) * zoom;
  }, [layout]);
}

/** Ctrl or Cmd with the wheel, and pinching, zoom at the pointer; the listener must be able to keep the editor from it. */
export function useWheel(
  scroller: { readonly current: HTMLDivElement | null },
  zoom: number,
  setZoom: (zoom: number, at: { readonly x: number; readonly y: number }) => void,
): void {
  useEffect(() => {
    const box = scroller.current;
    const onWheel = (event: WheelEvent) => {
      if (!(event.ctrlKey || event.metaKey) || box === null) return;
      event.preventDefault();
      const { left, top } = box.getBoundingClientRect();
      setZoom(zoom * Math.exp(-event.deltaY / 300), { x: event.clientX - left, y: event.clientY - top });
    };
    box?.addEventListener('wheel', onWheel, { passive: false });
    return () => box?.removeEventListener('wheel', onWheel);
  }, [zoom]);
}

export interface TipPlace {
  readonly id: string;
  /** In the stage around the picture. */
  readonly x: number;
  readonly y: number;
}

const TIP_WIDTH = 330;
const TIP_ROOM = 60;

/** Below a card or row; undefined on the ground. */
function tipAt(target: EventTarget | null, box: HTMLElement): TipPlace | undefined {
  const part = target instanceof Element ? target.closest('[data-id]') : null;
  const id = idOf(part);
  if (part === null || id === undefined) return undefined;
  const { left, bottom } = part.getBoundingClientRect();
  const stage = box.getBoundingClientRect();
  return {
    id,
    x: Math.max(4, Math.min(left - stage.left + 20, stage.width - TIP_WIDTH)),
    y: Math.min(bottom - stage.top, stage.height - TIP_ROOM),
  };
}

/** After a moment under the pointer, at once for the keyboard. The tip itself may be entered. */
export function useTips(
  setTip: (tip: TipPlace | undefined) => void,
  scroller: { readonly current: HTMLDivElement | null },
): void {
  useEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const over = ({ target }: MouseEvent) => {
      clearTimeout(timer);
      timer = setTimeout(() => setTip(tipAt(target, box)), TIP_MS);
    };
    const leave = ({ relatedTarget }: MouseEvent) => {
      clearTimeout(timer);
      const isInTip = relatedTarget instanceof Element && relatedTarget.closest('.tip') !== null;
      if (!isInTip) setTip(undefined);
    };
    const focus = ({ target }: FocusEvent) => {
      const isByKey = target instanceof Element && target.matches(':focus-visible');
      if (isByKey) setTip(tipAt(target, box));
    };
    box.addEventListener('mouseover', over);
    box.addEventListener('mouseleave', leave);
    box.addEventListener('focusin', focus);
    return () => {
      clearTimeout(timer);
      box.removeEventListener('mouseover', over);
      box.removeEventListener('mouseleave', leave);
      box.removeEventListener('focusin', focus);
    };
  }, []);
}
