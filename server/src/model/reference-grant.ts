/** ReferenceGrant facts: which kinds of which namespaces may refer to what in the grant's own namespace. */
import type { KindId } from '../base/kind-id.ts';
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface GrantFrom {
  readonly path: string;
  readonly kindId: KindId;
  readonly namespace: Sourced<string> | undefined;
}

export interface GrantTo {
  readonly path: string;
  readonly kindId: KindId;
  /** Absent: all objects of the kind. */
  readonly name: Sourced<string> | undefined;
}

export interface ReferenceGrantFacts {
  readonly from: readonly GrantFrom[];
  readonly to: readonly GrantTo[];
}

export const referenceGrant: Model<ReferenceGrantFacts> = {
  kinds: ['gateway.networking.k8s.io/ReferenceGrant'],
  build({ spec }) {
    return {
      from: spec
        .get('from')
        .items()
        .map((item) => ({
          path: item.path,
          kindId: kindId(item),
          namespace: item.get('namespace').sourcedString(),
        })),
      to: spec
        .get('to')
        .items()
        .map((item) => ({
          path: item.path,
          kindId: kindId(item),
          name: item.get('name').sourcedString(),
        })),
    };
  },
};

/** The core group is written as an empty string, or left out. */
function kindId(item: Cursor): KindId {
  const group = item.get('group').string() ?? '';
  return `${group === '' ? 'core' : group}/${item.get('kind').string() ?? ''}`;
}
