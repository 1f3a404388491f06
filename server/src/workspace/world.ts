/**
 * One set of resources that would run in one mesh. Takes units in, keeps tables and evaluations in step with them, and
 * runs only what an edit touched. Facts never leak between worlds.
 */
import { bug } from '../base/bug.ts';
import type { KindId } from '../base/kind-id.ts';
import { isKnownKind } from '../model/known-kinds.ts';
import { WrittenResource } from '../model/resource.ts';
import { DECLARED_WORKLOAD } from '../model/workload.ts';
import type { CellStore, Dependent } from './cell-store.ts';
import type { Check, WorldReader } from './check.ts';
import { applierOf } from './cluster-of-file.ts';
import { Contributions } from './contributions.ts';
import { Definitions } from './definitions.ts';
import { DerivedStore } from './derived-store.ts';
import { type EvaluationHost, RecordingReader } from './evaluation.ts';
import { EvaluationsOfSlot } from './evaluations-of-slot.ts';
import { type FailedPart, type FailureListener, type FailurePlace, Failures } from './failure.ts';
import { Pending } from './pending.ts';
import { Slot, type SlotEvaluation } from './slot.ts';
import { changesOrder, FreeSlots, matchSlots } from './slot-match.ts';
import type { Table } from './table.ts';
import type { PlacedResource, Unit } from './unit.ts';
import type { UnitProblem } from './unit-problem.ts';
import { UnitStore } from './unit-store.ts';
import { UnrecordedReader } from './unrecorded-reader.ts';
import type { WorldDescription } from './workspace-configuration.ts';
import type { WorldConfig } from './world-config.ts';
import { worldConfiguration } from './world-configuration.ts';
import type { WorldView } from './world-view.ts';

/** What a world is made with; the same for all worlds of a workspace. */
export interface WorldEnvironment {
  readonly tables: readonly Table<unknown>[];
  readonly checks: readonly Check[];
  /** Configuration that the world's own resources change (mesh config in a ConfigMap, version labels). */
  deriveConfig(base: WorldConfig, reader: WorldReader): WorldConfig;
  readonly onFailure: FailureListener;
  /** All files are put in, then judged, and nothing is edited afterwards: nobody need know who has read what. */
  readonly isJudgedOnce?: true;
}

