/** The picture as it is now: where the cards stand, what is focused, what the keys do. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GraphShown } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import type { Card, PictureLink } from '../../../server/src/graph/picture/picture.ts';
import { actions, element, reveal } from './acts.ts';
import { type TipPlace, useAnchor, useFirstZoom, useKeptLayout, useTips, useWheel } from './hooks.ts';
import { clampZoom, type Look } from './look.ts';
import { move, stopsOf } from './moves.ts';
import type { Marked, Relations } from './relations.ts';
import { idsHere, openness } from './shown-rows.ts';

export interface GraphProps {
  readonly head: GraphShown;
  readonly cards: readonly Card[];
  readonly links: readonly PictureLink[];
  readonly relations: Relations;
  readonly labels: ReadonlyMap<string, string>;
  readonly here: readonly string[];
  readonly look: Look;
  readonly marked: Marked | undefined;
  readonly bright: ReadonlySet<string> | undefined;
  /** Set here: brings a card or row into sight and gives it the focus. */
  readonly goTo: { current: (id: string) => void };
  change(part: Partial<Look>): void;
  step(by: 1 | -1): void;
  onScroll(left: number, top: number): void;
}

export function useGraph(props: GraphProps) {
  const { head, cards, links, relations, look, here, change, marked } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const [tidied, setTidied] = useState(0);
  const [tip, setTip] = useState<TipPlace | undefined>();
  const isOpen = openness(look, relations, marked);
  const layout = useKeptLayout(
    { cards, links, isOpen },
    `${tidied} ${head.open.join(' ')} ${look.isOpenFileOnly}`,
  );
  const zoom = look.zoom === 0 ? 1 : look.zoom;
  const hereIds = useMemo(() => idsHere(cards, here), [cards, here]);
  const columns = stopsOf(cards, layout, isOpen);
  const hereId = [...hereIds].at(-1);
  const focused = relations.owner.has(look.focused) ? look.focused : (hereId ?? columns.flat()[0]?.id ?? '');
  useFirstZoom(scroller, look, change);
  useAnchor(scroller, layout, zoom, relations.owner.get(hereId ?? '')?.id);
  const show = (id: string) => reveal(scroller.current, layout, relations, id, zoom);
  useEffect(() => {
    // What the cursor touches comes into sight, unless somebody works in the page.
    if (hereId !== undefined && !document.hasFocus()) show(hereId);
  }, [hereId]);
  const focus = (id: string) => {
    change({ focused: id });
    show(id);
    requestAnimationFrame(() => element(scroller.current, id)?.focus({ preventScroll: true }));
  };
  props.goTo.current = focus;

  const onKey = (event: KeyboardEvent) => {
    const next = move(event.key, focused, columns, relations);
    const isText = event.ctrlKey || event.metaKey || event.altKey;
    if (next !== undefined && !isText) {
      event.preventDefault();
      focus(next);
      return;
    }
    const act = actions({
      ...props,
      focused,
      zoom,
      isOpen: (card) => card !== undefined && isOpen(card),
      setZoom,
      tidy: () => setTidied(tidied + 1),
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
  return { scroller, layout, zoom, isOpen, focused, hereIds, tip, setTip, onKey };
}
