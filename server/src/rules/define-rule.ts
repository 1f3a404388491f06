/**
 * The form of a rule: metadata, texts, check and fixes in one file. A rule reports one problem; message keys, ids and
 * option names are public API, texts are not.
 */
import type { KindId } from '../base/kind-id.ts';
import type { Cursor } from '../model/cursor.ts';
import type { Resource, ResourceRef } from '../model/resource.ts';
import { compareOrder } from '../workspace/cell-store.ts';
import type { Check, FieldsOfKind, WorldReader } from '../workspace/check.ts';
import { MOST_OTHERS } from '../workspace/crowd.ts';
import type { NewObject } from '../workspace/edits/new-object.ts';
import type { WorkspaceOperation } from '../workspace/edits/operation.ts';
import type {
  Equivalent,
  Finding,
  FindingData,
  FindingTag,
  Place,
  RelatedPlace,
  Severity,
} from '../workspace/finding.ts';
import { areTogether } from '../workspace/resolve/together.ts';
import type { Preset } from '../workspace/rule-sets.ts';
import type { Slot } from '../workspace/slot.ts';
import { type OptionDefinitions, type OptionValues, optionValues } from './rule-options.ts';

type Messages = Readonly<Record<string, (data: never) => string>>;

/** What `ctx.report` takes: the data must be what the chosen message needs. */
export type Report<M extends Messages> = {
  readonly [Key in keyof M & string]: {
    readonly message: Key;
    readonly data: Parameters<M[Key]>[0] & FindingData;
    /** Place in the checked resource (a path), or anywhere. */
    readonly at: string | Omit<Place, 'resource'>;
    readonly severity?: Severity;
    readonly related?: readonly RelatedPlace[];
    /** How many there are, when `related` has only the nearest of them. */
    readonly relatedCount?: number;
    readonly tags?: readonly FindingTag[];
    /** Replaces the rule's own list, when one rule stands for several upstream checks. */
    readonly equivalents?: readonly Equivalent[];
    readonly fixes?: readonly string[];
  };
}[keyof M & string];

// biome-ignore lint/complexity/noBannedTypes: a rule without options has none, not any
export interface RuleContext<M extends Messages, O extends OptionDefinitions = {}> {
  readonly resource: Resource;
  /** The checked resource as a handle, for related places. */
  readonly self: ResourceRef;
  /** `resource.spec`. */
  readonly spec: Cursor;
  readonly world: WorldReader;
  /** As written in `meshwright.json`, else the defaults; reading them is recorded. */
  readonly options: OptionValues<O>;
  report(report: Report<M>): void;
}

/** One way out, as what is wanted of objects and files; how texts change is the planner's business. */
export interface Fix {
  /** Tells it from the others of its key; stable. Absent: it is the only one. */
  readonly choice?: string;
  readonly title: string;
  /** Paths count from the object of the finding, or from the one that the operation names. */
  readonly operations: readonly WorkspaceOperation[];
}

export type FixedFinding = Pick<Finding, 'data' | 'at'>;

/** Fixes may look at anything: they run only when a person asks, on the newest text. */
export interface FixContext {
  readonly resource: Resource;
  readonly self: ResourceRef;
  readonly world: WorldReader;
  /** Another object as it is now. */
  resolve(ref: ResourceRef): Resource | undefined;
  /** An object that is missing, where it belongs; `near` when its namespace has none of its kind. */
  create(near: ResourceRef, wanted: NewObject): WorkspaceOperation;
  /** Whether there is an object of that name already. */
  isTaken(wanted: Pick<NewObject, 'apiVersion' | 'kind' | 'name' | 'namespace'>): boolean;
}

export interface FixDefinition {
  /** `safe`: keeps the meaning, may be applied without looking. `suggestion`: a person decides. */
  readonly kind: 'safe' | 'suggestion';
  /** Runs only when someone opens the light bulb or asks for fixes. */
  build(ctx: FixContext, finding: FixedFinding): readonly Fix[];
}

