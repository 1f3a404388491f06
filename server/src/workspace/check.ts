/** What the engine runs: a check looks at one resource, reads the world through a recorded reader, and reports. */
import type { KindId } from '../base/kind-id.ts';
import type { Resource, ResourceRef } from '../model/resource.ts';
import type { YamlProblem } from '../yaml/node.ts';
import type { Finding, Severity } from './finding.ts';
import type { Preset } from './rule-sets.ts';
import type { Entry, Table } from './table.ts';
import type { WorldConfig } from './world-config.ts';

/** Every read is recorded: rows, misses, existence and configuration. */
export interface WorldReader {
  /** All rows under `key`, ordered by file and position; empty when there are none. */
  read<Row>(table: Table<Row>, key: string): readonly Entry<Row>[];
  /** Whether any row stands under `key`; changes reach the reader only when the answer flips. */
  has<Row>(table: Table<Row>, key: string): boolean;
  /** The answer of a derived read; changes reach the reader only when the answer becomes another. */
  derive<Value>(derived: Derived<Value>, key: string): Value;
  config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key];
  /**
   * All that the repository defines, in whichever unit; undefined where the world is all there is. For questions of
   * existence: what conflicts is decided in the world alone. Recorded like every other read.
   */
  repository(): WorldReader | undefined;
  /** URI of the file that holds an object, the same as long as it is there; empty for one that is in no file. */
  fileOf(resource: ResourceRef): string;
}

/** What several readers conclude from the same rows (`derived.ts`). */
export interface Derived<Value> {
  /** Unique; shows in traces. */
  readonly name: string;
  /**
   * Plain JSON with handles of resources in it, compared as such; a function of `key` and of what it reads. No derived
   * read may read itself.
   */
  derive(key: string, world: WorldReader): Value;
}

/** Patterns; those of some kinds by kind. */
export type FieldsOfKind = readonly string[] | ReadonlyMap<KindId, readonly string[]>;

export interface Check {
  readonly id: string;
  readonly preset: Preset;
  /** Of what is proved; a finding with another one says less (or more) than the rule's usual one. */
  readonly severity: Severity;
  /** `<group>/*` stands for every kind of a group, known or not. */
  readonly kinds: readonly KindId[];
  /**
   * Fields such as `spec.http[].fault`, as `fieldsAt` reads them: where none is written, it has nothing to say, however
   * complete the world is, and is not run. Absent, for all kinds or for one: it looks at every object.
   */
  readonly fields: FieldsOfKind | undefined;
  /** `document`: looks at its resource and at configuration only. `workspace`: reads tables too. */
  readonly scope: 'document' | 'workspace';
  /** `below`: an error of this check explains its node, so findings of other checks on it or below it are dropped. */
  readonly silences: 'nothing' | 'below';
  /** Checks that say the same less exactly: their findings on the same node are dropped. */
  readonly supersedes: readonly string[];
  /** A mistake only while all of its objects are there: not told when a template may leave one of them out. */
  readonly needsAll: boolean;
  run(resource: Resource, world: WorldReader, self: ResourceRef, report: (finding: Finding) => void): void;
}

/** Turns a problem of the text itself, or of a suppression, into a finding: the texts live with the rules. */
export interface TextCheck {
  readonly id: string;
  readonly severity: Severity;
  describe(
    problem: Pick<YamlProblem, 'data'>,
  ): Pick<Finding, 'message' | 'messageKey' | 'severity' | 'fixes' | 'equivalents'>;
}
