/** What a change of the files does: requests that go elsewhere, callers that gain or lose access. */
import type { Mesh } from '../../semantics/mesh.ts';
import { accessChanges } from './access-changes.ts';
import type { BlastItem } from './blast-data.ts';
import { changedObjects } from './changed-objects.ts';
import { routeChanges } from './route-changes.ts';

export interface BlastRadius {
  /** Objects of the mesh that are others, new or gone. */
  readonly changed: number;
  readonly items: readonly BlastItem[];
  /** Requests that were not compared. */
  readonly left: number;
}

export function blastRadius(before: Mesh, after: Mesh): BlastRadius {
  const changed = changedObjects(before, after);
  if (changed.length === 0) return { changed: 0, items: [], left: 0 };
  const routes = routeChanges(before, after, changed);
  return {
    changed: changed.length,
    items: [...routes.items, ...accessChanges(before, after, changed)],
    left: routes.left,
  };
}

/** `2 requests go elsewhere, 1 caller loses access`; empty when nothing changes for anybody. */
export function blastWords(items: readonly BlastItem[]): string {
  const count = (group: BlastItem['group']) =>
    items.reduce((sum, item) => (item.group === group ? sum + item.count : sum), 0);
  const words = (number: number, one: string, many: string) =>
    number === 0 ? [] : [number === 1 ? `1 ${one}` : `${number} ${many}`];
  return [
    ...words(count('elsewhere'), 'request goes elsewhere', 'requests go elsewhere'),
    ...words(count('gain'), 'caller gains access', 'callers gain access'),
    ...words(count('lose'), 'caller loses access', 'callers lose access'),
    ...words(count('other'), 'caller may do other things', 'callers may do other things'),
    ...words(count('unjudged'), 'caller no longer judged', 'callers no longer judged'),
  ].join(', ');
}
