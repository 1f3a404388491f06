/** How many findings there are, and how bad the worst is. */
import type { Snapshot } from '../../workspace/snapshot.ts';

export interface FindingMark {
  readonly worst: 'error' | 'warning' | 'info';
  readonly count: number;
}

const ORDER: readonly FindingMark['worst'][] = ['error', 'warning', 'info'];

/** By file and key of the object: one file may count in several worlds, and is told of once. Hints are no marks. */
export function marksBySlot(snapshot: Snapshot): ReadonlyMap<string, FindingMark> {
  const found = new Map<string, FindingMark>();
  for (const uri of snapshot.uris()) {
    for (const { resource, severity } of snapshot.findings(uri)) {
      if (resource === undefined || severity === 'hint') continue;
      const slot = snapshot.slotOf(resource);
      const key = `${slot.uri} ${slot.key}`;
      const mark = addMarks([found.get(key) ?? [], { worst: severity, count: 1 }].flat());
      if (mark !== undefined) found.set(key, mark);
    }
  }
  return found;
}

/** Undefined when there are none. */
export function addMarks(marks: readonly FindingMark[]): FindingMark | undefined {
  const worst = ORDER.find((severity) => marks.some((mark) => mark.worst === severity));
  return worst && { worst, count: marks.reduce((sum, { count }) => sum + count, 0) };
}
