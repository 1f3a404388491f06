/** The picture itself: only what is in sight is in the document; dragging and the wheel move it. */
import type { JSX, RefObject } from 'preact';
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { NamespaceTile } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import { type DrawnLink, drawnLinks } from '../../../server/src/graph/picture/ends.ts';
import type { PlacedBand } from '../../../server/src/graph/picture/layout.ts';
import {
  BAND_WIDTH,
  BAND_X,
  type Card,
  COLUMNS,
  PICTURE_WIDTH,
} from '../../../server/src/graph/picture/picture.ts';
import { cutMiddle, iconShape, linkPath, linkWidth } from '../../../server/src/graph/picture/shapes.ts';
import type { PictureWords } from '../../../server/src/graph/picture/words.ts';
import { services } from '../shared/counts.ts';
import { t } from '../shared/l10n.ts';
import { visible } from '../shared/text.ts';
import { type CardLook, CardView } from './card-view.tsx';
import { measureAt } from './measure.ts';
import type { Scene } from './scene.ts';
import { ShapeView } from './shape-view.tsx';
import { pictureWords, shortMtls } from './words.ts';

export interface PictureProps {
  readonly scene: Scene;
  readonly tiles: ReadonlyMap<string, NamespaceTile>;
  readonly zoom: number;
  readonly look: Omit<CardLook, 'isOpen' | 'isFar' | 'fontScale' | 'words'>;
  /** Links of the selected path. */
  readonly marked: ReadonlySet<string> | undefined;
  readonly scroller: RefObject<HTMLDivElement | null>;
}

/** Pixels of the picture that are drawn beyond what is seen. */
const MARGIN = 300;
const HEAD = 26;
/** New cards that one frame draws: more would keep hands waiting. */
const CARDS_A_FRAME = 16;
/** Below this rows are blocks without text. */
const FAR = 0.7;
/** Below this bands alone are drawn. */
const VERY_FAR = 0.45;

export function PictureView(props: PictureProps): JSX.Element {
  const { scene, zoom, scroller, tiles, marked, look } = props;
  const { cards, links, layout, isOpen } = scene;
  const words = pictureWords();
  const seen = useSeen(scroller, zoom);
  const fontScale = Math.max(1, 1 / zoom);
  const isIn = (y: number, height: number) => y + height >= seen.top && y <= seen.bottom;
  const drawn = useMemo(() => drawnLinks(cards, links, layout, isOpen), [scene]);
  const inSight = useMemo(
    () =>
      [...cards]
        .sort((a, b) => (layout.cards.get(a.id)?.y ?? 0) - (layout.cards.get(b.id)?.y ?? 0))
        .filter(({ id }) => {
          const at = layout.cards.get(id);
          return at !== undefined && isIn(at.y, at.height);
        }),
    [scene, seen],
  );
  const few = useFew(inSight, scene);
  const focusedCard = cards.find(
    (card) => card.id === look.focused || card.rows.some(({ id }) => id === look.focused),
  );
  const width = PICTURE_WIDTH * zoom;
  const height = (layout.height + HEAD) * zoom;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no fieldset
    <svg
      role="group"
      aria-label={t(
        'Cards in three columns ({0}): gateways, hosts with their routes, services. Arrow keys move, Enter opens the line. The button “Table” shows the same as a table.',
        cards.length,
      )}
      width={width}
      height={height}
      viewBox={`0 0 ${PICTURE_WIDTH} ${layout.height + HEAD}`}
    >
      <ColumnHeads words={words} fontScale={fontScale} />
      <g transform={`translate(0 ${HEAD})`}>
        {layout.bands
          .filter(({ y, height: tall }) => isIn(y, tall))
          .map((band) => (
            <Band
              key={band.name}
              band={band}
              tile={tiles.get(band.name)}
              words={words}
              fontScale={fontScale}
            />
          ))}
        {drawn
          .filter(({ ends: { from, to } }) => isIn(Math.min(from.y, to.y), Math.abs(from.y - to.y)))
          .map((each) => (
            <Line
              key={each.ids[0]}
              drawn={each}
              marked={marked}
              isDim={isDimmed(each, marked, look.bright)}
            />
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
          drawn.map((each) => (
            <Share key={`share ${each.ids[0]}`} drawn={each} marked={marked} fontScale={fontScale} />
          ))}
      </g>
    </svg>
  );
}

/** What has the focus is never left out. */
function withFocused(cards: readonly Card[], focused: Card | undefined): readonly Card[] {
  return focused === undefined || cards.includes(focused) ? cards : [...cards, focused];
}

/** Of the cards in sight those that are drawn already, and some more; the others follow frame by frame. */
function useFew(inSight: readonly Card[], { key }: Scene): readonly Card[] {
  const [, again] = useState(0);
  const drawn = useRef<{ readonly key: string; readonly ids: ReadonlySet<string> }>({ key, ids: new Set() });
  const before = drawn.current.key === key ? drawn.current.ids : new Set();
  const added = inSight.filter(({ id }) => !before.has(id)).slice(0, CARDS_A_FRAME);
  const few = inSight.filter((card) => before.has(card.id) || added.includes(card));
  drawn.current = { key, ids: new Set(few.map(({ id }) => id)) };
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

function Band({
  band,
  tile,
  words,
  fontScale,
}: {
  readonly band: PlacedBand;
  readonly tile: NamespaceTile | undefined;
  readonly words: PictureWords;
  readonly fontScale: number;
}) {
  const { name, y, height } = band;
  const measure = measureAt(fontScale);
  const shown = cutMiddle(measure, name === '' ? words.noNamespace : name, BAND_WIDTH / 2, 'name');
  const about = tile && [services(tile.services), ...(tile.mtls === undefined ? [] : [shortMtls(tile.mtls)])];
  return (
    <g class="band">
      <rect class="ground" x={BAND_X} y={y} width={BAND_WIDTH} height={height} rx={4} />
      <ShapeView shape={iconShape('namespace', BAND_X + 9, y + 5, 'icon')} fontScale={fontScale} />
      <text class="name" x={BAND_X + 28} y={y + 17} font-size={12 * fontScale}>
        {visible(shown)}
        {about !== undefined && (
          <tspan class="dim" dx={10} font-size={11 * fontScale}>
            {about.join(' · ')}
          </tspan>
        )}
      </text>
    </g>
  );
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
    look();
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
