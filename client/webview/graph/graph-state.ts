/** The picture as it is now: where the cards stand, what is focused, what the keys do. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GraphShown } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { actions, element, reveal } from './acts.ts';
import { type TipPlace, useAnchor, useKeptScroll, useTips, useWheel } from './hooks.ts';
import { clampZoom, type Look } from './look.ts';
import { bandOf, move, moveToSibling, stopsOf } from './moves.ts';
import type { Marked } from './relations.ts';
import type { Content, Scene } from './scene.ts';
import { idsHere } from './shown-rows.ts';

export interface GraphProps extends Omit<Content, 'isOpen'> {
  readonly head: GraphShown;
  readonly labels: ReadonlyMap<string, string>;
  readonly here: readonly string[];
  /** Files are still being read. */
  readonly isPartial: boolean;
  readonly look: Look;
  readonly marked: Marked | undefined;
  readonly bright: ReadonlySet<string> | undefined;
  /** Set here: brings a card or row into sight, and gives it the focus unless somebody types elsewhere. */
  readonly goTo: { current: (id: string, isTyping?: boolean) => void };
  change(part: Partial<Look>): void;
  step(by: 1 | -1): void;
  onScroll(left: number, top: number): void;
}

export interface StageProps extends GraphProps {
  readonly scene: Scene;
  tidy(): void;
}

export function useGraph(props: StageProps) {
  const { scene, look, here, change, tidy } = props;
  const { cards, relations, layout, isOpen } = scene;
  const scroller = useRef<HTMLDivElement>(null);
  const [tip, setTip] = useState<TipPlace | undefined>();
  /** The card or row from which a line was followed: its other ends are siblings. */
  const followed = useRef<{ readonly from: string; readonly key: string } | undefined>(undefined);
  const { zoom } = look;
  const hereIds = useMemo(() => idsHere(cards, here), [cards, here]);
  const columns = useMemo(() => stopsOf(cards, layout, isOpen), [scene]);
  const hereId = [...hereIds].at(-1);
  const isThere =
    relations.owner.has(look.focused) || columns[1]?.some(({ id }) => id === look.focused) === true;
  const focused = isThere
    ? look.focused
    : (hereId ?? columns.flat().find(({ id }) => bandOf(id) === undefined)?.id ?? '');
  useKeptScroll(scroller, look);
  useAnchor(scroller, layout, zoom, relations.owner.get(hereId ?? '')?.id);
  const show = (id: string) => reveal(scroller.current, layout, relations, id, zoom);
  useEffect(() => {
    // What the cursor touches comes into sight, unless somebody works in the page.
    if (hereId !== undefined && !document.hasFocus()) show(hereId);
  }, [hereId]);
  const focus = (id: string, isTyping = false) => {
    change({ focused: id });
    show(id);
    if (!isTyping) requestAnimationFrame(() => element(scroller.current, id)?.focus({ preventScroll: true }));
  };
  props.goTo.current = focus;

  const moved = (event: KeyboardEvent): string | undefined => {
    const { key, altKey, ctrlKey, metaKey } = event;
    if (ctrlKey || metaKey) return undefined;
    if (altKey) return moveToSibling(key, focused, followed.current, columns, relations);
    const next = move(key, focused, columns, relations);
    if (next !== undefined && (key === 'ArrowRight' || key === 'ArrowLeft'))
      followed.current = { from: focused, key };
    return next;
  };
  const onKey = (event: KeyboardEvent) => {
    const next = moved(event);
    if (next !== undefined) {
      event.preventDefault();
      focus(next);
      return;
    }
    const act = actions({
      ...props,
      relations,
      focused,
      zoom,
      isOpen: (card) => card !== undefined && isOpen(card),
      setZoom,
      tidy,
      closeTip: () => setTip(undefined),
    }).get(event.key);
    if (act === undefined) return;
    if (act(event)) event.preventDefault();
  };
  const setZoom = (wanted: number, at?: { readonly x: number; readonly y: number }) => {
    const box = scroller.current;
    const next = clampZoom(wanted);
    if (box === null) return;
    const x = at?.x ?? box.clientWidth / 2;
    const y = at?.y ?? box.clientHeight / 2;
    const left = ((box.scrollLeft + x) * next) / zoom - x;
    const top = ((box.scrollTop + y) * next) / zoom - y;
    change({ zoom: next });
    requestAnimationFrame(() => box.scrollTo(left, top));
  };
  useWheel(scroller, zoom, setZoom);
  useTips(setTip, scroller);
  return { scroller, zoom, focused, hereIds, tip, setTip, onKey };
}
