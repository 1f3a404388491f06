/** Selectors of an object, and the workloads that each of them means. */
import type { KindId } from '../../base/kind-id.ts';
import { destinationRule } from '../../model/destination-rule.ts';
import type { Resource } from '../../model/resource.ts';
import { SELECTOR_KINDS, selectorLabels } from '../../model/selector-labels.ts';
import { type Labels, selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import { gatewayScope } from '../../workspace/resolve/gateway-scope.ts';
import { lookupHost } from '../../workspace/resolve/hosts.ts';
import { selectWorkloads } from '../../workspace/resolve/workloads.ts';
import type { Entry } from '../../workspace/table.ts';
import type { WorkloadRow } from '../../workspace/tables/workloads.ts';

export interface Selection {
  /** Path of the field: `spec.selector`, a subset's `labels`. */
  readonly path: string;
  /** Path of the map of labels in it. */
  readonly labelsPath: string;
  readonly labels: Labels;
  /** `*`: every namespace. */
  readonly namespace: string;
  /** Of a subset: the host whose workloads are asked. */
  readonly host?: string;
}

/** Kinds whose selector counts in their own namespace even in the root namespace. */
const LOCAL: readonly KindId[] = ['networking.istio.io/DestinationRule', 'networking.istio.io/ServiceEntry'];

/** Selectors that are written, in the order of the text. */
export function selectionsOf(world: WorldReader, resource: Resource): readonly Selection[] {
  const { kindId, namespace, spec } = resource;
  const plain = (scope: string): readonly Selection[] => {
    const selector = spec.get('selector');
    const place = { path: selector.path, labelsPath: selector.path, labels: selector.stringMap() };
    return Object.keys(place.labels).length === 0 ? [] : [{ ...place, namespace: scope }];
  };
  if (kindId === 'core/Service') return plain(namespace);
  if (kindId === 'networking.istio.io/Gateway') return plain(gatewayScope(world, namespace));
  if (!SELECTOR_KINDS.some((kind) => kind === kindId)) return [];
  const { labels } = selectorLabels(resource);
  const path = labels.path.slice(0, labels.path.lastIndexOf('.'));
  const isEverywhere = namespace === world.config('rootNamespace') && !LOCAL.includes(kindId);
  const own: Selection = {
    path,
    labelsPath: labels.path,
    labels: labels.stringMap(),
    namespace: isEverywhere ? '*' : namespace,
  };
  const isWritten = resource.cursor.at(path).exists && Object.keys(own.labels).length > 0;
  return [...(isWritten ? [own] : []), ...subsetSelections(resource)];
}

/** The workloads, and how many endpoints that a ServiceEntry lists carry the labels too. */
export interface Selected {
  readonly workloads: readonly Entry<WorkloadRow>[];
  readonly endpoints: number;
}

export function selectedBy(world: WorldReader, { labels, namespace, host }: Selection): Selected {
  return host === undefined
    ? { workloads: selectWorkloads(world, namespace, labels), endpoints: 0 }
    : workloadsOfHost(world, host, namespace, labels);
}

/** Behind a host as seen from a namespace; `labels` narrow them down, as those of a subset do. */
export function workloadsOfHost(
  world: WorldReader,
  host: string,
  namespace: string,
  labels: Labels,
): Selected {
  const found = lookupHost(world, host, { namespace, exportTo: [] });
  const entries = found.status === 'missing' ? [] : found.entries;
  const workloads = entries.flatMap(({ row }) =>
    row.selector === undefined ? [] : selectWorkloads(world, row.namespace, { ...row.selector, ...labels }),
  );
  const endpoints = entries.flatMap(({ row }) =>
    row.endpointLabels.filter((carried) => selectorMatches(labels, carried)),
  );
  return { workloads, endpoints: endpoints.length };
}

function subsetSelections(resource: Resource): readonly Selection[] {
  if (resource.kindId !== 'networking.istio.io/DestinationRule') return [];
  const { host, subsets } = resource.facts(destinationRule);
  if (host === undefined) return [];
  return subsets
    .filter(({ labels }) => Object.keys(labels).length > 0)
    .map(({ path, labels }) => ({
      path: `${path}.labels`,
      labelsPath: `${path}.labels`,
      labels,
      namespace: resource.namespace,
      host: host.value,
    }));
}
