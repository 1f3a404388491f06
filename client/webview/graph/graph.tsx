/** The picture with everything that hands do to it: scroll, zoom, drag, keys, clicks, looking closer. */
import type { JSX } from 'preact';
import { drag, idOf, open } from './acts.ts';
import { type GraphProps, useGraph } from './graph-state.ts';
import { PictureView } from './picture-view.tsx';
import { Tip } from './tooltip.tsx';

export function Graph(props: GraphProps): JSX.Element {
  const { head, cards, links, relations, look, change, bright, marked } = props;
  const { scroller, layout, zoom, isOpen, focused, hereIds, tip, setTip, onKey } = useGraph(props);
  const tipped = tip && relations.owner.get(tip.id);
  return (
    <div class="stage">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it hears for the buttons in it, which come and go */}
      <div
        ref={scroller}
        class="scroller"
        role="presentation"
        onKeyDown={onKey}
        onClick={(event) => open(event, relations)}
        onPointerDown={(event) => drag(event, scroller.current)}
        onFocusIn={(event) => {
          const id = idOf(event.target);
          if (id !== undefined && id !== look.focused) change({ focused: id });
        }}
        onScroll={(event) => props.onScroll(event.currentTarget.scrollLeft, event.currentTarget.scrollTop)}
      >
        <PictureView
          cards={cards}
          links={links}
          layout={layout}
          tiles={new Map(head.namespaces.map((tile) => [tile.name, tile]))}
          zoom={zoom}
          scroller={scroller}
          isOpen={isOpen}
          marked={marked?.links}
          look={{ focused, here: hereIds, bright, selected: look.selected }}
        />
      </div>
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
