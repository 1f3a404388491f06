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
  /** A list whose items must differ. */
  readonly uniqueItems?: boolean;
  /** Another spelling that is read as well: the snake_case of protobuf. */
  readonly alias?: string;
  /** First and last bundle that has the field; absent: as old as its kind, still there. */
  readonly since?: string;
  readonly until?: string;
  /** Release in which an enum value appeared, for values younger than the field. */
  readonly enumSince?: Readonly<Record<string, string>>;
  /** Gateway API: in the experimental channel only (or until `standardSince`). */
  readonly experimental?: boolean;
  readonly standardSince?: string;
  /** What it is, where the families of messages say so beside the field. */
  readonly doc?: string;
  /** What to use instead, or that it has no effect. Markdown. */
  readonly deprecated?: string;
  /** The same for values of an enum. */
  readonly deprecatedValues?: Readonly<Record<string, string>>;
  /** Limits that changed: pairs of a release and the value before it (`null`: no limit), oldest first. */
  readonly limitsBefore?: Readonly<Partial<Record<Limit, readonly (readonly [string, unknown])[]>>>;
  /** Limits that differ in another served API version (`null`: no limit there). */
  readonly limitsByVersion?: Readonly<Record<string, Readonly<Partial<Record<Limit, unknown>>>>>;
}

/** The constraints that have a history. */
export type Limit =
  | 'required'
  | 'pattern'
  | 'minimum'
  | 'maximum'
  | 'minLength'
  | 'maxLength'
  | 'minItems'
  | 'maxItems'
  | 'minProperties'
  | 'maxProperties';

/**
 * `mesh`: the messages that configure a mesh, and IstioOperator, which holds them. `envoy`: the messages that patches and
 * extensions of proxies are made of. `meshwright`: files of our own.
 */
export type FamilyName = 'istio' | 'gateway-api' | 'mesh' | 'envoy' | 'meshwright';

/** Gateway API bundles come in two channels; Istio kinds are the same in both. */
export type Channel = 'standard' | 'experimental';

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
  readonly family: FamilyName;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  readonly since?: string;
  readonly until?: string;
  /** The object as a whole: `fields` holds `spec` and `status` (metadata is the same for all kinds). */
  readonly root: FieldSchema;
  /** True when the standard channel of the Gateway API lacks the kind. */
  readonly experimental: boolean;
  /** Versions of a release (Istio release or Gateway API tag; the newest known one up to it), preferred one first. */
  versions(release: string, channel?: Channel): readonly ServedVersion[];
}

/** Documentation of one field in our own words (`schemas/source/field-docs.yaml`). Markdown in every text. */
export interface FieldDoc {
  readonly doc: string;
  /** What the message behind the field is, when several fields share one. */
  readonly about?: string;
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
