/** Whose address a workload sees when clients from outside the cluster reach it. */
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import type { Entry } from '../table.ts';
import { namedUses, useKey } from '../tables/uses.ts';
import type { ServiceSelectorRow } from '../tables/workloads.ts';
import { selectWorkloads, servicesSelecting } from './workloads.ts';

/** `node`: a Service hands connections on by way of a node. `gateway`: nothing but a gateway leads there. */
export type DirectPeers =
  | {
      readonly by: 'node' | 'gateway';
      readonly service: Entry<Pick<ServiceSelectorRow, 'name' | 'namespace'>>;
      readonly workload: string;
    }
  | { readonly by: 'unknown' };

/** Of all workloads that a selector matches: `unknown` where they differ, or the files do not tell. */
export function directPeers(world: WorldReader, namespace: string, selector: Labels): DirectPeers {
  return world.derive(peersOfSelected, JSON.stringify([namespace, Object.entries(selector)]));
}

const UNKNOWN: DirectPeers = { by: 'unknown' };

/** Key: namespace and pairs of the selector as JSON. */
const peersOfSelected = defineDerived<DirectPeers>({
  name: 'peersOfSelected',
  derive(key, world) {
    const [namespace, pairs] = JSON.parse(key) as readonly [string, readonly (readonly [string, string])[]];
    const workloads = selectWorkloads(world, namespace, Object.fromEntries(pairs)).map(({ row }) => row);
    // Machines have addresses of their own, and what stands in no file has a Service that nobody knows.
    if (workloads.length === 0 || workloads.some(({ origin }) => origin !== 'template' && origin !== 'pod')) {
      return UNKNOWN;
    }
    const found = workloads.map(({ namespace: home, labels, name }) => ({
      name,
      services: servicesSelecting(world, { namespace: home, labels }),
    }));
    const all = found.flatMap(({ services }) => services);
    if (all.some(({ row }) => row.outside === 'unknown' || row.outside === 'client')) return UNKNOWN;
    const isOpen = (services: readonly Entry<ServiceSelectorRow>[]) =>
      services.some(({ row }) => row.outside === 'node');
    const open = found.filter(({ services }) => isOpen(services));
    const [first] = found;
    if (open.length === found.length && first !== undefined) {
      const service = first.services.find(({ row }) => row.outside === 'node');
      return service === undefined ? UNKNOWN : answer('node', service, first.name);
    }
    if (open.length > 0 || first === undefined) return UNKNOWN;
    // In a whole cluster, what no Service opens to the outside is reached by way of a gateway, if at all.
    const isClosed = world.config('completeness') === 'complete';
    const isBehind = ({ row }: Entry<ServiceSelectorRow>) => isClosed || isRoutedTo(world, row);
    const routed = first.services.find(isBehind);
    const isEach = found.every(({ services }) => services.some(isBehind));
    return routed === undefined || !isEach ? UNKNOWN : answer('gateway', routed, first.name);
  },
});

/** Only what readers need: other fields of the Service reach nobody. */
function answer(
  by: 'node' | 'gateway',
  { resource, row: { name, namespace } }: Entry<ServiceSelectorRow>,
  workload: string,
): DirectPeers {
  return { by, service: { resource, row: { name, namespace } }, workload };
}

/** A route of a gateway sends traffic there. */
function isRoutedTo(world: WorldReader, { namespace, name }: ServiceSelectorRow): boolean {
  const named = world.read(namedUses, useKey('core/Service', namespace, name));
  return named.some(({ row }) => row.isAtGateway === true);
}