export interface RuleDefinition<M extends Messages, O extends OptionDefinitions> {
  /** `kind/problem`; never changes. */
  readonly id: string;
  /** States the problem; sentence case, no full stop. */
  readonly title: string;
  readonly severity: Severity;
  /** The smallest preset that has it. `strict`: misses something that nobody asked for. `all`: off by default upstream. */
  readonly preset: Preset;
  /** Kinds `check` is called with. */
  readonly kinds: readonly KindId[];
  /** Fields (`spec.http[].fault`) without any of which it says nothing; absent: it looks at every object. */
  readonly fields?: FieldsOfKind;
  /** `document`: depends on this resource and on configuration only. */
  readonly scope: 'document' | 'workspace';
  readonly istio?: { readonly since?: string; readonly until?: string };
  readonly equivalents: readonly Equivalent[];
  readonly docs: {
    /** What happens at run time, and why it matters. Markdown. */
    readonly why: string;
    /** What to do. Markdown. */
    readonly fix: string;
    /** Why there is no quick fix, for rules without any. Markdown, one sentence. */
    readonly noFix?: string;
    /** Where Meshwright departs from the upstream check, and why. */
    readonly differs?: string;
  };
  /** What is wrong, with the offending value in double quotes; sentence case, no full stop. */
  readonly messages: M;
  /** Second sentence of every message: what happens at run time. */
  readonly effect?: string | ((data: FindingData) => string);
  /** Rules that say the same, less exactly: their findings on the same node are dropped. */
  readonly supersedes?: readonly string[];
  /** Structural rules say `below`: when they report an error on a node, rules of meaning stay silent there. */
  readonly silences?: 'below';
  /** Conflicts: a mistake only while the related objects are there as well, so nothing is said when a template may leave one out. */
  readonly needsAll?: boolean;
  readonly options?: O;
  check(ctx: RuleContext<M, O>): void;
  readonly fixes?: Readonly<Record<string, FixDefinition>>;
}

export interface Rule extends Check {
  readonly title: string;
  readonly severity: Severity;
  readonly istio: { readonly since?: string; readonly until?: string };
  readonly equivalents: readonly Equivalent[];
  readonly docs: RuleDefinition<Messages, OptionDefinitions>['docs'];
  readonly options: OptionDefinitions;
  readonly messageKeys: readonly string[];
  readonly fixes: Readonly<Record<string, FixDefinition>>;
}

// biome-ignore lint/complexity/noBannedTypes: as above
export function defineRule<const M extends Messages, const O extends OptionDefinitions = {}>(
  definition: RuleDefinition<M, O>,
): Rule {
  return {
    id: definition.id,
    title: definition.title,
    severity: definition.severity,
    preset: definition.preset,
    kinds: definition.kinds,
    fields: definition.fields,
    scope: definition.scope,
    istio: definition.istio ?? {},
    equivalents: definition.equivalents,
    docs: definition.docs,
    supersedes: definition.supersedes ?? [],
    silences: definition.silences ?? 'nothing',
    needsAll: definition.needsAll === true,
    messageKeys: Object.keys(definition.messages),
    options: definition.options ?? {},
    fixes: definition.fixes ?? {},
    run(resource, world, self, report) {
      if (definition.istio && !isWithin(world.config('istioVersion'), definition.istio)) return;
      definition.check(new Run(definition, resource, self, world, report));
    },
  };
}

/** Made for each rule and object, and most of them say nothing: what few ask for is made when it is asked for. */
class Run<M extends Messages, O extends OptionDefinitions> implements RuleContext<M, O> {
  readonly resource: Resource;
  readonly self: ResourceRef;
  readonly world: WorldReader;
  readonly #definition: RuleDefinition<M, O>;
  readonly #report: (finding: Finding) => void;

