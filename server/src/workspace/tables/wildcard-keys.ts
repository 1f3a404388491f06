/** Keys of rows for hosts with wildcards: whoever looks for those that cover a name reads a few keys, not all rows. */
import { inOrder } from '../cell-store.ts';
import type { WorldReader } from '../check.ts';
import type { Entry, Table } from '../table.ts';

/** All rows stand under this key, too. */
export const ANY_WILDCARD = 'any';

/** What follows the first dot as written: `.shop.svc` for `*.shop.svc` and `*-a.shop.svc`, nothing for `*` and `*shop`. */
export function wildcardKey(host: string): string {
  const dot = host.indexOf('.');
  return dot < 0 ? '' : host.slice(dot).replace(/#literal$/, '');
}

/** Keys under which a wildcard's row stands. */
export function wildcardKeys(host: string): readonly string[] {
  return [ANY_WILDCARD, wildcardKey(host)];
}

/** Keys of all wildcards that can cover a name, or can cover what another wildcard covers. */
export function coveringKeys(names: readonly string[]): readonly string[] {
  const keys = new Set(['']);
  for (const name of names) {
    for (let at = name.indexOf('.'); at >= 0; at = name.indexOf('.', at + 1)) keys.add(name.slice(at));
  }
  return [...keys];
}

/** Rows that could cover a name, in the order of files. Reads a single cell where there are no wildcards. */
export function coveringRows<Row>(
  world: WorldReader,
  table: Table<Row>,
  names: readonly string[],
): readonly Entry<Row>[] {
  if (!world.has(table, ANY_WILDCARD)) return [];
  return inOrder(coveringKeys(names).flatMap((key) => world.read(table, key)));
}
