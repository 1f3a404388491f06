/** Whether an object may refer to one of another namespace (Gateway API). */
import type { KindId } from '../../base/kind-id.ts';
import type { WorldReader } from '../check.ts';
import { grantKey, referenceGrants } from '../tables/reference-grants.ts';

export interface Referrer {
  readonly kindId: KindId;
  readonly namespace: string;
}

export interface Referent extends Referrer {
  readonly name: string;
}

/** Within one namespace always; routes of the mesh, whose parent is a Service, need none either: ask only for others. */
export function isReferenceGranted(world: WorldReader, from: Referrer, to: Referent): boolean {
  if (from.namespace === to.namespace) return true;
  return world
    .read(referenceGrants, grantKey({ from, to }))
    .some(({ row }) => row.name === undefined || row.name === to.name);
}
