/** What checking a resource against its schema can find. Severities and texts are made by the rules. */
import type { BreachKind, BreachOf } from './conditions/condition.ts';
import type { FamilyName } from './field-schema.ts';

/** Data of each problem, plain JSON, by code. Paths count from the root of the resource. */
export interface SchemaProblemData {
  'unknown-field': {
    readonly field: string;
    /** Path of the object that does not have the field. */
    readonly parent: string;
    /** The known name, when only case or separators differ. */
    readonly spelling: string | null;
    /** Similar names that are still free in the object. */
    readonly suggestions: readonly string[];
    /** Path at which the field exists, one level up or down. */
    readonly place: string | null;
    /** Paths at which it could stand, when there are several. */
    readonly places: readonly string[];
    /** What took the place of a field of an early release. */
    readonly successor: string | null;
  };
  'unknown-top-level': {
    readonly field: string;
    readonly spelling: string | null;
    readonly suggestions: readonly string[];
    readonly place: string | null;
  };
  'wrong-type': {
    readonly field: string;
    readonly expected: TypeName;
    readonly actual: TypeName;
    /** Source text of a scalar. */
    readonly text: string | null;
    readonly hint: TypeHint | null;
    /** Hint `member`: the member of the expected object that takes such a value. */
    readonly member: string | null;
  };
  'null-item': { readonly field: string; readonly expected: TypeName };
  'not-allowed-value': {
    readonly field: string;
    readonly value: string;
    readonly allowed: readonly string[];
    readonly suggestions: readonly string[];
    /** The name behind a number. */
    readonly name: string | null;
  };
  'missing-required': { readonly field: string; readonly parent: string; readonly type: TypeName };
  'one-of': {
    readonly group: readonly string[];
    readonly present: readonly string[];
    readonly parent: string;
  };
  'out-of-range': {
    readonly field: string;
    readonly value: number;
    readonly minimum: number | null;
    readonly maximum: number | null;
  };
  'bad-length': {
    readonly field: string;
    readonly length: number;
    readonly minimum: number | null;
    readonly maximum: number | null;
  };
  'bad-count': {
    readonly field: string;
    readonly count: number;
    readonly minimum: number | null;
    readonly maximum: number | null;
    readonly unit: 'item' | 'entry';
  };
  'bad-pattern': {
    readonly field: string;
    readonly value: string;
    readonly words: string;
    readonly pattern: string;
  };
  'duplicate-list-key': {
    readonly field: string;
    /** Names of the keys that must differ; empty when whole items must. */
    readonly keys: readonly string[];
    readonly value: string;
    readonly first: string;
  };
  'newer-than-target': {
    readonly subject: Subject;
    readonly name: string;
    readonly since: string;
    readonly target: string;
    readonly family: FamilyName;
  };
  removed: {
    readonly subject: Subject;
    readonly name: string;
    readonly until: string;
    readonly target: string;
    /** False when the target lies between the last release that had it and the first known one without. */
    readonly isCertain: boolean;
  };
  'deprecated-field': { readonly subject: Subject; readonly name: string; readonly advice: string };
  'deprecated-version': {
    readonly version: string;
    readonly preferred: string;
    readonly isMarked: boolean;
  };
  'not-served-version': {
    readonly version: string;
    readonly served: readonly string[];
    readonly target: string;
    /** True when the experimental channel would serve it. */
    readonly isExperimental: boolean;
    /** False when the target lies between two known releases and the later one serves it. */
    readonly isCertain: boolean;
  };
  'experimental-field': {
    readonly subject: Subject;
    readonly name: string;
    readonly standardSince: string | null;
    readonly target: string;
  };
  'broken-condition': BreachKinds[BreachKind];
}

type BreachKinds = { readonly [Kind in BreachKind]: Pick<BreachOf<Kind>, 'what' | 'data'> };

export type SchemaProblemCode = keyof SchemaProblemData;
export type Subject = 'kind' | 'field' | 'value';

export type TypeName =
  | 'string'
  | 'integer'
  | 'number'
  | 'boolean'
  | 'object'
  | 'list'
  | 'map'
  | 'null'
  | 'integer or string'
  | 'any value';

/**
 * What probably went wrong: `quote` a plain scalar, `unquote` a number or boolean, `wrap` a single value in a list,
 * `unwrap` a list of one, `member` name the member that takes the value, `bare-map` the labels stand here directly,
 * without `matchLabels` or `labels`, `whole` a fraction where a whole number is needed.
 */
export type TypeHint = 'quote' | 'unquote' | 'wrap' | 'unwrap' | 'member' | 'bare-map' | 'whole';

/** `schema`: the structural layer of the CRD; `G-…`: a CEL condition of it; `V-…`: check of the webhook. */
export type SchemaEquivalent = 'schema' | `G-${string}` | `V-${string}`;

export type SchemaProblemOf<Code extends SchemaProblemCode> = {
  readonly code: Code;
  readonly path: string;
  readonly part: 'key' | 'value';
  readonly data: SchemaProblemData[Code];
  readonly equivalents: readonly SchemaEquivalent[];
};

export type SchemaProblem = {
  readonly [Code in SchemaProblemCode]: SchemaProblemOf<Code>;
}[SchemaProblemCode];

/** What the resource is checked for. */
export interface SchemaTarget {
  readonly istio: string;
  readonly gatewayApi: string;
  readonly channel: 'standard' | 'experimental';
}
