/** Two things of one name would be one thing: a renaming must not make them so. */
import { twins } from '../../workspace/references/lookup.ts';
import { referenceKind } from '../../workspace/references/reference-kinds.ts';
import { referenceKey, referenceOrigins } from '../../workspace/tables/reference-sites.ts';
import type { Renaming } from './renaming.ts';

/** What is wrong with the new name; undefined when it is free. */
export function nameInTheWay(renaming: Renaming, newName: string): string | undefined {
  const { site, rule, targets } = renaming;
  const { id, noun, identity } = referenceKind(site.row.kind);
  const reader = site.world.reader();
  const isTaken = targets.some((target) => {
    const renamed = rule.renamed?.(target.row, newName) ?? { name: newName, facts: target.row.facts };
    return twins(reader, target, renamed).length > 0;
  });
  const isUsed = identity === 'name' && reader.has(referenceOrigins, referenceKey(id, newName));
  if (isTaken || isUsed) return `There is a ${noun} "${newName}" already`;
  const origins = (name: string) => reader.read(referenceOrigins, referenceKey(id, name));
  return rule.clash?.({ world: reader, origins }, renaming, newName);
}
