/** The units of a world with their slots, and which of them show something in a file. */
import type { Slot } from './slot.ts';
import type { Unit } from './unit.ts';
import type { UnitProblem } from './unit-problem.ts';

interface FilledUnit {
  readonly files: readonly string[];
  readonly slots: readonly Slot[];
  readonly problems: readonly UnitProblem[];
  /** Slots by the files that hold parts of them; made when it is asked for. */
  byFile: ReadonlyMap<string, readonly Slot[]> | undefined;
}

export class UnitStore {
  readonly #units = new Map<string, FilledUnit>();
  /** Ids of units by file. */
  readonly #byFile = new Map<string, Set<string>>();
  /** Slots of all units. */
  size = 0;

  ids(): Iterable<string> {
    return this.#units.keys();
  }

  get isEmpty(): boolean {
    return this.#units.size === 0;
  }

  /** All files that a unit is made of. */
  uris(): Iterable<string> {
    return this.#byFile.keys();
  }

  holds(uri: string): boolean {
    return this.#byFile.has(uri);
  }

  filesOf(id: string): readonly string[] {
    return this.#units.get(id)?.files ?? [];
  }

  slotsOf(id: string): readonly Slot[] {
    return this.#units.get(id)?.slots ?? [];
  }

  *slots(): Iterable<Slot> {
    for (const { slots } of this.#units.values()) yield* slots;
  }

  /** Slots of which a file holds a part, unit by unit, in the order of their objects. */
  slotsIn(uri: string): readonly Slot[] {
    const ids = this.#byFile.get(uri);
    if (ids === undefined) return [];
    const [only = ''] = ids;
    if (ids.size === 1) return slotsInFile(this.#units.get(only), uri);
    return [...ids].sort().flatMap((id) => slotsInFile(this.#units.get(id), uri));
  }

  /** What is wrong with the making of units, in one of their files. */
  problemsIn(uri: string): readonly UnitProblem[] {
    const ids = this.#byFile.get(uri);
    if (ids === undefined) return [];
    const [only = ''] = ids;
    if (ids.size === 1 && this.#units.get(only)?.problems.length === 0) return [];
    return [...ids]
      .sort()
      .flatMap((id) => this.#units.get(id)?.problems.filter((problem) => problem.uri === uri) ?? []);
  }

  set(id: string, { files, problems = [] }: Unit, slots: readonly Slot[]): void {
    this.delete(id);
    this.#units.set(id, { files, slots, problems, byFile: undefined });
    this.size += slots.length;
    for (const uri of files) {
      const ids = this.#byFile.get(uri);
      if (ids === undefined) this.#byFile.set(uri, new Set([id]));
      else ids.add(id);
    }
  }

  delete(id: string): void {
    this.size -= this.slotsOf(id).length;
    for (const uri of this.filesOf(id)) {
      const ids = this.#byFile.get(uri);
      ids?.delete(id);
      if (ids?.size === 0) this.#byFile.delete(uri);
    }
    this.#units.delete(id);
  }
}

function slotsInFile(unit: FilledUnit | undefined, uri: string): readonly Slot[] {
  if (unit === undefined) return [];
  if (unit.files.length === 1) return unit.slots;
  unit.byFile ??= byFile(unit.slots);
  return unit.byFile.get(uri) ?? [];
}

function byFile(slots: readonly Slot[]): ReadonlyMap<string, readonly Slot[]> {
  const found = new Map<string, Slot[]>();
  for (const slot of slots) {
    for (const uri of slot.origin.files) {
      const list = found.get(uri);
      if (list === undefined) found.set(uri, [slot]);
      else list.push(slot);
    }
  }
  return found;
}
