/** Everything in the world that a kind of reference can mean, in the order of names. */
import type { ReferenceId } from '../../../workspace/references/reference-id.ts';
import type { PlacedSite } from '../../../workspace/references/site.ts';
import {
  referenceKey,
  referenceOrigins,
  referenceTargets,
} from '../../../workspace/tables/reference-sites.ts';
import type { MeshPlace } from './mesh-place.ts';

/** Targets of a kind whose name passes; one for each object, the first definition of it. */
export function targetsOfKind(
  { world, reader }: Pick<MeshPlace, 'world' | 'reader'>,
  kind: ReferenceId,
  isWanted: (name: string) => boolean = () => true,
): readonly PlacedSite[] {
  const prefix = referenceKey(kind, '');
  const seen = new Set<string>();
  return [...world.keys(referenceTargets)]
    .filter((key) => key.startsWith(prefix) && isWanted(key.slice(prefix.length)))
    .sort()
    .flatMap((key) => reader.read(referenceTargets, key))
    .filter(({ resource, row }) => {
      const id = `${resource.key} ${row.name}`;
      if (seen.has(id)) return false;
      seen.add(id);
      return true;
    });
}

/** Origins of a kind that stand under a name. */
export function originsNamed(
  { reader }: Pick<MeshPlace, 'reader'>,
  kind: ReferenceId,
  name: string,
): readonly PlacedSite[] {
  return reader.read(referenceOrigins, referenceKey(kind, name));
}
