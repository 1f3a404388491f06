/** `replicas`: the count of every workload that has, or once had, the name. */
import { type FieldSpec, walkField } from '../field-spec.ts';
import type { Problems } from '../problems.ts';
import { isSelected } from '../resource-id.ts';
import type { ResourceSet } from '../resource-set.ts';
import { child, type TreeMap, textOf } from '../tree.ts';

export function setReplicas(
  set: ResourceSet,
  entry: TreeMap,
  specs: readonly FieldSpec[],
  problems: Problems,
): void {
  const name = textOf(child(entry, 'name')) ?? '';
  const written = child(entry, 'count');
  const count = written ?? { kind: 'scalar', value: 0, text: '0', origin: entry.origin };
  let isFound = false;
  for (const resource of set.all) {
    const ids = [...resource.previousIds, resource.id].filter((id) => id.name === name);
    for (const spec of specs) {
      if (!ids.some((id) => isSelected(id, spec))) continue;
      isFound = true;
      walkField(resource.root, resource.gvk, spec, {
        made: { origin: count.origin, leaf: 'scalar' },
        visit: ({ replace }) => replace(count),
      });
    }
  }
  if (isFound) return;
  // A configuration that could not be read may have named the field.
  if (problems.hasMissingObjects || problems.errors.length > 0) {
    problems.leaveOut({ kind: 'patch-target', effect: 'changes', value: name }, entry.origin);
    return;
  }
  problems.fail('replicas-target-missing', `No workload is called "${name}"`, entry.origin);
}
