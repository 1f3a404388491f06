/** Cards that have to move do so visibly, for a moment; for those who want no motion they just stand elsewhere. */
import type { RefObject } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Layout } from '../../../server/src/graph/picture/layout.ts';
import type { Scene } from './scene.ts';

const MOVE_MS = 120;

/** Pixels by which cards stand higher or lower than before, by id; of those that were there. */
export function movesBetween(before: Layout, after: Layout): ReadonlyMap<string, number> {
  const moves = new Map<string, number>();
  for (const [id, { y }] of after.cards) {
    const old = before.cards.get(id)?.y;
    if (old !== undefined && old !== y) moves.set(id, y - old);
  }
  return moves;
}

/** A picture that is laid out afresh is another one: nothing of it moves. */
export function useMoves(svg: RefObject<SVGSVGElement | null>, { layout, key }: Scene): void {
  const last = useRef({ layout, key });
  useLayoutEffect(() => {
    const before = last.current;
    last.current = { layout, key };
    if (before.layout === layout || before.key !== key) return;
    if (matchMedia('(prefers-reduced-motion:reduce)').matches) return;
    const moves = movesBetween(before.layout, layout);
    if (moves.size === 0) return;
    for (const node of svg.current?.querySelectorAll<SVGElement>('.node') ?? []) {
      const by = moves.get(node.querySelector('[data-id]')?.getAttribute('data-id') ?? '');
      if (by === undefined) continue;
      node.animate([{ transform: `translateY(${-by}px)` }, { transform: 'none' }], {
        duration: MOVE_MS,
        easing: 'ease-out',
      });
    }
  }, [layout, key]);
}
