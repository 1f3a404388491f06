/** The coverage of a workspace, kept by file: an edit has judged anew what it reaches, and nothing else. */
import type { Cell, Dependent } from '../../workspace/cell-store.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import {
  type CountedStates,
  type Coverage,
  countedSets,
  countedStates,
  JudgedObjects,
  type JudgedReference,
  judgeObject,
  summary,
  undecided,
} from './coverage.ts';

/** What was read to judge the references of one file. */
class FileReads implements Dependent {
  #cells: Cell[] = [];
  readonly #onStale: () => void;

  constructor(onStale: () => void) {
    this.#onStale = onStale;
  }

  get isEmpty(): boolean {
    return this.#cells.length === 0;
  }

  markPending(): void {
    this.#onStale();
  }

  note(cell: Cell): void {
    this.#cells.push(cell);
  }

  /** The list that grew is longer than it needs to be. */
  trim(): void {
    this.#cells = this.#cells.slice();
  }

  forget(): void {
    for (const cell of this.#cells) cell.dropReader(this);
    this.#cells = [];
  }
}

interface FileCoverage extends CountedStates {
  readonly resources: number;
}

export class KeptCoverage {
  /** Files whose references are to be judged. */
  readonly #stale = new Set<string>();
  readonly #reads = new Map<string, FileReads>();
  readonly #files = new Map<string, FileCoverage>();
  readonly #sum = { resources: 0, total: 0, good: 0, wrong: 0 };
  /** Of files that have some: references that are neither good nor wrong. */
  readonly #rest = new Map<string, readonly JudgedReference[]>();
  #latest: Coverage | undefined;

  /** Something was found in these files, or is no longer: edited, come, gone, judged or sorted anew. */
  note(uris: Iterable<string>): void {
    for (const uri of uris) this.#stale.add(uri);
  }

  /**
   * Everything must have been analyzed. Yields after each file; who stops there goes on with the others the next time.
   */
  *update(snapshot: Snapshot): Generator<void, Coverage> {
    for (const uri of this.#stale) {
      this.#stale.delete(uri);
      this.#judge(snapshot, uri);
      yield;
    }
    const sets = countedSets(snapshot.worlds().filter(({ size }) => size > 0));
    this.#latest =
      this.#latest === undefined
        ? summary({ ...this.#sum, ...sets }, this.#allRest())
        : { ...this.#latest, ...this.#sum, ...sets };
    return this.#latest;
  }

  #judge(snapshot: Snapshot, uri: string): void {
    const reads = this.#reads.get(uri) ?? new FileReads(() => void this.#stale.add(uri));
    reads.forget();
    const found = new JudgedObjects();
    for (const world of snapshot.worldsOf(uri)) {
      const reader = world.watchedBy(reads);
      for (const slot of snapshot.resources(uri, world)) {
        found.add(slot, judgeObject(snapshot, world, slot, reader));
      }
    }
    reads.trim();
    if (reads.isEmpty) this.#reads.delete(uri);
    else this.#reads.set(uri, reads);
    const { resources, references } = found;
    this.#count(uri, { resources, ...countedStates(references) });
    this.#keepRest(uri, undecided(references));
  }

  #count(uri: string, now: FileCoverage): void {
    const before = this.#files.get(uri);
    for (const key of ['resources', 'total', 'good', 'wrong'] as const)
      this.#sum[key] += now[key] - (before?.[key] ?? 0);
    if (now.resources > 0) this.#files.set(uri, now);
    else this.#files.delete(uri);
  }

  #keepRest(uri: string, now: readonly JudgedReference[]): void {
    if (now.length === 0 && !this.#rest.has(uri)) return;
    this.#latest = undefined;
    if (now.length > 0) this.#rest.set(uri, now);
    else this.#rest.delete(uri);
  }

  #allRest(): readonly JudgedReference[] {
    return [...this.#rest].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, references]) => references);
  }
}
