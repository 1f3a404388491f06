/** References by group, kind, namespace and name, as Gateway API objects write them: one form in all their fields. */
import type { KindId } from '../base/kind-id.ts';
import type { Cursor, Sourced } from './cursor.ts';

export interface ObjectReference {
  /** Path of the object that holds the parts. */
  readonly path: string;
  /** With the field's defaults filled in; the core group is written `core`. */
  readonly kindId: KindId;
  readonly name: Sourced<string> | undefined;
  /** Absent: the namespace of the object that refers. */
  readonly namespace: Sourced<string> | undefined;
}

const GATEWAY_GROUP = 'gateway.networking.k8s.io';

/** `parentRef`: a Gateway, unless the reference says otherwise. */
export function parentReference(cursor: Cursor): ObjectReference {
  return objectReference(cursor, { group: GATEWAY_GROUP, kind: 'Gateway' });
}

/** `backendRef`: a Service, unless the reference says otherwise. */
export function backendReference(cursor: Cursor): ObjectReference {
  return objectReference(cursor, { group: '', kind: 'Service' });
}

/** Certificates: a Secret, unless the reference says otherwise. */
export function secretReference(cursor: Cursor): ObjectReference {
  return objectReference(cursor, { group: '', kind: 'Secret' });
}

/** Fields without defaults: `extensionRef`, `targetRef`, certificate authorities. */
export function objectReference(
  cursor: Cursor,
  defaults: { readonly group: string; readonly kind: string } = { group: '', kind: '' },
): ObjectReference {
  return {
    path: cursor.path,
    kindId: kindId(
      cursor.get('group').string() ?? defaults.group,
      cursor.get('kind').string() ?? defaults.kind,
    ),
    name: cursor.get('name').sourcedString(),
    namespace: cursor.get('namespace').sourcedString(),
  };
}

function kindId(group: string, kind: string): KindId {
  return `${group === '' ? 'core' : group}/${kind}`;
}
