/** The picture with everything that hands do to it: scroll, zoom, drag, keys, clicks, looking closer. */
import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { drag, element, idOf, open } from './acts.ts';
import { type GraphProps, type StageProps, useGraph } from './graph-state.ts';
import { Menu, type MenuPlace, menuAt } from './menu.tsx';
import { PictureView } from './picture-view.tsx';
import { useScene } from './scene.ts';
import { openness } from './shown-rows.ts';
import { Tip } from './tooltip.tsx';

/** Nothing until the first picture is laid out; from then on there is always one. */
export function Graph(props: GraphProps): JSX.Element | null {
  const { head, cards, links, relations, look, marked } = props;
  const [tidied, setTidied] = useState(0);
  const isOpen = openness(look, relations, marked);
  const key = [tidied, look.isOpenFileOnly, look.isFindingsOnly, ...head.open].join(' ');
  const scene = useScene({ cards, links, relations, isOpen }, key);
  if (scene === undefined) return null;
  return <Stage {...props} scene={scene} tidy={() => setTidied(tidied + 1)} />;
}

function Stage(props: StageProps): JSX.Element {
  const { head, scene, look, change, bright, marked } = props;
  const { relations } = scene;
  const { scroller, zoom, focused, hereIds, tip, setTip, onKey } = useGraph(props);
  const tipped = tip && relations.owner.get(tip.id);
  const stage = useRef<HTMLDivElement>(null);
  const [menu, setMenu] = useState<MenuPlace | undefined>();
  const menuCard = menu && relations.owner.get(menu.id);
  const openMenu = (target: EventTarget | null, at?: { readonly x: number; readonly y: number }) => {
    const part = target instanceof Element ? target.closest('[data-id]') : null;
    if (part === null || stage.current === null) return false;
    setTip(undefined);
    setMenu(menuAt(part, stage.current, at));
    return true;
  };
  return (
    <div ref={stage} class="stage">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears for the buttons in it, which come and go */}
      <div
        ref={scroller}
        class="scroller"
        role="presentation"
        onKeyDown={(event) => {
          const isMenu = event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey);
          if (isMenu && openMenu(event.target)) event.preventDefault();
          else onKey(event);
        }}
        onContextMenu={(event) => {
          const at = { x: event.clientX, y: event.clientY };
          if (openMenu(event.target, event.detail === 0 && at.x === 0 ? undefined : at))
            event.preventDefault();
        }}
        onClick={(event) => open(event, relations)}
        onPointerDown={(event) => drag(event, scroller.current)}
        onFocusIn={(event) => {
          const id = idOf(event.target);
          if (id !== undefined && id !== look.focused) change({ focused: id });
        }}
        onScroll={(event) => props.onScroll(event.currentTarget.scrollLeft, event.currentTarget.scrollTop)}
      >
        <PictureView
          scene={scene}
          tiles={new Map(head.namespaces.map((tile) => [tile.name, tile]))}
          zoom={zoom}
          scroller={scroller}
          isPartial={props.isPartial}
          marked={marked?.links}
          look={{ focused, here: hereIds, bright, selected: look.selected }}
        />
      </div>
      {menu !== undefined && menuCard !== undefined && (
        <Menu
          {...menu}
          card={menuCard}
          onClose={() => {
            setMenu(undefined);
            element(scroller.current, menu.id)?.focus({ preventScroll: true });
          }}
        />
      )}
      {tip !== undefined && tipped !== undefined && (
        <Tip
          card={tipped}
          row={tipped.rows.find(({ id }) => id === tip.id)}
          labels={props.labels}
          x={tip.x}
          y={tip.y}
          onLeave={() => setTip(undefined)}
        />
      )}
    </div>
  );
}
