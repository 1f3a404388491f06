/** The services that a new resource is probably about, the likeliest first. */
import type { KindId } from '../../../base/kind-id.ts';
import { effectiveRules, rulesForHost } from '../../../workspace/resolve/destination-rules.ts';
import type { HostRow } from '../../../workspace/tables/service-hosts.ts';
import type { WorldView } from '../../../workspace/world-view.ts';
import type { CompletionContext } from '../context.ts';
import type { Meant } from '../patterns/fill.ts';
import { folderOf, type ServiceCandidate } from './service-candidates.ts';

/** What the new resource will be, as far as it matters for the choice. */
export interface Purpose {
  /** The kind that the service should not have yet. */
  readonly kind: KindId | undefined;
  /** It tells versions of the workloads apart. */
  readonly needsVersions: boolean;
}

/**
 * Services that files define: those with versions where versions are needed, those that lack such a resource, those of
 * the same folder; then by name. At most `limit`.
 */
export function likelyServices(ctx: CompletionContext, purpose: Purpose, limit: number): readonly Meant[] {
  const { world, uri } = ctx;
  if (world === undefined) return [];
  const folder = folderOf(uri);
  return ctx
    .services()
    .map((candidate) => ({ candidate, cost: costOf(world, candidate, folder, purpose) }))
    .toSorted((a, b) => a.cost - b.cost)
    .slice(0, limit)
    .map(({ candidate }) => meant(world, candidate));
}

function costOf(
  world: WorldView,
  { entry: { row, resource }, folder, versions }: ServiceCandidate,
  own: string,
  { kind, needsVersions }: Purpose,
): number {
  const hasSuch =
    kind !== undefined && world.definitions(`${kind}/${row.namespace}/${resource.name}`).length > 0;
  const hasRules = needsVersions && rulesForHost(world.reader(), row.host, row.namespace).length > 0;
  return (
    (needsVersions && versions().length < 2 ? 16 : 0) +
    (isOfGateway(row) ? 8 : 0) +
    (hasSuch || hasRules ? 4 : 0) +
    (folder === own ? 0 : 2)
  );
}

/** What leads to a proxy at the edge is no application. */
function isOfGateway({ selector }: HostRow): boolean {
  return Object.keys(selector ?? {}).some((key) => key === 'istio' || key.startsWith('gateway.'));
}

function meant(world: WorldView, { entry: { row, resource }, versions }: ServiceCandidate): Meant {
  const { namespace, host } = row;
  const rules = effectiveRules(world.reader(), { host, namespace, clientNamespace: namespace });
  return {
    service: resource.name,
    namespace: namesNamespace(world, resource.key) ? namespace : '',
    port: row.ports[0]?.number.toString(),
    versions: versions(),
    subset: rules.flatMap((rule) => rule.subsets)[0]?.name,
  };
}

/** Where a folder leaves its namespaces to others, so does what is added. */
function namesNamespace(world: WorldView, key: string): boolean {
  return world.definitions(key).at(-1)?.resource.cursor.at('metadata.namespace').exists === true;
}
