/** Form of `schemas/istio.json` and `schemas/gateway-api.json`: fields as a table of nodes, each subtree stored once. */
import type { FieldSchema, ServedVersion } from './field-schema.ts';

/** A field whose members and element are indexes into the node table. */
export interface CompactNode extends Omit<FieldSchema, 'fields' | 'element'> {
  readonly fields?: Readonly<Record<string, number>>;
  readonly element?: number;
}

/** Versions from `from` on, until the next span. Empty: the release does not have the kind. */
export interface CompactSpan {
  readonly from: string;
  /** Preferred one first. */
  readonly versions: readonly ServedVersion[];
}

export interface CompactKind {
  readonly group: string;
  readonly kind: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  readonly since?: string;
  readonly until?: string;
  readonly root: number;
  readonly spans: readonly CompactSpan[];
  /** Gateway API: the same for the standard channel; absent when the kind is experimental only. */
  readonly standardSpans?: readonly CompactSpan[];
}

export interface CompactFamily {
  /** Oldest first. */
  readonly releases: readonly string[];
  readonly nodes: readonly CompactNode[];
  readonly kinds: readonly CompactKind[];
}
