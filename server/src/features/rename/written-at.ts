/** What is written at a site. */
import type { PlacedSite } from '../../workspace/references/site.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import { locatePath } from '../../yaml/navigate.ts';

/** The decoded text of the site's slice; undefined where no scalar of its own stands (any more). */
export function writtenAt(snapshot: Snapshot, { row, resource }: PlacedSite): string | undefined {
  const found = locatePath(snapshot.slotOf(resource).resource.root, row.path);
  if (found?.complete !== true || found.via !== undefined) return undefined;
  const node = row.part === 'key' ? found.entry?.key : found.node;
  if (node?.kind !== 'scalar') return undefined;
  return row.slice === undefined ? node.text : node.text.slice(row.slice.start, row.slice.end);
}
