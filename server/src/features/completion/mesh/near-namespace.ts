/** The namespace that a new resource probably belongs to: that of what stands around it. */
import { isClusterScoped } from '../../../model/known-kinds.ts';
import type { Slot } from '../../../workspace/slot.ts';
import type { CompletionContext } from '../context.ts';
import { folderOf } from './service-candidates.ts';

/** Written in the same file, else in the only one of the same folder; empty when that is open. */
export function nearNamespace({ world, uri }: CompletionContext): string {
  if (world === undefined) return '';
  const own = written(world.slotsIn(uri));
  if (own.length > 0) return own.at(-1) ?? '';
  const folder = folderOf(uri);
  const around = [...world.uris()]
    .filter((other) => folderOf(other) === folder)
    .flatMap((other) => written(world.slotsIn(other)));
  return new Set(around).size === 1 ? (around[0] ?? '') : '';
}

function written(slots: readonly Slot[]): readonly string[] {
  return slots.flatMap(({ kindId, resource }) =>
    isClusterScoped(kindId) ? [] : (resource.cursor.at('metadata.namespace').string() ?? []),
  );
}
