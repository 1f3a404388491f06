/** Going from finding to finding, and from match to match: closed namespaces are opened on the way. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GraphShown } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import type { Card } from '../../../server/src/graph/picture/picture.ts';
import { send } from '../shared/store.ts';
import { hasFindings } from './content.ts';
import { type FindingStop, findingStops } from './finding-stops.ts';

export interface Steps {
  /** Of the stop that was gone to last; -1 for none. */
  readonly at: number;
  readonly count: number;
  readonly worst: string | undefined;
  /** Of the finding, to be read aloud. */
  readonly message: string | undefined;
  step(by: 1 | -1): void;
  /** The next match of the search. */
  next(): void;
}

export interface Stepping {
  readonly head: GraphShown;
  readonly cards: readonly Card[];
  readonly found: ReadonlySet<string> | undefined;
  /** Namespaces whose names are searched for, in the overview. */
  readonly tiles: readonly string[];
  goTo(id: string, isTyping?: boolean): void;
}

export function useSteps({ head, cards, found, tiles, goTo }: Stepping): Steps {
  const [current, setCurrent] = useState('');
  const match = useRef(-1);
  const opening = useRef<string | undefined>(undefined);
  const stops = useMemo(() => findingStops(cards, head.namespaces, head.open), [cards, head]);
  const at = stops.findIndex(({ id }) => id === current);
  const visit = (stop: FindingStop) => {
    if (stop.closed === undefined) {
      setCurrent(stop.id);
      goTo(stop.id);
    } else {
      opening.current = stop.closed;
      send({ type: 'ask', input: { open: [...head.open, stop.closed] } });
    }
  };
  useEffect(() => {
    const name = opening.current;
    if (name === undefined || !head.open.includes(name)) return;
    opening.current = undefined;
    const first = findingStops(cards.filter(({ band }) => band === name).filter(hasFindings))[0];
    if (first !== undefined) visit(first);
  }, [head.open, cards]);
  return {
    at,
    count: stops.reduce((sum, { count }) => sum + count, 0),
    worst: stops[0]?.worst,
    message: stops[at]?.message,
    step: (by) => {
      const next = at < 0 ? (by < 0 ? stops.length - 1 : 0) : (at + by + stops.length) % stops.length;
      const stop = stops[next];
      if (stop !== undefined) visit(stop);
    },
    next: () => {
      const [first] = tiles;
      if (head.open.length === 0) {
        if (first !== undefined) send({ type: 'ask', input: { open: [first] } });
        return;
      }
      const ids = [...(found ?? [])];
      match.current = (match.current + 1) % Math.max(1, ids.length);
      const id = ids[match.current];
      if (id !== undefined) goTo(id, true);
    },
  };
}
