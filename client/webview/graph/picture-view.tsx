/** The picture itself: only what is in sight is in the document; dragging and the wheel move it. */
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NamespaceTile } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import type { DrawnLink } from '../../../server/src/graph/picture/ends.ts';
import { type Card, COLUMNS, PICTURE_WIDTH } from '../../../server/src/graph/picture/picture.ts';
import { linkPath, linkWidth } from '../../../server/src/graph/picture/shapes.ts';
import type { PictureWords } from '../../../server/src/graph/picture/words.ts';
import { t } from '../shared/l10n.ts';
import { Band } from './band-view.tsx';
import { type CardLook, CardView } from './card-view.tsx';
import { bandId } from './moves.ts';
import type { Scene } from './scene.ts';
import { useMoves } from './settle.ts';
import { pictureWords } from './words.ts';

export interface PictureProps {
  readonly scene: Scene;
  readonly tiles: ReadonlyMap<string, NamespaceTile>;
  readonly zoom: number;
  readonly look: Omit<CardLook, 'isOpen' | 'isFar' | 'fontScale' | 'words'>;
  /** Links of the selected path. */
  readonly marked: ReadonlySet<string> | undefined;
  readonly scroller: RefObject<HTMLDivElement | null>;
  /** Files are still being read: namespaces may grow. */
  readonly isPartial: boolean;
}

/** Pixels of the picture that are drawn beyond what is seen. */
const MARGIN = 300;
const HEAD = 26;
/** New cards and lines that one frame draws: more would keep hands waiting. */
const CARDS_A_FRAME = 10;
const LINES_A_FRAME = 50;
/** Below this rows are blocks without text. */
const FAR = 0.7;
/** Below this bands alone are drawn. */
const VERY_FAR = 0.45;

export function PictureView(props: PictureProps): JSX.Element {
  const { scene, zoom, scroller, tiles, marked, look, isPartial } = props;
  const { cards, lines, layout, isOpen } = scene;
  const words = pictureWords();
  const seen = useSeen(scroller, zoom);
  const fontScale = Math.max(1, 1 / zoom);
  const isIn = (y: number, height: number) => y + height >= seen.top && y <= seen.bottom;
  const svg = useRef<SVGSVGElement>(null);
  useMoves(svg, scene);
  const inSight = useMemo(
    () =>
      scene.sorted.filter(({ id }) => {
        const at = layout.cards.get(id);
        return at !== undefined && isIn(at.y, at.height);
      }),
    [scene, seen],
  );
  const { key } = scene;
  const few = useFew(inSight, { key, limit: CARDS_A_FRAME, idOf: ({ id }) => id });
  const crossing = useMemo(
    () => lines.filter(({ ends: { from, to } }) => isIn(Math.min(from.y, to.y), Math.abs(from.y - to.y))),
    [scene, seen],
  );
  const fewLines = useFew(crossing, { key, limit: LINES_A_FRAME, idOf: ({ ids }) => ids[0] ?? '' });
  const focusedCard = cards.find(
    (card) => card.id === look.focused || card.rows.some(({ id }) => id === look.focused),
  );
  const width = PICTURE_WIDTH * zoom;
  const { bands, height } = layout;
  return (
    <>
      <svg
        class="heads"
        aria-hidden="true"
        width={width}
        height={HEAD * zoom}
        viewBox={`0 0 ${PICTURE_WIDTH} ${HEAD}`}
      >
        <ColumnHeads words={words} fontScale={fontScale} />
      </svg>
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset */}
      <svg
        ref={svg}
        role="group"
        aria-label={t(
          'Cards in three columns ({0}): gateways, hosts with their routes, services. Arrow keys move, Enter opens the line. The button “Table” shows the same as a table.',
          cards.length,
        )}
        width={width}
        height={height * zoom}
        viewBox={`0 0 ${PICTURE_WIDTH} ${height}`}
      >
        {bands
          .filter((band) => isIn(band.y, band.height) || bandId(band.name) === look.focused)
          .map((band) => (
            <Band
              key={band.name}
              band={band}
              tile={tiles.get(band.name)}
              words={words}
              fontScale={fontScale}
              isFocused={bandId(band.name) === look.focused}
              isPartial={isPartial}
            />
          ))}
        {fewLines.map((each) => (
          <Line key={each.ids[0]} drawn={each} marked={marked} isDim={isDimmed(each, marked, look.bright)} />
        ))}
        {zoom >= VERY_FAR &&
          withFocused(few, focusedCard).map((card) => {
            const at = layout.cards.get(card.id);
            if (at === undefined) return null;
            return (
              <CardView
                key={card.id}
                card={card}
                at={at}
                look={{ ...look, isOpen: isOpen(card), isFar: zoom < FAR, fontScale, words }}
              />
            );
          })}
        {marked !== undefined &&
          lines.map((each) => (
            <Share key={`share ${each.ids[0]}`} drawn={each} marked={marked} fontScale={fontScale} />
          ))}
      </svg>
    </>
  );
}

