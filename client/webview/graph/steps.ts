/** Going from finding to finding, and from match to match: closed namespaces are opened on the way. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { GraphShown } from '../../../server/src/features/mesh-graph/mesh-graph-data.ts';
import type { Card } from '../../../server/src/graph/picture/picture.ts';
import { askBeside } from './asking.ts';
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
  /** Closed namespaces in which the search finds something. */
  readonly closed: readonly string[];
  goTo(id: string, isTyping?: boolean): void;
}

export function useSteps({ head, cards, found, closed, goTo }: Stepping): Steps {
  const [current, setCurrent] = useState('');
  const match = useRef('');
  const opening = useRef<{ readonly name: string; readonly isSearched: boolean } | undefined>(undefined);
  const open = (name: string, isSearched: boolean) => {
    opening.current = { name, isSearched };
    askBeside(name);
  };
  const stops = useMemo(() => findingStops(cards, head.namespaces, head.open), [cards, head]);
  const at = stops.findIndex(({ id }) => id === current);
  const visit = (stop: FindingStop) => {
    if (stop.closed === undefined) {
      setCurrent(stop.id);
      goTo(stop.id);
    } else {
      open(stop.closed, false);
    }
  };
  const goToMatch = (id: string) => {
    match.current = id;
    goTo(id, true);
  };
  useEffect(() => {
    const asked = opening.current;
    if (asked === undefined || !head.open.includes(asked.name)) return;
    opening.current = undefined;
    const inside = cards.filter(({ band, kind }) => band === asked.name && kind !== 'namespace');
    if (asked.isSearched) {
      const first = inside.find(({ id }) => found?.has(id));
      if (first !== undefined) goToMatch(first.id);
    } else {
      const [first] = findingStops(inside.filter(hasFindings));
      if (first !== undefined) visit(first);
    }
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
      const ids = head.open.length === 0 ? [] : [...(found ?? [])];
      const after = ids[ids.indexOf(match.current) + 1];
      const [name] = closed;
      if (after !== undefined) goToMatch(after);
      else if (name !== undefined) open(name, true);
      else if (ids[0] !== undefined) goToMatch(ids[0]);
    },
  };
}
