/** An installed Helm, where a person has allowed to run it. Hosts bring it; nobody else starts a program. */

/** One rendering: what `helm template` is told. */
export interface HelmCall {
  /** Canonical URI of the chart's folder. */
  readonly folder: string;
  readonly release: string;
  readonly namespace: string;
  /** Values over those of the chart, in order: URIs of files, and texts. */
  readonly values: readonly (string | { readonly text: string })[];
}

export type HelmAnswer =
  | { readonly output: string }
  /** What it has said on its way out. */
  | { readonly stderr: string }
  /** It did not run, or did not come to an end: a sentence without a full stop. */
  | { readonly problem: string };

/** As much of an `AbortSignal` as is needed. */
export interface HelmSignal {
  readonly aborted: boolean;
  addEventListener(type: 'abort', listener: () => void): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

export interface Helm {
  /** One call at a time. Never rejects. */
  template(call: HelmCall, signal: HelmSignal): Promise<HelmAnswer>;
}
