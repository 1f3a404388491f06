/** Selectors to workloads, the virtual ones included, and workloads to the Services that select them. */
import { printsLocalVariable } from '../../base/placeholder.ts';
import { type Labels, selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { defineDerived } from '../derived.ts';
import type { Entry } from '../table.ts';
import {
  labelKey,
  type ServiceSelectorRow,
  serviceSelectors,
  type WorkloadRow,
  workloadsByLabel,
  workloadsInNamespace,
} from '../tables/workloads.ts';
import { BUILT_IN_NAMESPACE, builtInService, builtInWorkload, INGRESS_LABELS } from './built-in-gateway.ts';
import { clusterOf } from './clusters.ts';
import { copiesOfWorkloads, withoutRevisionHash } from './controllers.ts';
import { isMade } from './gateway-classes.ts';
import { withoutInjected } from './injected-labels.ts';

/** Workloads of a namespace (`*`: of the world) that a selector matches. Reads only one label's workloads. */
export function selectWorkloads(
  world: WorldReader,
  namespace: string,
  asked: Labels,
): readonly Entry<WorkloadRow>[] {
  // Labels that a loop of a template writes are others in each of its rounds.
  if (Object.entries(asked).flat().some(printsLocalVariable)) return [];
  const injected = withoutInjected(asked);
  if (injected !== undefined) {
    return selectWorkloads(world, namespace, injected.written).filter(({ row }) => injected.isCarried(row));
  }
  const selector = withoutRevisionHash(asked);
  const inFiles = writtenWorkloads(world, namespace, selector);
  const copies = copiesOfWorkloads(world, selector, (original) =>
    writtenWorkloads(world, namespace, original),
  );
  const written = copies.length === 0 ? inFiles : [...inFiles, ...copies];
  const isCandidate =
    (namespace === '*' || namespace === BUILT_IN_NAMESPACE) && selectorMatches(selector, INGRESS_LABELS);
  const builtIn = isCandidate ? builtInWorkload(world) : undefined;
  return builtIn === undefined ? written : [...written, builtIn];
}

/** The label for which a selector matches nothing: the first that no workload carries; undefined when each is carried. */
export function labelNobodyCarries(
  world: WorldReader,
  namespace: string,
  selector: Labels,
): string | undefined {
  return Object.entries(selector).find(
    ([label, value]) => selectWorkloads(world, namespace, { [label]: value }).length === 0,
  )?.[0];
}

/** Services that send traffic to a workload. */
export function servicesSelecting(
  world: WorldReader,
  workload: Pick<WorkloadRow, 'namespace' | 'labels'>,
): readonly Entry<ServiceSelectorRow>[] {
  const pairs = Object.entries(workload.labels);
  const cells = pairs.map(([label, value]) =>
    world.read(serviceSelectors, labelKey(workload.namespace, label, value)),
  );
  const written = cells.some((entries) => entries.length > MANY_SERVICES)
    ? world.derive(selectingServices, JSON.stringify([workload.namespace, pairs]))
    : cells.flatMap((entries) => selecting(world, entries, workload.labels));
  if (workload.namespace !== BUILT_IN_NAMESPACE || !selectorMatches(INGRESS_LABELS, workload.labels)) {
    return written;
  }
  const builtIn = builtInService(world);
  return builtIn === undefined ? written : [...written, builtIn];
}

/**
 * Services of a cluster that send traffic to workloads with some labels. Key, as derived reads of such workloads have
 * it: cluster, namespace and pairs of the labels as JSON.
 */
export function servicesOfCluster(world: WorldReader, key: string): readonly Entry<ServiceSelectorRow>[] {
  const [cluster, namespace, pairs] = JSON.parse(key) as readonly [
    string,
    string,
    readonly (readonly [string, string])[],
  ];
  return servicesSelecting(world, { namespace, labels: Object.fromEntries(pairs) }).filter(({ resource }) => {
    const other = clusterOf(world, resource);
    return cluster === other || cluster === '' || other === '';
  });
}

function selecting(
  world: WorldReader,
  entries: readonly Entry<ServiceSelectorRow>[],
  labels: Labels,
): readonly Entry<ServiceSelectorRow>[] {
  return entries.filter(({ row }) => selectorMatches(row.selector, labels) && isMade(world, row));
}

const MANY_SERVICES = 16;

/** Key: namespace and labels of a workload as JSON; at least one. */
const selectingServices = defineDerived<readonly Entry<ServiceSelectorRow>[]>({
  name: 'selectingServices',
  derive(key, world) {
    const [namespace, pairs] = JSON.parse(key) as readonly [string, readonly (readonly [string, string])[]];
    const labels = Object.fromEntries(pairs);
    return pairs.flatMap(([label, value]) =>
      selecting(world, world.read(serviceSelectors, labelKey(namespace, label, value)), labels),
    );
  },
});

function writtenWorkloads(
  world: WorldReader,
  namespace: string,
  selector: Labels,
): readonly Entry<WorkloadRow>[] {
  const pairs = Object.entries(selector);
  const [first] = pairs;
  if (first === undefined) {
    return [
      ...world.read(workloadsInNamespace, namespace),
      ...world.read(workloadsInNamespace, `gateways ${namespace}`).filter(({ row }) => isMade(world, row)),
    ];
  }
  const carrying = world.read(workloadsByLabel, labelKey(namespace, first[0], first[1]));
  if (carrying.length > MANY_WORKLOADS) {
    return world.derive(selectedWorkloads, JSON.stringify([namespace, pairs]));
  }
  return carrying.filter(({ row }) => selectorMatches(selector, row.labels) && isMade(world, row));
}

/** So many are looked through once for all who ask with one selector. */
const MANY_WORKLOADS = 16;

/** Key: namespace and pairs of a selector as JSON; at least one. */
const selectedWorkloads = defineDerived<readonly Entry<WorkloadRow>[]>({
  name: 'selectedWorkloads',
  derive(key, world) {
    const [namespace, pairs] = JSON.parse(key) as readonly [string, readonly (readonly [string, string])[]];
    const selector = Object.fromEntries(pairs);
    const [label = '', value = ''] = pairs[0] ?? [];
    return world
      .read(workloadsByLabel, labelKey(namespace, label, value))
      .filter(({ row }) => selectorMatches(selector, row.labels) && isMade(world, row));
  },
});
