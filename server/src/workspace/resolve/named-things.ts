/** Things of a kind by name and place, whichever table keeps them. */
import type { KindId } from '../../base/kind-id.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { namedObjects, nameKey, placeKey } from '../tables/named-objects.ts';
import { namespaces } from '../tables/namespaces.ts';
import { secrets } from '../tables/secrets.ts';
import type { NamedThing } from './questions.ts';

export interface PlacedName {
  readonly name: string;
  /** Empty for kinds of the cluster. */
  readonly namespace: string;
  /** Nobody wrote the namespace: it may land in any. */
  readonly isOpen?: true;
}

/** Those of a name, in whatever namespace. */
export function thingsNamed(
  world: WorldReader,
  { kindId, name }: Pick<NamedThing, 'kindId' | 'name'>,
): readonly Entry<PlacedName>[] {
  if (kindId === 'core/Namespace') return clusterWide(world.read(namespaces, name));
  return kindId === 'core/Secret'
    ? world.read(secrets, `* ${name}`)
    : world.read(namedObjects, nameKey(kindId, name));
}

/** Those of a namespace, and those that may land in it. */
export function thingsIn(
  world: WorldReader,
  kindId: KindId,
  namespace: string,
): readonly Entry<PlacedName>[] {
  if (kindId === 'core/Namespace') return clusterWide(world.read(namespaces, '*'));
  const read = (place: string): readonly Entry<PlacedName>[] =>
    kindId === 'core/Secret' ? world.read(secrets, place) : world.read(namedObjects, placeKey(kindId, place));
  const open = read('?').filter(({ row }) => row.namespace !== namespace);
  return open.length === 0 ? read(namespace) : [...read(namespace), ...open];
}

/** Those of every namespace; Secrets have no such list. */
export function thingsAnywhere(world: WorldReader, kindId: KindId): readonly Entry<PlacedName>[] {
  return kindId === 'core/Secret' ? [] : world.read(namedObjects, placeKey(kindId, '*'));
}

function clusterWide(entries: readonly Entry<{ readonly name: string }>[]): readonly Entry<PlacedName>[] {
  return entries.map(({ row, resource }) => ({ row: { name: row.name, namespace: '' }, resource }));
}
