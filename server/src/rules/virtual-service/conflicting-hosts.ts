/** Two VirtualServices route the same host for sidecars. */

import { nameList } from '../../base/name-list.ts';
import { exportedTo } from '../../model/registry-name.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { appliesToMesh, virtualService } from '../../model/virtual-service.ts';
import { hostsOverlap } from '../../primitives/host-match.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { Crowd, defineCrowds, type Others, type Sort } from '../../workspace/crowd.ts';
import { definitionsBeside } from '../../workspace/resolve/alternatives.ts';
import { qualifiedHost, qualifiedName, registryKey } from '../../workspace/resolve/hosts.ts';
import { virtualServiceAudience } from '../../workspace/resolve/visibility.ts';
import type { Entry } from '../../workspace/table.ts';
import {
  type MeshHostRow,
  meshVirtualServiceHosts,
  meshVirtualServiceHostsBySuffix,
  wildcardMeshVirtualServiceHosts,
} from '../../workspace/tables/virtual-services.ts';
import { ANY_WILDCARD, coveringKeys, wildcardKey } from '../../workspace/tables/wildcard-keys.ts';
import { remove } from '../../yaml/plan/operation.ts';
import { defineRule, type FixContext } from '../define-rule.ts';
import { suggestion } from '../fixes/forms.ts';
import { mergeFixes } from '../fixes/merge-objects.ts';
import { combineRoutes } from '../fixes/merge-routes.ts';

/** Files of one folder with the same object, each with other content: steps, of which one is applied at a time. */
const MANY_CONTENTS = 3;

export const conflictingHosts = defineRule({
  id: 'virtual-service/conflicting-hosts',
  title: 'Several VirtualServices route the same host in the mesh',
  severity: 'error',
  preset: 'recommended',
  kinds: ['networking.istio.io/VirtualService'],
  scope: 'workspace',
  needsAll: true,
  equivalents: [
    {
      tool: 'istioctl',
      code: 'IST0109',
      analyzer: 'virtualservice.ConflictingMeshGatewayHostsAnalyzer',
    },
    { tool: 'kiali', code: 'KIA1106' },
  ],
  docs: {
    why: 'Sidecars take one VirtualService for a host, the oldest that they see, and ignore the others completely: routes are never merged. Which one that is depends on creation time in the cluster.',
    fix: 'Put the routes into one VirtualService, restrict one of them with `exportTo`, or bind one to gateways only.',
    differs: 'A VirtualService that writes one host twice does not conflict with itself; upstream says so.',
  },
  messages: {
    conflict: ({ host, others, count }: { host: string; others: readonly string[]; count: number }) =>
      `Host "${host}" is also routed by ${nameList(others, count)}`,
    overlap: ({ host, others, count }: { host: string; others: readonly string[]; count: number }) =>
      `Host "${host}" overlaps with a host of ${nameList(others, count)}, exported to other namespaces`,
  },
  effect: ({ isAlternative, isOverlap }) => {
    if (isOverlap === true)
      return 'A sidecar that sees both uses the more specific host, and nothing of the other one there';
    return isAlternative === true
      ? 'Applied together, sidecars use one of them and ignore the other completely'
      : 'Sidecars use one of them and ignore the other completely';
  },
  check(ctx) {
    const facts = ctx.resource.facts(virtualService);
    if (!appliesToMesh(facts)) return;
    const own = {
      namespace: ctx.resource.namespace,
      exportTo: exportedTo(
        facts.exportTo.map(({ value }) => value),
        ctx.resource.namespace,
      ),
    };
    const meetings = [...new Map(facts.hosts.map((host) => [host.value, host])).values()].map(
      ({ value, path }) => ({
        host: value,
        path,
        ...conflicts(ctx.world, value, own, ctx.self),
      }),
    );
    const met = meetings.find(({ isSame }) => isSame) ?? meetings.find(({ others }) => others.count > 0);
    if (met === undefined) return;
    const { host, path, others, isSame } = met;
    // Where an object has several contents, one file is applied at a time: which of them meet is not known.
    const isAlternative =
      ctx.world.config('completeness') !== 'complete' &&
      [ctx.self, ...others.nearest.map(({ resource }) => resource)].some(
        (resource) => definitionsBeside(ctx.world, resource) >= MANY_CONTENTS,
      );
    ctx.report({
      message: isSame ? 'conflict' : 'overlap',
      at: path,
      severity: severityOf(isSame, isAlternative),
      data: {
        host,
        others: others.firstObjects.map(({ row }) => `${row.namespace}/${row.name}`),
        count: others.objectCount,
        isAlternative,
        isOverlap: !isSame,
      },
      relatedCount: others.count,
      related: others.nearest.map(({ resource, row }) => ({
        resource,
        path: row.path,
        text: isSame ? 'also routes this host' : 'routes a host that overlaps',
      })),
      // Routes of hosts that differ are not merged: each is meant for its own.
      fixes: isSame ? ['merge', 'leaveMesh', 'leaveHost'] : ['leaveMesh'],
    });
  },
  fixes: {
    merge: suggestion((finding, ctx) =>
      mergeFixes(ctx, othersOf(ctx, String(finding.data['host'])), combineRoutes(ctx.world)),
    ),
    leaveMesh: suggestion((_finding, { resource }) => {
      const { gateways } = resource.facts(virtualService);
      const mesh = gateways.find(({ value }) => value === 'mesh');
      return mesh === undefined || gateways.length < 2
        ? []
        : [{ title: 'Route it at the gateways only', operations: [remove(mesh.path)] }];
    }),
    leaveHost: suggestion(({ data, at }, { resource }) =>
      resource.facts(virtualService).hosts.length < 2
        ? []
        : [{ title: `Remove host "${String(data['host'])}" from the list`, operations: [remove(at.path)] }],
    ),
  },
});

