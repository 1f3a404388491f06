/**
 * Conditions between the fields of one object that a CRD states as CEL (`x-kubernetes-validations`). They are data
 * (`schemas/source/gateway-api-conditions.jsonl`): each names one of a few forms and its parameters, so nothing is
 * parsed or compiled at run time and every form is linear in the object.
 */

/** Values of a field of the same object for which the form speaks. */
export type When = Readonly<Record<string, readonly string[]>>;

interface Member {
  readonly by: string;
  readonly value: string;
  readonly member: string;
  /** `''` counts as not written. */
  readonly emptyIsAbsent?: boolean;
}

interface ForField {
  readonly field: string;
  readonly when: When;
}

interface Forms {
  /** Items that agree in `key` all set a field of `fields`, or none does. */
  readonly allOrNone: Keyed & { readonly fields: readonly string[] };
  /** No two items agree in `key`; only those count that have all of `counted`. */
  readonly unique: Keyed & { readonly when?: When; readonly counted?: readonly string[] };
  readonly sumOfSizes: { readonly list: string; readonly max: number };
  readonly redirectWithoutBackends: object;
  readonly prefixNeedsOnePathPrefix: { readonly filters: string; readonly member: string };
  readonly portForService: object;
  readonly notTogether: { readonly types: readonly [string, string] };
  readonly atMostOne: { readonly type: string };
  readonly memberOnlyForType: Member;
  readonly typeNeedsMember: Member;
  readonly typeIffMember: Member;
  readonly starAlone: object;
  readonly atMostOneOf: { readonly members: readonly [string, string] };
  readonly notGreater: { readonly left: string; readonly right: string };
  readonly startsWith: ForField & { readonly value: string };
  readonly notContains: ForField & { readonly value: string };
  /** Without `field` the value itself. */
  readonly notEndsWith: Partial<ForField> & { readonly value: string };
  readonly matches: ForField & { readonly pattern: string };
  readonly ipAddress: ForField;
  readonly requiresWhen: { readonly by: string; readonly value: string; readonly needs: string };
  readonly durationNotGreater: { readonly left: string; readonly right: string; readonly unlessZero: string };
  readonly atLeastOneOf: { readonly members: readonly string[] };
  readonly keysMatch: { readonly pattern: string };
  readonly keyPrefixShorterThan: { readonly max: number };
  readonly absentWhen: ForField;
  readonly valueWhen: ForField & { readonly value: string };
  readonly presentWhen: ForField;
  readonly anyNonEmptyWhen: { readonly fields: readonly string[]; readonly when: When };
  readonly notBoth: { readonly fields: readonly [string, string] };
  readonly oneNeeded: { readonly fields: readonly string[] };
  readonly noIP: object;
  readonly eachMatches: { readonly pattern: string; readonly when: 'star' | 'no star' };
  readonly dnsLabelOrEmpty: object;
  readonly durationBetween: { readonly min?: string; readonly above?: string; readonly max: string };
}

interface Keyed {
  readonly key: readonly string[];
  /** Fields that only the experimental channel's CRD looks at. */
  readonly experimental?: readonly string[];
}

export type FormName = keyof Forms;
export type FormOf<Name extends FormName> = Forms[Name] & { readonly check: Name };
export type Form = { readonly [Name in FormName]: FormOf<Name> }[FormName];

export interface Condition {
  /** `G-HR-06`, or `S-format` for a format that JSON Schema cannot state. */
  readonly id: string;
  /** Nodes that carry the condition, as patterns: `spec.rules[].filters[]`. */
  readonly paths: readonly string[];
  readonly check: Form;
  /** First and last bundle that has it, by channel; absent from a channel: not there. */
  readonly since: Readonly<Partial<Record<'standard' | 'experimental', string>>>;
  readonly until?: Readonly<Partial<Record<'standard' | 'experimental', string>>>;
  /** API versions that have it; absent: all. */
  readonly versions?: readonly string[];
}

/** What is wrong; each kind has its own text in the rule. */
export interface BreachData {
  'wrong-member': {
    readonly member: string;
    readonly by: string;
    readonly actual: string;
    readonly value: string;
    /** The member that the actual type needs and lacks. */
    readonly missing: string | null;
    readonly parent: string;
  };
  'missing-member': { readonly by: string; readonly value: string; readonly member: string };
  'same-items': { readonly list: string; readonly keys: readonly string[]; readonly value: string };
  'some-only': { readonly list: string; readonly name: string; readonly field: string };
  'too-many': { readonly inner: string; readonly count: number; readonly max: number };
  'redirect-with-backends': { readonly filters: string };
  'prefix-replaced': {
    readonly member: string;
    readonly matches: number;
    readonly type: string | null;
    readonly typePath: string | null;
  };
  'port-missing': { readonly name: string };
  'not-together': { readonly first: string; readonly second: string };
  'several-of-type': { readonly type: string };
  'star-not-alone': { readonly list: string };
  'none-of': { readonly members: readonly string[]; readonly because: string | null };
  greater: {
    readonly left: string;
    readonly leftValue: string;
    readonly right: string;
    readonly rightValue: string;
  };
  'bad-text': {
    readonly field: string;
    readonly value: string;
    readonly reasons: readonly TextReason[];
    readonly by: string | null;
  };
  'bad-key': { readonly key: string; readonly map: string; readonly max: number | null };
  'not-for': { readonly field: string; readonly by: string; readonly value: string; readonly parent: string };
  'wrong-value': {
    readonly field: string;
    readonly value: string;
    readonly needed: string;
    readonly by: string;
    readonly byValue: string;
  };
  'needed-for': { readonly field: string; readonly by: string; readonly value: string };
  'bad-duration': { readonly field: string; readonly value: string; readonly bounds: string };
}

export type TextReason =
  | { readonly must: 'start' | 'not-contain' | 'not-end'; readonly text: string }
  | { readonly must: 'be'; readonly text: TextForm };

/** What a text must be. */
export type TextForm =
  | 'path'
  | 'grpc-service'
  | 'grpc-method'
  | 'host'
  | 'ip'
  | 'no-ip'
  | 'wildcard-host'
  | 'dns-label';

export type BreachKind = keyof BreachData;

export type BreachOf<Kind extends BreachKind> = {
  readonly what: Kind;
  /** Below the node that carries the condition, with its leading dot or bracket: `.type`, `[1].name`, `''`. */
  readonly at: string;
  readonly part: 'key' | 'value';
  readonly data: BreachData[Kind];
  /** Places below the node; a problem of the schema at one of them explains this one. */
  readonly unless?: readonly string[];
};

export type Breach = { readonly [Kind in BreachKind]: BreachOf<Kind> }[BreachKind];
