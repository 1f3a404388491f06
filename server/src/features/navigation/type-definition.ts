/** What runs behind the name under the cursor: the workloads of a host, a subset, a gateway or an account. */
import { destinationRule } from '../../model/destination-rule.ts';
import { gateway } from '../../model/gateway.ts';
import type { ResourceRef } from '../../model/resource.ts';
import { POD_KINDS } from '../../model/workload.ts';
import type { Labels } from '../../primitives/selector.ts';
import { originsOf, targetsOf } from '../../workspace/references/lookup.ts';
import type { PlacedSite } from '../../workspace/references/site.ts';
import { sitesAt } from '../../workspace/references/sites-at.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import { Slot } from '../../workspace/slot.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { WorldView } from '../../workspace/world-view.ts';
import type { Definition } from './definition.ts';
import { type Location, uniqueLocations } from './location.ts';

/** Undefined where nothing runs behind the name, or the files do not hold it. */
export function typeDefinition(snapshot: Snapshot, uri: string, offset: number): Definition | undefined {
  for (const site of sitesAt(snapshot, uri, offset)) {
    const targets = site.role === 'target' ? [site] : targetsOf(site.world.reader(), site);
    const resources = targets.flatMap((target) => workloadsBehind(snapshot, site.world, target));
    const places = uniqueLocations(resources.flatMap((resource) => placeOf(snapshot, resource)));
    if (places.length > 0) return { origin: site.range, targets: places };
  }
  return undefined;
}

function workloadsBehind(snapshot: Snapshot, world: WorldView, target: PlacedSite): readonly ResourceRef[] {
  const { resource } = snapshot.slotOf(target.resource);
  switch (target.row.kind) {
    case 'host':
      return ofHost(world, String(target.row.facts['host']), resource.namespace, {});
    case 'subset': {
      const facts = resource.facts(destinationRule);
      const subset = facts.subsets.find(({ name }) => name.path === target.row.path);
      return ofHost(world, facts.host?.value ?? '', resource.namespace, subset?.labels ?? {});
    }
    case 'gateway':
      return selected(
        world,
        gatewayScope(world.reader(), resource.namespace),
        resource.facts(gateway).selector,
      );
    case 'service-account':
      return originsOf(world, target)
        .map((origin) => origin.resource)
        .filter(({ kindId }) => POD_KINDS.includes(kindId));
    default:
      return [];
  }
}

function ofHost(world: WorldView, host: string, namespace: string, labels: Labels): readonly ResourceRef[] {
  const written = host.endsWith('.svc') ? `${host}.${world.config.clusterDomain}` : host;
  const found = lookupHost(world.reader(), written, { namespace, exportTo: [] });
  if (found.status === 'missing') return [];
  return found.entries.flatMap(({ row }) =>
    row.selector === undefined ? [] : selected(world, row.namespace, { ...row.selector, ...labels }),
  );
}

function selected(world: WorldView, namespace: string, selector: Labels): readonly ResourceRef[] {
  return Object.keys(selector).length === 0
    ? []
    : selectWorkloads(world.reader(), namespace, selector).map(({ resource }) => resource);
}

/** The built-in gateway stands in no file. */
function placeOf(snapshot: Snapshot, resource: ResourceRef): readonly Location[] {
  return resource instanceof Slot ? [snapshot.rangeOf({ resource, path: 'metadata.name' })] : [];
}
