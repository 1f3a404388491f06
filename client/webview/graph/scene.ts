/** What is drawn: cards with their places. The last picture stays until the next one is laid out. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { keepingLayout } from '../../../server/src/graph/picture/keep.ts';
import { type Layout, layingOut } from '../../../server/src/graph/picture/layout.ts';
import type { Card, PictureLink } from '../../../server/src/graph/picture/picture.ts';
import type { Relations } from './relations.ts';
import { inSlices, type Slices } from './slices.ts';

export interface Content {
  readonly cards: readonly Card[];
  readonly links: readonly PictureLink[];
  readonly relations: Relations;
  readonly isOpen: (card: Card) => boolean;
}

export interface Scene extends Content {
  readonly layout: Layout;
  /** Another one is laid out afresh. */
  readonly key: string;
}

/** Undefined until the first picture is laid out; small ones are at once. */
export function useScene(content: Content, key: string): Scene | undefined {
  const [, redraw] = useState(0);
  const scene = useRef<Scene | undefined>(undefined);
  const running = useRef<Slices<Layout> | undefined>(undefined);
  const opened = content.cards
    .filter(content.isOpen)
    .map(({ id }) => id)
    .join(' ');
  useMemo(() => {
    running.current?.cancel();
    const before = scene.current;
    const work = before?.key === key ? keepingLayout(before.layout, content) : layingOut(content);
    const show = (layout: Layout) => {
      scene.current = { ...content, key, layout };
    };
    running.current = inSlices(work, (layout) => {
      show(layout);
      redraw((count) => count + 1);
    });
    const { result } = running.current;
    if (result !== undefined) show(result);
  }, [content.cards, content.links, opened, key]);
  useEffect(() => () => running.current?.cancel(), []);
  return scene.current;
}
