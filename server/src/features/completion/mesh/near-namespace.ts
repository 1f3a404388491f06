/** The namespace that a new resource probably belongs to: that of what stands around it. */
import { isClusterScoped } from '../../../model/known-kinds.ts';
import type { CompletionContext } from '../context.ts';
import { folderOf } from './service-candidates.ts';

/** Written in the same file, else in the only one of the same folder; empty when that is open. */
export function nearNamespace({ world, uri }: CompletionContext): string {
  if (world === undefined) return '';
  const own = written(world.file(uri)?.slots ?? []);
  if (own.length > 0) return own.at(-1) ?? '';
  const folder = folderOf(uri);
  const around = [...world.uris()]
    .filter((other) => folderOf(other) === folder)
    .flatMap((other) => written(world.file(other)?.slots ?? []));
  return new Set(around).size === 1 ? (around[0] ?? '') : '';
}

type Slots = NonNullable<ReturnType<NonNullable<CompletionContext['world']>['file']>>['slots'];

function written(slots: Slots): readonly string[] {
  return slots.flatMap(({ kindId, resource }) =>
    isClusterScoped(kindId) ? [] : (resource.cursor.at('metadata.namespace').string() ?? []),
  );
}
