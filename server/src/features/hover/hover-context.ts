/** What the parts of a hover need: the world, the object under the cursor, and the page that links are put on. */
import { kindName } from '../../base/kind-id.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { Entry } from '../../workspace/table.ts';
import type { WorkloadRow } from '../../workspace/tables/workloads.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import { counted, type HoverPage, someOf } from './hover-page.ts';

export interface HoverContext {
  readonly snapshot: Snapshot;
  readonly world: WorldView;
  readonly reader: WorldReader;
  readonly slot: Slot;
  readonly page: HoverPage;
}

/** `shop/cart`, linked when a file holds it. */
export function linkTo(context: HoverContext, resource: ResourceRef, path = 'metadata.name'): string {
  const { name, namespace } = resource;
  return linkAs(context, resource, { name: namespace === '' ? name : `${namespace}/${name}`, path });
}

/** A link under a name of one's own. */
export function linkAs(
  { snapshot, page }: HoverContext,
  resource: ResourceRef,
  { name, path }: { readonly name: string; readonly path: string },
): string {
  const place = resource instanceof Slot ? snapshot.rangeOf({ resource, path }) : undefined;
  return page.link(name, place);
}

/** `DestinationRule shop/cart`. */
export function kindAndLink(context: HoverContext, resource: ResourceRef): string {
  return `${kindName(resource.kindId)} ${linkTo(context, resource)}`;
}

/** `2 workloads (cart-v1, cart-v2)`; the namespace is told only where it differs from the given one. */
export function workloadList(
  context: HoverContext,
  workloads: readonly Entry<WorkloadRow>[],
  namespace: string,
): string {
  if (workloads.length === 0) return 'no workload in these files';
  const names = workloads.map(({ row, resource }) => {
    const name = row.namespace === namespace ? row.name : `${row.namespace}/${row.name}`;
    const link = linkAs(context, resource, { name, path: 'metadata.name' });
    return row.origin === 'builtin' ? `${link} of the default installation` : link;
  });
  return `${counted(workloads.length, 'workload')} (${someOf(names)})`;
}
