/** The services that files define, with what tells their workloads apart. */
import type { WorldReader } from '../../../workspace/check.ts';
import { selectWorkloads } from '../../../workspace/resolve/workloads.ts';
import type { Entry } from '../../../workspace/table.ts';
import { type HostRow, serviceHosts } from '../../../workspace/tables/service-hosts.ts';
import type { WorldView } from '../../../workspace/world-view.ts';

export interface ServiceCandidate {
  readonly entry: Entry<HostRow>;
  /** Folder of the file that defines it. */
  readonly folder: string;
  /** Values of the label `version` of its workloads, in the order of names. */
  readonly versions: () => readonly string[];
}

/** In the order of names. */
export function serviceCandidates(world: WorldView | undefined): readonly ServiceCandidate[] {
  if (world === undefined) return [];
  const reader = world.reader();
  return world
    .sortedKeys(serviceHosts)
    .filter((key) => key.endsWith('.svc'))
    .flatMap((key) => reader.read(serviceHosts, key).find(isWritten) ?? [])
    .map((entry) => ({
      entry,
      folder: folderOf(reader.fileOf(entry.resource)),
      versions: once(() => versionsOf(reader, entry.row)),
    }));
}

function isWritten({ row, resource }: Entry<HostRow>): boolean {
  return row.source === 'Service' && resource.kindId === 'core/Service';
}

function versionsOf(reader: WorldReader, { namespace, selector }: HostRow): readonly string[] {
  if (selector === undefined || Object.keys(selector).length === 0) return [];
  const versions = selectWorkloads(reader, namespace, selector).flatMap(
    ({ row }) => new Map(Object.entries(row.labels)).get('version') ?? [],
  );
  return [...new Set(versions)].sort();
}

export function folderOf(uri: string): string {
  return uri.slice(0, uri.lastIndexOf('/'));
}

/** Computed at the first call. */
export function once<Value>(compute: () => Value): () => Value {
  let known: { readonly value: Value } | undefined;
  return () => {
    known ??= { value: compute() };
    return known.value;
  };
}
