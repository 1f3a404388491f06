/** How policies say what they are for: `selector`, or `targetRef`/`targetRefs`. The same in seven kinds. */
import type { Sourced } from './cursor.ts';
import type { Model, Resource } from './resource.ts';

export interface TargetRef {
  readonly path: string;
  readonly group: string;
  readonly kind: string;
  readonly name: Sourced<string> | undefined;
}

export interface PolicyTargetFacts {
  /** `selector.matchLabels`; empty map when `selector` is written without labels. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  readonly targetRefs: readonly TargetRef[];
}

export const policyTarget: Model<PolicyTargetFacts> = {
  kinds: [
    'security.istio.io/AuthorizationPolicy',
    'security.istio.io/RequestAuthentication',
    'security.istio.io/PeerAuthentication',
    'telemetry.istio.io/Telemetry',
    'extensions.istio.io/WasmPlugin',
    'extensions.istio.io/TrafficExtension',
    'networking.istio.io/ProxyConfig',
  ],
  build: ({ spec }: Resource) => {
    const selector = spec.get('selector');
    const single = spec.get('targetRef');
    return {
      selector: selector.exists ? selector.get('matchLabels').stringMap() : undefined,
      targetRefs: [...(single.isMap ? [single] : []), ...spec.get('targetRefs').items()].map((item) => ({
        path: item.path,
        group: item.get('group').string() ?? '',
        kind: item.get('kind').string() ?? '',
        name: item.get('name').sourcedString(),
      })),
    };
  },
};
