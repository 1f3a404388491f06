/** What policies are for: workloads by label, or objects by `targetRef` and `targetRefs`. One form for all their kinds. */
import type { KindId } from '../base/kind-id.ts';
import { type ObjectReference, objectReference } from './object-reference.ts';
import type { Model } from './resource.ts';
import { selectorLabels } from './selector-labels.ts';
import { targetRefs } from './target-refs.ts';

export const POLICY_KINDS = [
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/RequestAuthentication',
  'security.istio.io/PeerAuthentication',
  'telemetry.istio.io/Telemetry',
  'extensions.istio.io/WasmPlugin',
  'extensions.istio.io/TrafficExtension',
  'networking.istio.io/EnvoyFilter',
  'networking.istio.io/ProxyConfig',
] as const satisfies readonly KindId[];

export interface PolicyTargetFacts {
  /** Labels of the selector; empty when it is written without any, absent when it is not written. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  /** Path of the map of labels, written or not. */
  readonly labelsPath: string;
  readonly targetRefs: readonly ObjectReference[];
}

export const policyTarget: Model<PolicyTargetFacts> = {
  kinds: POLICY_KINDS,
  build(resource) {
    const { labels } = selectorLabels(resource);
    const selector = resource.cursor.at(labels.path.replace(/\.\w+$/, ''));
    return {
      selector: selector.exists ? labels.stringMap() : undefined,
      labelsPath: labels.path,
      targetRefs: targetRefs(resource).map((item) => objectReference(item)),
    };
  },
};
