/** Things of the files whose names are so like a missing one that it must be a slip. */
import type { KindId } from '../../base/kind-id.ts';
import { type NameOrder, nameOrder, neighbours } from '../../base/name-order.ts';
import { isNamedWithKind, isNearBeside, isNearMiss } from '../../base/near-miss.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import type { Entry } from '../table.ts';
import { isBeside } from './beside.ts';
import { type PlacedName, thingsAnywhere, thingsIn, thingsNamed } from './named-things.ts';
import { isUsedByOthers } from './orphans.ts';
import type { Asker, NamedThing } from './questions.ts';

/** Names up to this length say little by being alike. */
const SHORT = 3;

export interface NearThings {
  readonly names: readonly string[];
  /** `slip`: nothing else can have been meant. `doubtful`: several could, or the name is short. */
  readonly strength: 'slip' | 'doubtful' | 'none';
}

const NONE: NearThings = { names: [], strength: 'none' };

/** Things in the place of a missing one, among those of `world`. */
export function nearThings(
  world: WorldReader,
  files: WorldReader,
  sought: NamedThing,
  by: Asker | undefined,
): NearThings {
  const { kindId, name, namespace } = sought;
  const place = by?.isOpen === true ? '*' : `@${namespace}`;
  const isOwn = world !== files || world.repository() === undefined;
  const names = neighbours(world.derive(order, `${kindId} ${place}`), name).filter(
    (known) =>
      (isNearMiss(name, known) ||
        (isOwn && isNamedWithKind(name, known)) ||
        (isNearBeside(name, known) && standsBeside(world, { kindId, name: known }, by))) &&
      !holdsPlaceholder(known),
  );
  const [only = '', ...others] = names;
  if (only === '') return NONE;
  if (others.length > 0) return { names, strength: 'doubtful' };
  if (Math.max(only.length, name.length) > SHORT) return { names, strength: 'slip' };
  const isFree = placed(world, { kindId, name: only }, sought).every(
    ({ row }) => !isUsedByOthers(files, kindId, row, by),
  );
  return isFree ? { names, strength: 'doubtful' } : NONE;
}

/** Namespaces that have a thing of the name, and are so like the one that is named that it must be a slip. */
export function nearNamespaces(files: WorldReader, sought: NamedThing): readonly string[] {
  const homes = thingsNamed(files, sought).map(({ row }) => row.namespace);
  return [...new Set(homes)].filter((home) => !holdsPlaceholder(home) && isNearMiss(sought.namespace, home));
}

function standsBeside(
  world: WorldReader,
  known: Pick<NamedThing, 'kindId' | 'name'>,
  by: Asker | undefined,
): boolean {
  return by !== undefined && thingsNamed(world, known).some(({ resource }) => isBeside(world, resource, by));
}

function placed(
  world: WorldReader,
  known: Pick<NamedThing, 'kindId' | 'name'>,
  { namespace }: NamedThing,
): readonly Entry<PlacedName>[] {
  return thingsNamed(world, known).filter(({ row }) => row.namespace === namespace || row.isOpen === true);
}

/** Names of a kind. Key: the kind, and `*` or `@<namespace>`. */
const order = defineDerived<NameOrder>({
  name: 'orderOfNames',
  derive(key, world) {
    const [kindId = '', place = ''] = key.split(' ');
    const all =
      place === '*'
        ? thingsAnywhere(world, kindId as KindId)
        : thingsIn(world, kindId as KindId, place.slice(1));
    return nameOrder(all.map(({ row }) => row.name));
  },
});
