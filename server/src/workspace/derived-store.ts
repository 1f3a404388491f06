/** The answers of derived reads in one world, with what each has read and who has read it. */
import { bug } from '../base/bug.ts';
import { sameData } from '../base/same-data.ts';
import { Cell, type Dependent } from './cell-store.ts';
import type { Derived, WorldReader } from './check.ts';

/** Sees to it that an answer is up to date before it is read. */
class Answer implements Dependent {
  readonly derived: Derived<unknown>;
  readonly key: string;
  /** What it has read. */
  #cells: Cell[] = [];
  /** Who has read it. */
  readonly readers = new Cell();
  value: unknown;
  /** The derived read threw: everybody who reads it gets the same error. */
  error: { readonly thrown: unknown } | undefined;
  state: 'new' | 'fresh' | 'stale' | 'running' = 'new';
  readonly #onStale: (answer: Answer) => void;

  constructor(derived: Derived<unknown>, key: string, onStale: (answer: Answer) => void) {
    this.derived = derived;
    this.key = key;
    this.#onStale = onStale;
  }

  markPending(): void {
    if (this.state !== 'fresh') return;
    this.state = 'stale';
    this.#onStale(this);
  }

  note(cell: Cell): void {
    this.#cells.push(cell);
  }

  /** The list that grew is longer than it needs to be. */
  trim(): void {
    this.#cells = this.#cells.slice();
  }

  forgetReads(): void {
    for (const cell of this.#cells) cell.dropReader(this);
    this.#cells = [];
  }
}

export class DerivedStore {
  readonly #answers = new Map<Derived<unknown>, Map<string, Answer>>();
  readonly #stale = new Set<Answer>();
  readonly #readerFor: (dependent: Dependent) => WorldReader;

  constructor(readerFor: (dependent: Dependent) => WorldReader) {
    this.#readerFor = readerFor;
  }

  get isSettled(): boolean {
    return this.#stale.size === 0;
  }

  /** @param dependent runs again when the answer becomes another; undefined for features, which keep nothing */
  read<Value>(derived: Derived<Value>, key: string, dependent: Dependent | undefined): Value {
    const answer = this.#answer(derived, key);
    this.#refresh(answer);
    if (dependent !== undefined) answer.readers.addReader(dependent);
    if (answer.error !== undefined) throw answer.error.thrown;
    return answer.value as Value;
  }

  /** The cell that stands for an answer among the reads of its readers. */
  cell(derived: Derived<unknown>, key: string): Cell {
    return this.#answer(derived, key).readers;
  }

  /** Computes anew what has readers and may have changed, and tells them when it has; forgets what has none. */
  settle(): void {
    for (const answer of this.#stale) {
      this.#stale.delete(answer);
      if (answer.state !== 'stale') continue;
      if (answer.readers.hasReaders) this.#refresh(answer);
      else this.#forget(answer);
    }
  }

  #answer(derived: Derived<unknown>, key: string): Answer {
    let answers = this.#answers.get(derived);
    if (answers === undefined) {
      answers = new Map();
      this.#answers.set(derived, answers);
    }
    let answer = answers.get(key);
    if (answer === undefined) {
      answer = new Answer(derived, key, (stale) => this.#stale.add(stale));
      answers.set(key, answer);
    }
    return answer;
  }

  #refresh(answer: Answer): void {
    if (answer.state === 'fresh') return;
    if (answer.state === 'running') bug(`the derived read ${answer.derived.name} reads itself`);
    const isFirst = answer.state === 'new';
    const { value, error } = answer;
    answer.forgetReads();
    answer.state = 'running';
    answer.error = undefined;
    try {
      answer.value = answer.derived.derive(answer.key, this.#readerFor(answer));
    } catch (thrown) {
      answer.value = undefined;
      answer.error = { thrown };
    }
    answer.trim();
    answer.state = 'fresh';
    this.#stale.delete(answer);
    if (isFirst) return;
    if (error === undefined && answer.error === undefined && sameData(value, answer.value))
      answer.value = value;
    else answer.readers.notify(true);
  }

  #forget(answer: Answer): void {
    answer.forgetReads();
    answer.state = 'new';
    answer.value = undefined;
    this.#answers.get(answer.derived)?.delete(answer.key);
  }
}
