/** Things that nobody uses: the one beside a reference that leads nowhere is probably what was meant. */
import type { KindId } from '../../base/kind-id.ts';
import { sharesWord, sharesWordIn } from '../../base/near-miss.ts';
import type { WorldReader } from '../check.ts';
import { labelUses, namedUses, useKey } from '../tables/uses.ts';
import { labelKey, type WorkloadRow, workloadsInNamespace } from '../tables/workloads.ts';
import { isAboveOrBelow } from './beside.ts';
import { type PlacedName, thingsAnywhere, thingsIn } from './named-things.ts';
import type { Asker, NamedThing } from './questions.ts';

/** Where there are more, that nobody uses one of them says nothing. */
const MOST_LOOKED_AT = 200;

/** Whether an object other than the one that asks names a thing. */
export function isUsedByOthers(
  files: WorldReader,
  kindId: KindId,
  { name, namespace, isOpen }: PlacedName,
  by: Asker | undefined,
): boolean {
  const users = files.read(namedUses, useKey(kindId, namespace, name));
  if (users.some(({ resource }) => resource.key !== by?.self.key)) return true;
  return isOpen === true && files.has(namedUses, useKey(kindId, 'default', name));
}

/** The one thing near the asker that nobody uses and whose name has a word of the missing one's. */
export function orphanFor(
  world: WorldReader,
  files: WorldReader,
  sought: NamedThing,
  by: Asker,
): string | undefined {
  const all = by.isOpen
    ? thingsAnywhere(world, sought.kindId)
    : thingsIn(world, sought.kindId, sought.namespace);
  if (all.length > MOST_LOOKED_AT) return undefined;
  const unused = all.filter(
    ({ row, resource }) =>
      isAboveOrBelow(world, resource, by) && !isUsedByOthers(files, sought.kindId, row, undefined),
  );
  const names = [...new Set(unused.map(({ row }) => row.name))];
  const [only = ''] = names;
  return names.length === 1 && sharesWordIn(sought.namespace, only, sought.name) ? only : undefined;
}

/** The one label value that only one sort of pods near the asker carries, and for which nobody else asks. */
export function orphanWorkload(
  world: WorldReader,
  files: WorldReader,
  { namespace, labels }: { readonly namespace: string; readonly labels: Readonly<Record<string, string>> },
  by: Asker,
): readonly [label: string, value: string] | undefined {
  const wanted = Object.entries(labels);
  const all = world.read(workloadsInNamespace, namespace);
  if (all.length > MOST_LOOKED_AT) return undefined;
  const unused = all.filter(
    ({ row, resource }) => isAboveOrBelow(world, resource, by) && !isSelected(files, row, by),
  );
  const [only] = unused;
  if (only === undefined || unused.length > 1) return undefined;
  return Object.entries(only.row.labels).find(([label, value]) =>
    wanted.some(([key, name]) =>
      key === label ? sharesWord(value, name) : value === name || value === `istio-${name}`,
    ),
  );
}

function isSelected(files: WorldReader, { labels, namespace }: WorkloadRow, { self }: Asker): boolean {
  return Object.entries(labels).some(([label, value]) =>
    [namespace, '*'].some((place) =>
      files.read(labelUses, labelKey(place, label, value)).some(({ resource }) => resource.key !== self.key),
    ),
  );
}
