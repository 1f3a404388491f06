/** A card with its rows: each is a button that opens its line. */
import type { JSX } from 'preact';
import { useMemo } from 'preact/hooks';
import type { PlacedCard } from '../../../server/src/graph/picture/layout.ts';
import { CARD_HEAD, CARD_ROW, type Card, type CardRow } from '../../../server/src/graph/picture/picture.ts';
import { cardShapes, rowTop } from '../../../server/src/graph/picture/shapes.ts';
import type { PictureWords } from '../../../server/src/graph/picture/words.ts';
import { visible } from '../shared/text.ts';
import { measureAt } from './measure.ts';
import { ShapeView } from './shape-view.tsx';
import { aloudOf, aloudOfRow } from './words.ts';

export interface CardLook {
  readonly isOpen: boolean;
  /** Rows are drawn as blocks without text. */
  readonly isFar: boolean;
  readonly fontScale: number;
  readonly words: PictureWords;
  readonly focused: string;
  /** Ids that hold the cursor. */
  readonly here: ReadonlySet<string>;
  /** Undefined: nothing is selected or searched; else what stays bright. */
  readonly bright: ReadonlySet<string> | undefined;
  readonly selected: string | undefined;
}

export interface CardViewProps {
  readonly card: Card;
  readonly at: PlacedCard;
  readonly look: CardLook;
}

/** Drawn anew only when something of its own is another: an edit touches few of many. */
export function CardView({ card, at, look }: CardViewProps): JSX.Element {
  const { isOpen, isFar, fontScale, bright, selected, focused, here } = look;
  const ids = [card.id, ...card.rows.map(({ id }) => id)];
  const own = (id: string | undefined) => (id !== undefined && ids.includes(id) ? id : '');
  const marks = ids.filter((id) => here.has(id)).join(' ');
  return useMemo(
    () => drawn({ card, at, look }),
    [
      card,
      at.x,
      at.y,
      at.width,
      at.height,
      isOpen,
      isFar,
      fontScale,
      bright,
      own(selected),
      own(focused),
      marks,
    ],
  );
}

function drawn({ card, at, look }: CardViewProps): JSX.Element {
  const { isOpen, fontScale, bright, selected, here, focused, isFar, words } = look;
  const shapes = cardShapes(card, at, isOpen, { measure: measureAt(fontScale), words });
  const isBright = bright === undefined || bright.has(card.id);
  const isSelected = selected === card.id;
  return (
    <g class={`node ${isBright ? '' : 'dimmed'} ${isSelected ? 'selected' : ''}`}>
      {shapes.back.map((shape, index) => (
        <ShapeView key={index} shape={shape} fontScale={fontScale} />
      ))}
      {/* biome-ignore lint/a11y/useSemanticElements: a drawing has no buttons */}
      <g
        role="button"
        class={here.has(card.id) ? 'part here' : 'part'}
        data-id={card.id}
        tabindex={focused === card.id ? 0 : -1}
        aria-description={aloudOf(card)}
      >
        <rect
          class="hit"
          x={at.x}
          y={at.y}
          width={at.width}
          height={Math.min(at.height, CARD_HEAD + (card.kind === 'gateway' ? 18 : 0))}
          rx={3}
        />
        {shapes.head.map((shape, index) => (
          <ShapeView key={index} shape={shape} fontScale={fontScale} />
        ))}
      </g>
      {shapes.rows.map(({ row, shapes: parts }, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a drawing has no buttons
        <g
          key={row.id}
          role="button"
          class={rowClass(row, look)}
          data-id={row.id}
          tabindex={focused === row.id ? 0 : -1}
          aria-label={isFar ? visible(row.text) : undefined}
          aria-description={aloudOfRow(card, row)}
        >
          <rect class="hit" x={at.x + 1} y={rowTop(at, index)} width={at.width - 2} height={CARD_ROW} />
          {isFar ? (
            <rect class="block" x={at.x + 12} y={rowTop(at, index) + 6} width={at.width / 2} height={8} />
          ) : (
            parts.map((shape, number) => <ShapeView key={number} shape={shape} fontScale={fontScale} />)
          )}
        </g>
      ))}
    </g>
  );
}

function rowClass(row: CardRow, { here, bright, selected }: CardLook): string {
  const isDim = bright !== undefined && !bright.has(row.id);
  return [
    'part',
    'row',
    here.has(row.id) ? 'here' : '',
    isDim ? 'dimmed' : '',
    selected === row.id ? 'chosen' : '',
  ].join(' ');
}
