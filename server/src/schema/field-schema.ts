/** What is known about kinds and fields: plain facts compiled into `schemas/`, by group and kind, for every release. */
import type { KindId } from '../base/kind-id.ts';

export type FieldType =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'object'
  | 'list'
  | 'map'
  | 'any'
  | 'int-or-string';

/** One field of a kind. Shared subtrees (TrafficPolicy, StringMatch…) are the same object wherever they occur. */
export interface FieldSchema {
  readonly type: FieldType;
  /** Object members by name, in the order in which the reference lists them. */
  readonly fields?: ReadonlyMap<string, FieldSchema>;
  /** List item or map value. */
  readonly element?: FieldSchema;
  readonly required?: boolean;
  readonly enum?: readonly (string | number)[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly nullable?: boolean;
  readonly default?: unknown;
  /** Unknown keys are allowed below. */
  readonly open?: boolean;
  /** Groups of sibling keys of which at most one (or exactly one) may be set. */
  readonly oneOf?: readonly { readonly keys: readonly string[]; readonly exactlyOne: boolean }[];
  readonly listMapKeys?: readonly string[];
  /** First and last bundle that has the field; absent: as old as its kind, still there. */
  readonly since?: string;
  readonly until?: string;
  /** Release in which an enum value appeared, for values younger than the field. */
  readonly enumSince?: Readonly<Record<string, string>>;
  /** Gateway API: in the experimental channel only (or until `standardSince`). */
  readonly experimental?: boolean;
  readonly standardSince?: string;
}

export interface ServedVersion {
  readonly name: string;
  readonly served: boolean;
  readonly deprecated: boolean;
  readonly storage: boolean;
}

export interface KindSchema {
  readonly id: KindId;
  readonly group: string;
  readonly kind: string;
  readonly family: 'istio' | 'gateway-api';
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  readonly since?: string;
  readonly until?: string;
  /** The object as a whole: `fields` holds `spec` and `status` (metadata is the same for all kinds). */
  readonly root: FieldSchema;
  /** Versions served by a release (Istio release or Gateway API tag), preferred one first. */
  versions(release: string): readonly ServedVersion[];
}

/** Documentation of one field in our own words (`data/field-docs.yaml`). Markdown in every text. */
export interface FieldDoc {
  readonly doc: string;
  readonly default?: string;
  readonly format?: string;
  readonly example?: string;
  readonly pitfall?: string;
  /** Meaning of each enum value. */
  readonly values?: Readonly<Record<string, string>>;
  readonly deprecated?: string;
  readonly stage?: string;
  /** Address of the reference page with its anchor. */
  readonly url: string;
}
