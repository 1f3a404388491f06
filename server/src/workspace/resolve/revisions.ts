/** Revisions of the control plane that the files tell of, tags included. */
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { injectionWebhooks } from '../tables/injection-webhooks.ts';
import { revisionsInUse } from '../tables/revisions-in-use.ts';

export interface KnownRevisions {
  /** Of injectors in the files: what exists. */
  readonly installed: readonly string[];
  /** Named by labels, with how many objects name them. */
  readonly used: readonly { readonly revision: string; readonly count: number }[];
}

const revisions = defineDerived<KnownRevisions>({
  name: 'revisions',
  derive(_key, world) {
    const counts = new Map<string, number>();
    for (const { row } of world.read(revisionsInUse, '')) {
      counts.set(row.revision, (counts.get(row.revision) ?? 0) + 1);
    }
    return {
      installed: [
        ...new Set(world.read(injectionWebhooks, '').flatMap(({ row }) => row.revisions)),
      ].toSorted(),
      used: [...counts]
        .map(([revision, count]) => ({ revision, count }))
        .toSorted((a, b) => (a.revision < b.revision ? -1 : 1)),
    };
  },
});

export function knownRevisions(world: WorldReader): KnownRevisions {
  return world.derive(revisions, '');
}
