/** What comes of a route query; the keys are public (`meshwright query`). */
import type { WeightedCluster } from './clusters.ts';
import type { Step } from './steps.ts';

export type RouteOutcome =
  | 'routed'
  | 'redirect'
  | 'directResponse'
  /** 404. */
  | 'noRoute'
  /** 500, Gateway API. */
  | 'invalidBackend'
  | 'passthrough'
  /** 502 behind an HTTP listener, else the connection is closed. */
  | 'blackhole'
  /** Nobody listens, or no filter chain takes the connection. */
  | 'noListener';

export interface RouteAnswer {
  readonly outcome: RouteOutcome;
  /** HTTP status of what is not forwarded. */
  readonly status?: number;
  /** `namespace/name`; absent for the default route of a service. */
  readonly virtualService?: string;
  readonly httpRoute?: string;
  readonly route?: { readonly name?: string; readonly index: number; readonly matchIndex?: number };
  readonly destinations?: readonly WeightedCluster[];
  readonly missingClusters?: readonly string[];
  readonly mirrors?: readonly { readonly cluster: string; readonly percent: number }[];
  readonly timeout?: string;
  readonly retries?: { readonly attempts: number };
  readonly rewrite?: { readonly path: string; readonly authority: string };
  readonly location?: string;
  readonly steps: readonly Step[];
}