/** What has the focus is never left out. */
function withFocused(cards: readonly Card[], focused: Card | undefined): readonly Card[] {
  return focused === undefined || cards.includes(focused) ? cards : [...cards, focused];
}

/** Of what is in sight what is drawn already, and some more; the rest follows frame by frame. */
function useFew<Item>(
  inSight: readonly Item[],
  { key, limit, idOf }: { readonly key: string; readonly limit: number; idOf(item: Item): string },
): readonly Item[] {
  const [, again] = useState(0);
  const drawn = useRef<{ readonly key: string; readonly ids: ReadonlySet<string> }>({ key, ids: new Set() });
  const before = drawn.current.key === key ? drawn.current.ids : new Set();
  const added = new Set(inSight.filter((item) => !before.has(idOf(item))).slice(0, limit));
  const few = inSight.filter((item) => before.has(idOf(item)) || added.has(item));
  drawn.current = { key, ids: new Set(few.map(idOf)) };
  useEffect(() => {
    if (few.length === inSight.length) return undefined;
    const frame = requestAnimationFrame(() => again((count) => count + 1));
    return () => cancelAnimationFrame(frame);
  });
  return few;
}

/** Percentages stand on the lines of the selected path only. */
function Share({
  drawn,
  marked,
  fontScale,
}: {
  readonly drawn: DrawnLink;
  readonly marked: ReadonlySet<string>;
  readonly fontScale: number;
}) {
  const { link, ends, ids } = drawn;
  if (link.share === undefined || !ids.some((id) => marked.has(id))) return null;
  const x = ends.to.x - 28;
  const width = 34 * fontScale;
  return (
    <g class="share">
      <rect x={x - width / 2} y={ends.to.y - 8} width={width} height={16} rx={3} />
      <text x={x} y={ends.to.y + 4} text-anchor="middle" font-size={11 * fontScale}>
        {link.share}%
      </text>
    </g>
  );
}

function isDimmed(
  { ids, cards }: DrawnLink,
  marked: ReadonlySet<string> | undefined,
  bright: ReadonlySet<string> | undefined,
): boolean {
  if (marked !== undefined) return !ids.some((id) => marked.has(id));
  return bright !== undefined && !cards.every((id) => bright.has(id));
}

function Line({
  drawn,
  marked,
  isDim,
}: {
  readonly drawn: DrawnLink;
  readonly marked: ReadonlySet<string> | undefined;
  readonly isDim: boolean;
}) {
  const { link, ends, ids } = drawn;
  const isMarked = marked !== undefined && ids.some((id) => marked.has(id));
  const classes = ['line', link.kind, link.state ?? '', isMarked ? 'marked' : '', isDim ? 'dimmed' : ''];
  return <path class={classes.join(' ')} d={linkPath(ends)} stroke-width={linkWidth(link)} />;
}

function ColumnHeads({
  words,
  fontScale,
}: {
  readonly words: PictureWords;
  readonly fontScale: number;
}): JSX.Element {
  return (
    <g>
      {words.heads.map((text, column) => (
        <text key={text} class="dim" x={COLUMNS[column]?.x} y={17} font-size={11 * fontScale}>
          {text}
        </text>
      ))}
    </g>
  );
}

/** The part of the picture that is in sight, in its own pixels, with a margin. */
function useSeen(
  scroller: RefObject<HTMLDivElement | null>,
  zoom: number,
): { readonly top: number; readonly bottom: number } {
  const [seen, setSeen] = useState({ top: 0, bottom: window.innerHeight / zoom });
  const isMounted = useRef(false);
  useLayoutEffect(() => {
    const box = scroller.current;
    if (box === null) return;
    let frame = 0;
    const look = () => {
      frame = 0;
      const top = Math.floor(box.scrollTop / zoom / MARGIN) * MARGIN - MARGIN;
      const bottom = Math.ceil((box.scrollTop + box.clientHeight) / zoom / MARGIN) * MARGIN + MARGIN;
      setSeen((old) => (old.top === top && old.bottom === bottom ? old : { top, bottom }));
    };
    const soon = () => {
      if (frame === 0) frame = requestAnimationFrame(look);
    };
    // At first the observer tells soon enough; a look now would make the browser lay out what is not yet complete.
    if (isMounted.current) look();
    isMounted.current = true;
    box.addEventListener('scroll', soon);
    const observer = new ResizeObserver(soon);
    observer.observe(box);
    return () => {
      cancelAnimationFrame(frame);
      observer.disconnect();
      box.removeEventListener('scroll', soon);
    };
  }, [zoom, scroller]);
  return seen;
}
