/** Where Secrets of a name are, for rules that do not find one where it is needed. */
import type { WorldReader } from '../workspace/check.ts';
import { secrets } from '../workspace/tables/secrets.ts';

/** Namespaces of the files that have, or make, a Secret of that name. */
export function namespacesWithSecret(world: WorldReader, name: string): readonly string[] {
  return [...new Set(world.read(secrets, `* ${name}`).map(({ row }) => row.namespace))];
}
