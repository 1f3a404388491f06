/** The workloads that the labels at a place choose from: what a selector may ask for. */
import { MATCH_LABELS_KINDS, WORKLOAD_LABELS_KINDS } from '../../../model/selector-labels.ts';
import { POD_KINDS, podTemplatePath } from '../../../model/workload.ts';
import { type Labels, selectorMatches } from '../../../primitives/selector.ts';
import { lookupHost } from '../../../workspace/resolve/hosts.ts';
import { selectWorkloads } from '../../../workspace/resolve/workloads.ts';
import type { FrameStep } from '../../text-outline/outline.ts';
import { type MeshPlace, nodeAt, stringsOf } from './mesh-place.ts';

/** A workload, or an endpoint that a ServiceEntry lists. */
export interface Labelled {
  readonly name: string;
  readonly labels: Labels;
}

/**
 * Those that carry all labels of the map but `except`. Undefined where the map at `mapSteps` selects nothing.
 */
export function labelledBy(
  place: MeshPlace,
  mapSteps: readonly FrameStep[],
  except: string,
): readonly Labelled[] | undefined {
  const written = stringsOf(nodeAt(place, mapSteps));
  const others = Object.fromEntries(
    Object.entries(written).filter(([key, value]) => key !== except && value !== ''),
  );
  const map = mapSteps.map((step) => (typeof step === 'number' ? '[]' : step)).join('.');
  if (map === 'spec.subsets.[].labels') return behindHost(place, others);
  if (POD_KINDS.includes(place.kindId)) {
    return map === 'spec.selector.matchLabels' ? ownPods(place, others) : undefined;
  }
  const namespace = namespaceAsked(place, map, mapSteps);
  if (namespace === undefined) return undefined;
  return selectWorkloads(place.reader, namespace, others).map(({ row }) => row);
}

/** `*`: all of them. Undefined: the map is no selector. */
function namespaceAsked(place: MeshPlace, map: string, mapSteps: readonly FrameStep[]): string | undefined {
  const { kindId, namespace, reader } = place;
  const scope = namespace === reader.config('rootNamespace') ? '*' : namespace;
  if (kindId === 'core/Service') return map === 'spec.selector' ? namespace : undefined;
  if (kindId === 'networking.istio.io/Gateway') return map === 'spec.selector' ? '*' : undefined;
  if (kindId === 'networking.istio.io/VirtualService') {
    const match = stringsOf(nodeAt(place, mapSteps.slice(0, -1)));
    return map.endsWith('sourceLabels') ? (match['sourceNamespace'] ?? '*') : undefined;
  }
  if (kindId === 'networking.istio.io/DestinationRule') {
    return map === 'spec.workloadSelector.matchLabels' ? namespace : undefined;
  }
  if (MATCH_LABELS_KINDS.some((kind) => kind === kindId)) {
    return map === 'spec.selector.matchLabels' ? scope : undefined;
  }
  if (!WORKLOAD_LABELS_KINDS.some((kind) => kind === kindId) || map !== 'spec.workloadSelector.labels') {
    return undefined;
  }
  return kindId === 'networking.istio.io/ServiceEntry' ? namespace : scope;
}

/** A subset chooses among what its rule's host already means. */
function behindHost(place: MeshPlace, others: Labels): readonly Labelled[] {
  const { reader, namespace } = place;
  const host = stringsOf(nodeAt(place, ['spec']))['host'] ?? '';
  const found = lookupHost(reader, host, { namespace, exportTo: [] });
  if (host === '' || found.status !== 'found') return [];
  return found.entries.flatMap(({ row }) => [
    ...(row.selector === undefined
      ? []
      : selectWorkloads(reader, row.namespace, { ...row.selector, ...others }).map((entry) => entry.row)),
    ...row.endpointLabels
      .filter((labels) => selectorMatches(others, labels))
      .map((labels) => ({ name: 'an endpoint', labels })),
  ]);
}

function ownPods(place: MeshPlace, others: Labels): readonly Labelled[] {
  const steps = podTemplatePath(place.kindId, 'metadata').split('.');
  const labels = stringsOf(nodeAt(place, [...steps, 'labels']));
  return selectorMatches(others, labels) ? [{ name: place.name, labels }] : [];
}
