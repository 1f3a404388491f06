/** Sidecar facts: which workloads it is for, and what they may reach. */
import type { Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface SidecarFacts {
  /** Absent or without labels: the whole namespace. */
  readonly workloadSelector: Readonly<Record<string, string>> | undefined;
  readonly egress: readonly { readonly path: string; readonly hosts: readonly Sourced<string>[] }[];
}

export const sidecar: Model<SidecarFacts> = {
  kinds: ['networking.istio.io/Sidecar'],
  build({ spec }) {
    const selector = spec.get('workloadSelector');
    return {
      workloadSelector: selector.exists ? selector.get('labels').stringMap() : undefined,
      egress: spec
        .get('egress')
        .items()
        .map((item) => ({ path: item.path, hosts: item.get('hosts').strings() })),
    };
  },
};