function severityOf(isSame: boolean, isAlternative: boolean) {
  if (isAlternative) return 'hint';
  return isSame ? 'error' : 'warning';
}

function othersOf({ resource, world, self }: FixContext, host: string): readonly ResourceRef[] {
  const { namespace } = resource;
  const exportTo = exportedTo(
    resource.facts(virtualService).exportTo.map(({ value }) => value),
    namespace,
  );
  return conflicts(world, host, { namespace, exportTo }, self).others.nearest.map((each) => each.resource);
}

/**
 * Rules that some sidecar sees together conflict on the same host. `istioctl analyze` also names a public rule and one
 * exported to some namespaces whose hosts overlap (IST0109); there, as between two public rules, the most specific host
 * wins, so `isSame` tells the two apart.
 */
function conflicts(
  world: WorldReader,
  host: string,
  own: { readonly namespace: string; readonly exportTo: readonly string[] },
  self: ResourceRef,
): { readonly others: Others<MeshHostRow>; readonly isSame: boolean } {
  const mine = qualifiedHost(world, host, own.namespace);
  const audience = virtualServiceAudience(world, own);
  const isConflict = ({ sample: { row } }: Sort<MeshHostRow>) => {
    const other = qualifiedName(world, row.host);
    const theirs = virtualServiceAudience(world, row);
    const isOnePublic = audience.includes('*') !== theirs.includes('*');
    if (isOnePublic) return hostsOverlap(mine, other);
    return mine === other && theirs.some((to) => audience.includes(to));
  };
  const found = candidates({ world, host, namespace: own.namespace, self })
    .map(({ crowd, sorts }) => ({ crowd, sorts: sorts.filter(isConflict) }))
    .filter(({ sorts }) => sorts.length > 0);
  const [first, ...more] = found;
  const isSame = found.some(({ crowd, sorts }) => {
    const same = sorts.filter(({ sample: { row } }) => qualifiedName(world, row.host) === mine);
    return same.length > 0 && crowd.others(self, same).count > 0;
  });
  if (first !== undefined && more.length === 0)
    return { others: first.crowd.others(self, first.sorts), isSame };
  // An object counts once, wherever else its hosts are found.
  const entries = found.flatMap(({ crowd, sorts }) => crowd.rows(sorts));
  const all = new Crowd([...new Map(entries.map((entry) => [entry.resource, entry])).values()], () => '');
  return { others: all.others(self, all.sorts), isSame };
}

/** Everything that decides whether two hosts conflict. */
const alike = ({ row }: Entry<MeshHostRow>) =>
  JSON.stringify([row.host, row.exportTo, row.exportTo.length === 0 ? row.namespace : '']);

const sameHost = defineCrowds(meshVirtualServiceHosts, alike);
const wildcards = defineCrowds(wildcardMeshVirtualServiceHosts, alike);
const bySuffix = defineCrowds(meshVirtualServiceHostsBySuffix, alike);

interface Candidates {
  readonly crowd: Crowd<MeshHostRow>;
  readonly sorts: readonly Sort<MeshHostRow>[];
}

interface Asked {
  readonly world: WorldReader;
  readonly host: string;
  readonly namespace: string;
  readonly self: ResourceRef;
}

/** Whatever could overlap: the same host in all its spellings, wildcards, and what a wildcard covers. */
function candidates({ world, host, namespace, self }: Asked): readonly Candidates[] {
  const key = registryKey(world, host, namespace);
  const names = [...new Set([key, qualifiedHost(world, host, namespace), host])];
  const covering = world.has(wildcardMeshVirtualServiceHosts, ANY_WILDCARD) ? coveringKeys(names) : [];
  const suffixes = host.startsWith('*') ? suffixesOf(world, host) : [];
  const others = [
    ...covering.map((suffix) => wildcards.of(world, suffix, self)),
    ...suffixes.map((suffix) => bySuffix.of(world, suffix, self)),
  ];
  return [
    ...names.map((name) => sameHost.of(world, name, self)).map((crowd) => ({ crowd, sorts: crowd.sorts })),
    ...others.map((crowd) => ({
      crowd,
      sorts: crowd.sorts.filter(({ sample }) => !names.includes(sample.row.host)),
    })),
  ];
}

/** Keys of all hosts that a wildcard may cover. */
function suffixesOf(world: WorldReader, wildcard: string): readonly string[] {
  const tail = wildcard.slice(1);
  const domain = `.svc.${world.config('clusterDomain')}`;
  const suffixes = new Set([wildcardKey(tail)]);
  if (tail.endsWith(domain)) suffixes.add(tail.slice(0, tail.length - domain.length + '.svc'.length));
  if (domain.endsWith(tail)) suffixes.add('.svc');
  return [...suffixes];
}
