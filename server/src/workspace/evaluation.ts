/** One run of one check (or of all document-scope checks) on one resource: what it read, and what it found. */
import { bug } from '../base/bug.ts';
import type { Resource, ResourceRef } from '../model/resource.ts';
import type { Cell, Dependent } from './cell-store.ts';
import type { Check, Derived, WorldReader } from './check.ts';
import type { ChecksByField } from './checks-by-field.ts';
import type { FailedPart, FailurePlace } from './failure.ts';
import type { Finding } from './finding.ts';
import { Slot, type SlotEvaluation } from './slot.ts';
import type { Entry, Table } from './table.ts';
import type { ReadableWorld } from './unrecorded-reader.ts';
import type { WorldConfig } from './world-config.ts';

/** What an evaluation needs of its world. */
export interface EvaluationHost extends ReadableWorld {
  enqueue(evaluation: SlotEvaluation): void;
  failed(part: FailedPart, at: FailurePlace, error: unknown): void;
  /** @param checks that have run; one at least, since what was found before is gone */
  countRuns(checks: number): void;
}

/** Most have read and found nothing. */
const NOTHING: readonly never[] = [];

export class Evaluation implements Dependent, SlotEvaluation {
  readonly slot: Slot;
  cells: readonly Cell[] = NOTHING;
  findings: readonly Finding[] = NOTHING;
  isPending = false;
  readonly #host: EvaluationHost;
  readonly #checks: ChecksByField;

  constructor(host: EvaluationHost, slot: Slot, checks: ChecksByField) {
    this.#host = host;
    this.slot = slot;
    this.#checks = checks;
  }

  get checks(): readonly Check[] {
    return this.#checks.all;
  }

  markPending(): void {
    if (this.isPending || this.slot.isRemoved) return;
    this.isPending = true;
    this.#host.enqueue(this);
  }

  run(): void {
    this.isPending = false;
    this.forget();
    const read: Cell[] = [];
    this.cells = read;
    const findings = runChecks(this.#host, this.slot, this.#checks, new RecordingReader(this.#host, this));
    if (findings.length + this.findings.length > 0) this.slot.findingRuns += 1;
    // As long as they are: a list that grew is longer than it needs to be.
    this.cells = read.length === 0 ? NOTHING : read.slice();
    this.findings = findings.length === 0 ? NOTHING : findings.slice();
  }

  note(cell: Cell): void {
    (this.cells as Cell[]).push(cell);
  }

  askedForCompleteness(cell: Cell): readonly Check[] {
    return this.cells.includes(cell) ? this.checks : [];
  }

  /** Drops all recorded reads. */
  forget(): void {
    for (const cell of this.cells) {
      cell.dropReader(this);
    }
    this.cells = NOTHING;
  }
}

/** @param after is told of each check that has run, also of one that threw */
export function runChecks(
  host: EvaluationHost,
  slot: Slot,
  checks: ChecksByField,
  reader: WorldReader,
  after?: (check: Check) => void,
): readonly Finding[] {
  const findings: Finding[] = [];
  const resource: Resource = slot.resource;
  const report = (finding: Finding) => void findings.push(finding);
  const wanted = checks.of(slot.resource);
  host.countRuns(Math.max(wanted.length, 1));
  for (const check of wanted) {
    const kept = findings.length;
    try {
      check.run(resource, reader, slot, report);
    } catch (error) {
      findings.length = kept;
      host.failed({ kind: 'rule', id: check.id }, slot, error);
    }
    after?.(check);
  }
  return findings;
}

/** Reads for one run of a dependent and writes down what was read. */
export class RecordingReader implements WorldReader {
  readonly #host: ReadableWorld;
  readonly #reader: Dependent;
  /** What the run has asked for: most rules ask for the same few keys. */
  #config: Map<keyof WorldConfig, unknown> | undefined;

  constructor(host: ReadableWorld, reader: Dependent) {
    this.#host = host;
    this.#reader = reader;
  }

  read<Row>(table: Table<Row>, key: string): readonly Entry<Row>[] {
    const cell = this.#cell(table, key);
    cell.addReader(this.#reader);
    return cell.entries as readonly Entry<Row>[];
  }

  has<Row>(table: Table<Row>, key: string): boolean {
    const cell = this.#cell(table, key);
    cell.addExistenceReader(this.#reader);
    return cell.size > 0;
  }

  derive<Value>(derived: Derived<Value>, key: string): Value {
    return this.#host.derived.read(derived, key, this.#reader);
  }

  repository(): WorldReader | undefined {
    const { repository } = this.#host;
    return repository && new RecordingReader(repository, this.#reader);
  }

  config<Key extends keyof WorldConfig>(key: Key): WorldConfig[Key] {
    this.#config ??= new Map();
    if (this.#config.has(key)) return this.#config.get(key) as WorldConfig[Key];
    const value = this.derive(this.#host.configuration.part, key) as WorldConfig[Key];
    this.#config.set(key, value);
    return value;
  }

  #cell<Row>(table: Table<Row>, key: string): Cell {
    if (table.isLate === true) bug(`a rule reads the late table ${table.name}`);
    return this.#host.cells.read(table as Table<unknown>, key);
  }

  /** Needs no record: a handle never moves to another file. */
  fileOf(resource: ResourceRef): string {
    return resource instanceof Slot ? resource.uri : '';
  }
}
