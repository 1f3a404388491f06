/** The lines of the overview: from gateways to the namespaces that they let requests into. */
import type { JSX, RefObject } from 'preact';
import { useLayoutEffect, useState } from 'preact/hooks';
import type { NamespaceTile } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';

/** With more lines nothing can be followed: then only those of what is pointed at are drawn. */
const MOST_AT_REST = 120;
/** Half of the gap between rows of tiles: lines to tiles further right run in it. */
const ABOVE = 5;
const BEFORE = 14;

export interface ReachesProps {
  readonly tiles: readonly NamespaceTile[];
  readonly box: RefObject<HTMLDivElement | null>;
  /** Id of the gateway or tile under the pointer, or with the focus. */
  readonly pointed: string | undefined;
}

interface Reach {
  readonly key: string;
  readonly path: string;
  readonly isPointed: boolean;
}

export function Reaches({ tiles, box, pointed }: ReachesProps): JSX.Element {
  const edges = useEdges(tiles, box);
  const count = tiles.reduce((sum, { gateways }) => sum + gateways.length, 0);
  const reaches = tiles.flatMap(({ name, gateways }) =>
    gateways.flatMap((gateway): readonly Reach[] => {
      const from = edges?.get(gateway);
      const to = edges?.get(`namespace ${name}`);
      const isPointed = pointed === gateway || pointed === `namespace ${name}`;
      if (from === undefined || to === undefined || !(isPointed || count <= MOST_AT_REST)) return [];
      return [{ key: `${gateway} ${name}`, path: pathOf(from, to, edges?.get('') ?? to), isPointed }];
    }),
  );
  return (
    <svg class="reaches" aria-hidden="true">
      {reaches
        .toSorted((a, b) => Number(a.isPointed) - Number(b.isPointed))
        .map(({ key, path, isPointed }) => (
          <path key={key} class={isPointed ? 'line marked' : 'line'} d={path} />
        ))}
    </svg>
  );
}

interface Edge {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly middle: number;
}

/** `first`: of the leftmost tile. */
function pathOf(from: Edge, to: Edge, first: Edge): string {
  const bend = (first.left - from.right) / 2;
  const start = `M${from.right} ${from.middle}`;
  if (to.left === first.left)
    return `${start}C${from.right + bend} ${from.middle} ${to.left - bend} ${to.middle} ${to.left} ${to.middle}`;
  const y = to.top - ABOVE;
  const x = to.left - BEFORE;
  return `${start}C${from.right + bend} ${from.middle} ${first.left - bend} ${y} ${first.left} ${y}H${x}C${x + 8} ${y} ${x + 6} ${to.middle} ${to.left} ${to.middle}`;
}

/** Where gateways and tiles stand in the box, by id; of the first tile by the empty id. */
function useEdges(
  tiles: readonly NamespaceTile[],
  box: RefObject<HTMLDivElement | null>,
): ReadonlyMap<string, Edge> | undefined {
  const [edges, setEdges] = useState<ReadonlyMap<string, Edge> | undefined>(undefined);
  useLayoutEffect(() => {
    const root = box.current;
    if (root === null) return;
    const look = () => {
      const origin = root.getBoundingClientRect();
      const found = new Map<string, Edge>();
      for (const each of root.querySelectorAll<HTMLElement>('[data-id]')) {
        const { left, right, top, height } = each.getBoundingClientRect();
        const edge = {
          left: left - origin.left,
          right: right - origin.left,
          top: top - origin.top,
          middle: top - origin.top + height / 2,
        };
        found.set(each.getAttribute('data-id') ?? '', edge);
        if (each.localName === 'button' && !found.has('')) found.set('', edge);
      }
      setEdges(found);
    };
    // The lines come with the tiles, not a frame later; the observer's first word is no news.
    look();
    let isFirst = true;
    const observer = new ResizeObserver(() => {
      if (!isFirst) look();
      isFirst = false;
    });
    observer.observe(root);
    return () => observer.disconnect();
  }, [tiles.map(({ name }) => name).join(' ')]);
  return edges;
}