export class World implements WorldView, EvaluationHost {
  readonly id: string;
  readonly name: string;
  /** Check runs since the world was made; the counter of "an edit costs what it touches". */
  runCount = 0;
  /** Group of worlds of which one at a time is true. */
  readonly alternativeOf: string | undefined;
  readonly environment: WorldDescription['environment'];
  /** What all worlds of the repository define, for questions of existence; no rule runs in it. */
  readonly repository: World | undefined;
  readonly #environment: WorldEnvironment;
  readonly #failures: Failures;
  readonly #baseConfig: WorldConfig;
  readonly derived = new DerivedStore((dependent) =>
    this.#isClosed ? this.reader() : new RecordingReader(this, dependent),
  );
  readonly configuration = worldConfiguration((reader) => this.#deriveConfig(reader));
  readonly #units = new UnitStore();
  readonly #definitions = new Map<string, Definitions>();
  readonly #contributions: Contributions;
  readonly #evaluations: EvaluationsOfSlot;
  /** Judged once and for all. */
  #isClosed = false;
  readonly #pending = new Pending();
  /** Files of renderings that came, went or changed: whatever is shown in them may be something else now. */
  readonly #touched = new Set<string>();

  constructor(
    { id, name, config, alternativeOf, environment: place }: WorldDescription,
    environment: WorldEnvironment,
    repository?: World,
  ) {
    this.id = id;
    this.name = name;
    this.alternativeOf = alternativeOf;
    this.environment = place;
    this.repository = repository;
    this.#environment = environment;
    this.#failures = new Failures(environment.onFailure);
    this.#baseConfig = config;
    const { tables, checks, isJudgedOnce = false } = environment;
    this.#contributions = new Contributions(this, { tables, isJudgedOnce });
    this.#evaluations = new EvaluationsOfSlot(this, { checks, config, isJudgedOnce });
  }

  get cells(): CellStore {
    return this.#contributions.cells;
  }

  get config(): WorldConfig {
    return this.derived.read(this.configuration.whole, '', undefined);
  }

  isDescribedBy(
    { id, name, config, alternativeOf, environment }: WorldDescription,
    repository: World | undefined,
  ): boolean {
    if (this.id !== id || this.name !== name || this.alternativeOf !== alternativeOf) return false;
    if (this.repository !== repository) return false;
    if (JSON.stringify(this.environment) !== JSON.stringify(environment)) return false;
    return JSON.stringify(this.#baseConfig) === JSON.stringify(config);
  }

  get baseConfig(): WorldConfig {
    return this.#baseConfig;
  }

  get isEmpty(): boolean {
    return this.#units.isEmpty;
  }

  unitIds(): Iterable<string> {
    return this.#units.ids();
  }

  /** Files that count here, as they are or as parts of a rendering. */
  uris(): Iterable<string> {
    return this.#units.uris();
  }

  holds(uri: string): boolean {
    return this.#units.holds(uri);
  }

  /** Objects of which a file holds a part. */
  slotsIn(uri: string): readonly Slot[] {
    return this.#units.slotsIn(uri);
  }

  /** What is wrong with the making of renderings, in one of their files. */
  problemsIn(uri: string): readonly UnitProblem[] {
    return this.#units.problemsIn(uri);
  }

  slots(): Iterable<Slot> {
    return this.#units.slots();
  }

  get size(): number {
    return this.#units.size;
  }

  /** Every definition of an object, in order; the last one counts. */
  definitions(key: string): readonly Slot[] {
    return this.#definitions.get(key)?.all ?? [];
  }

  /** Puts a unit in, or takes it out with `undefined`. Only what changed in it reaches others. */
  setUnit(id: string, unit: Unit | undefined): void {
    if (this.#isClosed) bug('a world that is judged once was edited');
    const slots = this.#matchSlots(id, unit?.resources ?? []);
    const files = new Set([...this.#units.filesOf(id), ...(unit?.files ?? [])]);
    // Who edits a file knows that; who edits a part of a rendering does not know the other parts.
    if (files.size > 1 || !files.has(id)) for (const uri of files) this.#touched.add(uri);
    if (unit === undefined) this.#units.delete(id);
    else this.#units.set(id, unit, slots);
  }

  /** Runs what is pending, one file at a time; yields the URI of each file whose findings may have changed. */
  *analyze(): Generator<string, void> {
    this.repository?.derived.settle();
    this.derived.settle();
    if (this.#environment.isJudgedOnce === true) this.#close();
    for (const uri of this.#touched) {
      this.#touched.delete(uri);
      yield uri;
    }
    for (const [uri, evaluations] of this.#pending.take()) {
      const shownIn = new Set([uri]);
      for (const evaluation of evaluations) {
        if (evaluation.slot.isRemoved || !evaluation.isPending) continue;
        evaluation.run();
        const { files } = evaluation.slot.origin;
        if (files.length > 1 || files[0] !== uri) for (const file of files) shownIn.add(file);
      }
      yield* shownIn;
    }
    this.cells.dropUnused();
  }

  /** Runs what is pending for one file, before all others; false when nothing was. */
  analyzeFile(uri: string): boolean {
    this.repository?.derived.settle();
    this.derived.settle();
    const evaluations = this.slotsIn(uri).flatMap((slot) => slot.evaluations);
    const pending = evaluations.filter(({ isPending }) => isPending);
    for (const evaluation of pending) {
      this.#pending.delete(evaluation);
      evaluation.run();
      // Other files show parts of its object, too.
      for (const file of evaluation.slot.origin.files) if (file !== uri) this.#touched.add(file);
    }
    return pending.length > 0;
  }

  deriveLate(): Generator<void, void> {
    return this.#contributions.deriveLate();
  }

  get isSettled(): boolean {
    return this.#pending.isEmpty && this.derived.isSettled && this.repository?.derived.isSettled !== false;
  }

  keys(table: Table<unknown>): Iterable<string> {
    return this.cells.keys(table);
  }

  sortedKeys(table: Table<unknown>): readonly string[] {
    return this.cells.sortedKeys(table);
  }

  /** An unrecorded reader for features, which run once and keep nothing. */
  reader(): WorldReader {
    return new UnrecordedReader(this);
  }

  watchedBy(dependent: Dependent): WorldReader {
    return new RecordingReader(this, dependent);
  }

  // --- EvaluationHost ---

  enqueue(evaluation: SlotEvaluation): void {
    this.#pending.add(evaluation);
  }

  failed(part: FailedPart, at: FailurePlace, error: unknown): void {
    this.#failures.report(part, at, error);
  }

  countRuns(checks: number): void {
    this.runCount += checks;
  }

  /** The kind as which an object is judged. */
  treatedAs(kind: KindId): KindId {
    return this.#baseConfig.workloadKinds.includes(kind) && !isKnownKind(kind) ? DECLARED_WORKLOAD : kind;
  }

  /** A failure leaves the world with what hosts said. */
  #deriveConfig(reader: WorldReader): WorldConfig {
    try {
      return this.#environment.deriveConfig(this.#baseConfig, reader);
    } catch (error) {
      this.failed({ kind: 'derived read', id: 'configuration' }, { uri: this.name, key: '' }, error);
      return this.#baseConfig;
    }
  }

  // --- units to slots ---

  /** Gives the changed objects their slots: the old one of the same identity when there is one, so handles stay valid. */
  #matchSlots(unit: string, next: readonly PlacedResource[]): readonly Slot[] {
    const match = matchSlots(this.#units.slotsOf(unit), next);
    const isReordered = changesOrder(match, next);
    const touched = new Set<string>(match.free.map((slot) => slot.key));
    const free = new FreeSlots(match.free);
    const changed = new Set<Slot>();
    // First of all: a new definition is put in order among those that stay, wherever they stand now.
    for (const [index, same] of match.kept.entries()) if (same !== undefined) same.index = index;
    const slots = next.map((placed, index) => {
      const same = match.kept[index];
      if (same !== undefined) {
        if (same.resource.document !== placed.resource.document) {
          same.resource = new WrittenResource(placed.resource, same.resource);
        }
        this.#moved(same, placed);
        return Object.assign(same, { index, origin: placed.origin });
      }
      touched.add(placed.resource.key);
      const kept = free.take(placed);
      if (kept === undefined) {
        const added = this.#addSlot(unit, placed, index);
        changed.add(added);
        return added;
      }
      changed.add(kept);
      const isEqual = kept.resource.readsAs(placed.resource);
      kept.resource = isEqual ? new WrittenResource(placed.resource, kept.resource) : placed.resource;
      this.#moved(kept, placed);
      Object.assign(kept, { index, origin: placed.origin });
      if (isReordered) this.#contributions.disorder(kept);
      if (!isEqual) this.#restart(kept);
      return kept;
    });
    for (const slot of free.rest()) this.#removeSlot(slot);
    for (const key of touched) this.#electWinner(key, isReordered, changed);
    for (const slot of changed) this.#contributions.renew(slot);
    return slots;
  }

  /** Whether a conflict is told depends on the branches of a template that its objects stand in, which no row holds. */
  #moved({ origin: { branches } }: Slot, { origin }: PlacedResource): void {
    if (branches !== origin.branches) for (const uri of this.#units.uris()) this.#touched.add(uri);
  }

  #addSlot(unit: string, placed: PlacedResource, index: number): Slot {
    const slot = new Slot({ world: this.id, unit }, placed, index);
    const definitions = this.#definitions.get(slot.key) ?? new Definitions();
    this.#definitions.set(slot.key, definitions);
    definitions.add(applierOf(this.#baseConfig.clusters, slot), slot);
    slot.evaluations = this.#evaluations.of(slot, this.treatedAs(slot.kindId));
    this.#contributions.expect(slot);
    this.#restart(slot);
    return slot;
  }

  #removeSlot(slot: Slot): void {
    slot.isRemoved = true;
    for (const evaluation of slot.evaluations) {
      evaluation.forget();
      this.#pending.delete(evaluation);
    }
    const definitions = this.#definitions.get(slot.key);
    definitions?.remove(applierOf(this.#baseConfig.clusters, slot), slot);
    if (definitions?.isEmpty) this.#definitions.delete(slot.key);
    this.#contributions.withdraw(slot);
  }

  #restart(slot: Slot): void {
    for (const evaluation of slot.evaluations) evaluation.markPending();
  }

  /** @param changed takes in who counts now, and who no longer does */
  #electWinner(key: string, isReordered: boolean, changed: Set<Slot>): void {
    const definitions = this.#definitions.get(key);
    if (definitions === undefined) return;
    if (isReordered) definitions.disorder();
    for (const slot of definitions.elect()) changed.add(slot);
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#contributions.close(this.slots());
    if (this.repository !== undefined) this.repository.#close();
  }
}
