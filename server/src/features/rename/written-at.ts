/** What is written at a site. */
import { locateIn } from '../../model/document-part.ts';
import type { PlacedSite } from '../../workspace/references/site.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';

/** The decoded text of the site's slice; undefined where no scalar of its own stands (any more). */
export function writtenAt(snapshot: Snapshot, { row, resource }: PlacedSite): string | undefined {
  const found = locateIn(snapshot.slotOf(resource).resource, row.path);
  if (found?.complete !== true || found.via !== undefined) return undefined;
  const node = row.part === 'key' ? found.entry?.key : found.node;
  if (node?.kind !== 'scalar') return undefined;
  return row.slice === undefined ? node.text : node.text.slice(row.slice.start, row.slice.end);
}
