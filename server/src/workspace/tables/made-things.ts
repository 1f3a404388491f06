/** What installers and operators make, by its namespace. Keys: the namespace, and `*` for all workloads. */
import { type MadeThing, madeThings as model } from '../../model/made-things.ts';
import { defineTable } from '../table.ts';

export const madeThings = defineTable<MadeThing>({
  name: 'madeThings',
  kinds: model.kinds,
  *rows(resource) {
    for (const made of resource.facts(model)) {
      yield [made.namespace, made];
      if (made.of === 'workload') yield ['*', made];
    }
  },
});
