/** What is drawn: cards with their places. The last picture stays until the next one is laid out. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type DrawnLink, drawnLinks } from '../../../server/src/graph/picture/ends.ts';
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
  readonly lines: readonly DrawnLink[];
  /** Cards from top to bottom. */
  readonly sorted: readonly Card[];
  /** Another one is laid out afresh. */
  readonly key: string;
}

/** Undefined until the first picture is laid out; small ones are at once. */
export function useScene(content: Content, key: string): Scene | undefined {
  const [, redraw] = useState(0);
  const scene = useRef<Scene | undefined>(undefined);
  const running = useRef<Slices<Scene> | undefined>(undefined);
  const opened = content.cards
    .filter(content.isOpen)
    .map(({ id }) => id)
    .join(' ');
  useMemo(() => {
    running.current?.cancel();
    const before = scene.current;
    const layout = before?.key === key ? keepingLayout(before.layout, content) : layingOut(content);
    running.current = inSlices(drawing(layout, content, key), (drawn) => {
      scene.current = drawn;
      redraw((count) => count + 1);
    });
    scene.current = running.current.result ?? scene.current;
  }, [content.cards, content.links, opened, key]);
  useEffect(() => () => running.current?.cancel(), []);
  return scene.current;
}

function* drawing(work: Generator<void, Layout>, content: Content, key: string): Generator<void, Scene> {
  const layout = yield* work;
  yield;
  const lines = drawnLinks(content.cards, content.links, layout, content.isOpen);
  yield;
  const top = ({ id }: Card) => layout.cards.get(id)?.y ?? 0;
  const sorted = [...content.cards].sort((a, b) => top(a) - top(b));
  return { ...content, key, layout, lines, sorted };
}