  constructor(
    definition: RuleDefinition<M, O>,
    resource: Resource,
    self: ResourceRef,
    world: WorldReader,
    report: (finding: Finding) => void,
  ) {
    this.#definition = definition;
    this.resource = resource;
    this.self = self;
    this.world = world;
    this.#report = report;
  }

  get spec(): Cursor {
    return this.resource.spec;
  }

  get options(): OptionValues<O> {
    const { id, options = {} as O } = this.#definition;
    return optionValues(options, this.world.config('ruleOptions')[id]);
  }

  report(made: Report<M>): void {
    const certain = this.#definition.needsAll === true ? this.#certain(made) : made;
    if (certain !== undefined) this.#report(toFinding(this.#definition, this.self, certain));
  }

  /** A conflict with those of its objects alone that are certain to be there as well; undefined where none is. */
  #certain(made: Report<M>): Report<M> | undefined {
    const { related = [] } = made;
    const met = related.filter(({ resource }) => areTogether(this.world, this.self, resource));
    if (met.length === related.length) return made;
    return met.length === 0 ? undefined : { ...made, related: met, relatedCount: met.length };
  }
}

function toFinding<M extends Messages>(
  definition: Pick<
    RuleDefinition<M, OptionDefinitions>,
    'id' | 'messages' | 'effect' | 'severity' | 'equivalents'
  >,
  self: ResourceRef,
  made: Report<M>,
): Finding {
  const data = made.data as FindingData;
  const text = definition.messages[made.message] as unknown as (data: FindingData) => string;
  const effect = typeof definition.effect === 'function' ? definition.effect(data) : definition.effect;
  return {
    rule: definition.id,
    messageKey: made.message,
    message: effect === undefined ? text(data) : twoSentences(text(data), effect),
    severity: made.severity ?? definition.severity,
    at: typeof made.at === 'string' ? { resource: self, path: made.at } : { ...made.at, resource: self },
    data,
    ...relatedOf(self, made.related ?? [], made.relatedCount),
    tags: made.tags ?? [],
    equivalents: made.equivalents ?? definition.equivalents,
    fixes: made.fixes ?? [],
  };
}

/** Conflicts of pairs may have as many places as there are objects. */
const MOST_RELATED = MOST_OTHERS;

/** The nearest ones: places come in the order of files, and so does the object itself among them. */
function relatedOf(
  self: ResourceRef,
  all: readonly RelatedPlace[],
  count = all.length,
): Pick<Finding, 'related' | 'relatedCount'> {
  if (count > all.length) return { related: all, relatedCount: count };
  if (all.length <= MOST_RELATED) return { related: all };
  const behind = all.findIndex(({ resource }) => compareOrder(resource as Slot, self as Slot) > 0);
  const from = (behind < 0 ? all.length : behind) - MOST_RELATED / 2;
  const start = Math.max(0, Math.min(from, all.length - MOST_RELATED));
  return { related: all.slice(start, start + MOST_RELATED), relatedCount: all.length };
}

/** A first sentence that ends with a question ("did you mean …?") needs no full stop. */
function twoSentences(first: string, second: string): string {
  return first.endsWith('?') ? `${first} ${second}` : `${first}. ${second}`;
}

/** Releases are `1.<minor>`; other forms (a newer major) count as newer than every bound. */
function isWithin(version: string, bounds: { readonly since?: string; readonly until?: string }): boolean {
  const at = minor(version);
  return at >= minor(bounds.since ?? '1.0') && (bounds.until === undefined || at <= minor(bounds.until));
}

function minor(version: string): number {
  const known = MINORS.get(version);
  if (known !== undefined) return known;
  const match = /^1\.(\d+)/.exec(version);
  const found = match === null ? Number.POSITIVE_INFINITY : Number(match[1]);
  if (MINORS.size < MOST_MINORS) MINORS.set(version, found);
  return found;
}

/** Asked for each rule and object; there are a few releases, but anything may be written for one. */
const MINORS = new Map<string, number>();
const MOST_MINORS = 100;
