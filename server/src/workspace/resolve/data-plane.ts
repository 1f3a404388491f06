/** What carries the traffic of a workload: a proxy of its own, or ztunnel, which knows connections only. */
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import { namespaces } from '../tables/namespaces.ts';
import { gatewayWorkloads, type WorkloadRow, workloadsInNamespace } from '../tables/workloads.ts';
import { isAmbient, membershipOf } from './mesh-membership.ts';
import { selectWorkloads } from './workloads.ts';

/** `none`: it is kept out of the mesh. `unknown`: a label that no file tells decides. */
export type DataPlane = 'proxy' | 'ztunnel' | 'waypoint' | 'none' | 'unknown';

const MODE = 'istio.io/dataplane-mode';
const MANAGED = 'gateway.istio.io/managed';

export function dataPlaneOf(world: WorldReader, workload: WorkloadRow): DataPlane {
  const { labels, mesh, namespace, origin } = workload;
  if (labels[MANAGED] === 'istio.io-mesh-controller') return 'waypoint';
  if (origin === 'gateway' || origin === 'builtin' || mesh === 'sidecar') return 'proxy';
  if (mesh === 'ambient') return 'ztunnel';
  const written = world.read(namespaces, namespace).at(-1)?.row;
  const isInjected = written !== undefined && membershipOf(written) === 'in' && !isAmbient(world, namespace);
  if (mesh === 'namespace' && isInjected) return 'proxy';
  if (labels[MODE] === 'none') return 'none';
  // No proxy is asked for: that does not keep a pod out of ambient mode.
  if (labels[MODE] === 'ambient' || isAmbient(world, namespace)) return 'ztunnel';
  return mesh === 'none' ? 'none' : 'unknown';
}

export interface SelectedPlanes {
  /** Each once, in the order of the alphabet. */
  readonly planes: readonly DataPlane[];
  /** The first workload in ambient mode; empty when there is none. */
  readonly ambient: string;
  /** Labels of those in ambient mode that choose a waypoint, each choice once; `undefined` where one has none. */
  readonly waypoints: readonly (string | null)[];
}

/** What carries the traffic of the workloads that a selector of a namespace matches. */
export function selectedPlanes(world: WorldReader, namespace: string, selector: Labels): SelectedPlanes {
  return world.derive(planesOfSelected, JSON.stringify([namespace, Object.entries(selector)]));
}

/** Asked once for all that have the same selector. Key: namespace and pairs as JSON. */
const planesOfSelected = defineDerived<SelectedPlanes>({
  name: 'planesOfSelected',
  derive(key, world) {
    const [namespace, pairs] = JSON.parse(key) as readonly [string, readonly (readonly [string, string])[]];
    const found = selectWorkloads(world, namespace, Object.fromEntries(pairs)).map(({ row }) => ({
      row,
      plane: dataPlaneOf(world, row),
    }));
    const ambient = found.filter(({ plane }) => plane === 'ztunnel').map(({ row }) => row);
    return {
      planes: [...new Set(found.map(({ plane }) => plane))].sort(),
      ambient: ambient[0]?.name ?? '',
      waypoints: [...new Set(ambient.map(({ labels }) => labels['istio.io/use-waypoint'] ?? null))],
    };
  },
});

/** Who could carry out by itself, as a client, what is written for a service. Gateways do so for what they route to. */
export interface ProxiedClients {
  readonly hasSidecars: boolean;
  readonly hasGateways: boolean;
}

export function proxiedClients(world: WorldReader): ProxiedClients {
  return world.derive(clientsWithProxy, '');
}

/** Key: empty. */
const clientsWithProxy = defineDerived<ProxiedClients>({
  name: 'clientsWithProxy',
  derive(_, world) {
    const gateways = new Set(
      world.read(gatewayWorkloads, '').map(({ row }) => `${row.namespace}/${row.name}`),
    );
    const isInjected = world
      .read(namespaces, '*')
      .some(({ row }) => membershipOf(row) === 'in' && !isAmbient(world, row.name));
    const workloads = world.read(workloadsInNamespace, '*').map(({ row }) => row);
    const made = world.read(workloadsInNamespace, 'gateways *').map(({ row }) => row);
    return {
      hasSidecars:
        isInjected ||
        workloads.some((row) => row.mesh === 'sidecar' && !gateways.has(`${row.namespace}/${row.name}`)),
      hasGateways: gateways.size > 0 || made.some((row) => dataPlaneOf(world, row) !== 'waypoint'),
    };
  },
});
