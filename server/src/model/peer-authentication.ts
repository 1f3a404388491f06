/** PeerAuthentication facts: the mode of mutual TLS, for all ports and for single ones. */
import type { Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface PortMtls {
  /** Path of the entry of `portLevelMtls`. */
  readonly path: string;
  /** Port of the workload, not of its Service. */
  readonly port: number;
  readonly mode: Sourced<string> | undefined;
}

export interface PeerAuthenticationFacts {
  /** Absent: inherited. */
  readonly mode: Sourced<string> | undefined;
  readonly ports: readonly PortMtls[];
}

export const peerAuthentication: Model<PeerAuthenticationFacts> = {
  kinds: ['security.istio.io/PeerAuthentication'],
  build({ spec }) {
    return {
      mode: spec.get('mtls').get('mode').sourcedString(),
      ports: spec
        .get('portLevelMtls')
        .entries()
        .filter(({ key }) => /^\d+$/.test(key))
        .map(({ key, value }) => ({
          path: value.path,
          port: Number(key),
          mode: value.get('mode').sourcedString(),
        })),
    };
  },
};
