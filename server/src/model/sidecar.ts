/** Sidecar facts: which workloads it is for, what they may reach, and what reaches them. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface SidecarPort {
  readonly path: string;
  /** 0 when written without a number, as the control plane reads it. */
  readonly number: number;
  readonly name: string;
  readonly protocol: string;
}

export interface SidecarEgress {
  readonly path: string;
  readonly hosts: readonly Sourced<string>[];
  /** Absent: the listener for every other port. */
  readonly port: SidecarPort | undefined;
  readonly bind: string;
}

export interface SidecarIngress {
  readonly path: string;
  readonly port: SidecarPort | undefined;
  readonly defaultEndpoint: Sourced<string> | undefined;
}

export interface SidecarFacts {
  /** Absent or without labels: the whole namespace. */
  readonly workloadSelector: Readonly<Record<string, string>> | undefined;
  readonly egress: readonly SidecarEgress[];
  readonly ingress: readonly SidecarIngress[];
  /** Absent: that of the mesh. A block without `mode` means `REGISTRY_ONLY`, the first value of the enum. */
  readonly outboundTrafficPolicy:
    | { readonly path: string; readonly mode: string; readonly egressProxy: EgressProxy | undefined }
    | undefined;
}

export interface EgressProxy {
  readonly path: string;
  /** In full; short names are not completed. */
  readonly host: Sourced<string> | undefined;
  readonly port: Sourced<number> | undefined;
  readonly subset: Sourced<string> | undefined;
}

export const sidecar: Model<SidecarFacts> = {
  kinds: ['networking.istio.io/Sidecar'],
  build({ spec }) {
    const selector = spec.get('workloadSelector');
    const policy = spec.get('outboundTrafficPolicy');
    return {
      workloadSelector: selector.exists ? selector.get('labels').stringMap() : undefined,
      egress: spec
        .get('egress')
        .items()
        .map((item) => ({
          path: item.path,
          hosts: item.get('hosts').strings(),
          port: port(item.get('port')),
          bind: item.get('bind').string() ?? '',
        })),
      ingress: spec
        .get('ingress')
        .items()
        .map((item) => ({
          path: item.path,
          port: port(item.get('port')),
          defaultEndpoint: item.get('defaultEndpoint').sourcedString(),
        })),
      outboundTrafficPolicy: policy.isMap
        ? {
            path: policy.path,
            mode: policy.get('mode').string() ?? 'REGISTRY_ONLY',
            egressProxy: egressProxy(policy.get('egressProxy')),
          }
        : undefined,
    };
  },
};

function port(cursor: Cursor): SidecarPort | undefined {
  if (!cursor.isMap) return undefined;
  return {
    path: cursor.path,
    number: cursor.get('number').number() ?? 0,
    name: cursor.get('name').string() ?? '',
    protocol: cursor.get('protocol').string() ?? '',
  };
}

function egressProxy(cursor: Cursor): EgressProxy | undefined {
  if (!cursor.isMap) return undefined;
  return {
    path: cursor.path,
    host: cursor.get('host').sourcedString(),
    port: cursor.get('port').get('number').sourcedNumber(),
    subset: cursor.get('subset').sourcedString(),
  };
}
