/** Facts of kinds that pick workloads of their namespace, in one form whatever the field is called. */
import type { KindId } from '../base/kind-id.ts';
import type { Model } from './resource.ts';
import { selectorLabels } from './selector-labels.ts';
import { targetRefs } from './target-refs.ts';

export const WORKLOAD_SELECTOR_KINDS = [
  'networking.istio.io/Sidecar',
  'telemetry.istio.io/Telemetry',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/PeerAuthentication',
  'security.istio.io/RequestAuthentication',
  'extensions.istio.io/WasmPlugin',
] as const satisfies readonly KindId[];

export interface WorkloadSelectorFacts {
  /** Empty: all workloads. */
  readonly labels: Readonly<Record<string, string>>;
  /** Path of the map of labels. */
  readonly labelsPath: string;
  /** Path of the field around it: `spec.selector`. */
  readonly path: string;
  /** Attached by `targetRef` or `targetRefs` instead. */
  readonly isTargeted: boolean;
}

export const workloadSelector: Model<WorkloadSelectorFacts> = {
  kinds: WORKLOAD_SELECTOR_KINDS,
  build(resource) {
    const { labels } = selectorLabels(resource);
    return {
      labels: labels.stringMap(),
      labelsPath: labels.path,
      path: labels.path.replace(/\.\w+$/, ''),
      isTargeted: targetRefs(resource).length > 0,
    };
  },
};
