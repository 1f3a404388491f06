/**
 * Answers about a mesh that outlive its version. Each remembers which others it was found from; in the next version it is
 * found anew only when one of those has become another, and one that comes out the same reaches nobody. Unlike the derived
 * reads of a world, which rules share, these may read late tables and hold any object.
 */

export interface Answer<Source> {
  value: unknown;
  /** The version that it was last known to hold for; 0: never found. */
  seen: number;
  /** The version in which it last became another. */
  changed: number;
  /** In the order in which they were asked: an earlier one may decide whether a later one is asked at all. */
  sources: readonly Answer<Source>[];
  /** Bits of all reads that it comes from: while none of them has become another, nobody looks at its sources. */
  reads: number;
  /** Counts sweeps: what one has not found to be used is found anew. */
  era: number;
  /** Undefined for an answer that is found once: whoever needs it again asks for a new one. */
  readonly find: ((source: Source, before: never) => unknown) | undefined;
  readonly isSame: (before: never, now: never) => boolean;
}

/** Names in use are swept when they have doubled, from this many on. */
const FIRST_SWEEP = 1000;
/** An answer that nobody asked for in so many versions is forgotten, unless one that is asked for comes from it. */
const OLD = 8;
/** Of an answer that is found once: it holds for no other version. */
const ONCE = 1 << 30;
/** Reads have a bit each, as long as there are enough: those of whole objects, which people edit, and all others. */
const WHOLE_BITS = 20;
const OTHER_BITS = 10;

export class KeptAnswers<Source> {
  #version = 0;
  #source: Source | undefined;
  #named = new Map<string, Answer<Source>>();
  /** What versions themselves say. */
  #reads = new Map<string, Answer<Source>>();
  /** Numbers of reads that ever were, which give them their bits. */
  #wholeCount = 0;
  #otherCount = 0;
  #era = 0;
  readonly #ofSubjects = new WeakMap<object, Map<string, Answer<Source>>>();
  /** What is being found, the innermost last, each with what it has asked for. */
  readonly #open: Set<Answer<Source>>[] = [];
  #sweepAt = FIRST_SWEEP;
  /** Bits of the reads that have become others since a version, once this version's are known. */
  readonly #changes = new Map<number, number>();
  #isRead = false;

  /** From now on questions are about the next version. */
  begin(source: Source): void {
    this.#source = source;
    this.#version += 1;
    this.#isRead = false;
    this.#changes.clear();
    if (this.#named.size + this.#reads.size >= this.#sweepAt) this.#sweep();
  }

  /** Something is being found out, so reads must be told. */
  get isFinding(): boolean {
    return this.#open.length > 0;
  }

  /** `find` is kept with the answer: it may use its argument and what the name says, and no version's objects. */
  named<T>(
    name: string,
    find: (source: Source, before: T | undefined) => T,
    isSame: (before: T, now: T) => boolean,
  ): T {
    return this.#asked(this.#answer(this.#named, name, find, isSame)) as T;
  }

  /**
   * What a version itself says, so it is looked up in each.
   *
   * @param isWhole objects as they are written
   */
  read<T>(
    name: string,
    find: (source: Source) => T,
    isSame: (before: T, now: T) => boolean,
    isWhole = false,
  ): T {
    let answer = this.#reads.get(name);
    if (answer === undefined) {
      answer = this.#newAnswer(find, isSame);
      answer.reads = isWhole
        ? 1 << (this.#wholeCount++ % WHOLE_BITS)
        : 1 << (WHOLE_BITS + (this.#otherCount++ % OTHER_BITS));
      this.#reads.set(name, answer);
    }
    if (answer.seen !== this.#version) this.#readAgain(answer);
    return this.told(answer) as T;
  }

  /** The same for an answer about an object: it lives as long as the object does, and `find` may use that too. */
  about<T>(
    subject: object,
    name: string,
    find: (source: Source) => T,
    isSame: (before: T, now: T) => boolean,
  ): T {
    let answers = this.#ofSubjects.get(subject);
    if (answers === undefined) {
      answers = new Map();
      this.#ofSubjects.set(subject, answers);
    }
    return this.#asked(this.#answer(answers, name, find, isSame)) as T;
  }

  /** An answer for one version, with what it was found from. */
  once(compute: () => unknown): Answer<Source> {
    const { value, sources } = this.#gathered(compute);
    return {
      value,
      seen: this.#version,
      changed: this.#version,
      sources,
      reads: ONCE,
      era: this.#era,
      find: undefined,
      isSame: Object.is,
    };
  }

  /** Says that what is being found needs this answer, too. */
  told(answer: Answer<Source>): unknown {
    this.#open.at(-1)?.add(answer);
    return answer.value;
  }

  #asked(answer: Answer<Source>): unknown {
    if (answer.seen !== this.#version) this.#refresh(answer);
    return this.told(answer);
  }

  #refresh(answer: Answer<Source>): void {
    const { find, seen, reads, era } = answer;
    if (find === undefined) answer.changed = this.#version;
    else if (seen === 0 || era !== this.#era) this.#find(answer);
    else if ((reads & this.#changesSince(seen)) !== 0 && !this.#stillHolds(answer)) this.#find(answer);
    answer.seen = this.#version;
  }

  #find(answer: Answer<Source>): void {
    const { find, isSame, seen } = answer;
    const { value, sources } = this.#gathered(() => find?.(this.#source as Source, answer.value as never));
    answer.sources = sources;
    answer.reads = readsOf(sources);
    answer.era = this.#era;
    if (seen !== 0 && isSame(answer.value as never, value as never)) return;
    answer.value = value;
    answer.changed = this.#version;
  }

  #stillHolds(answer: Answer<Source>): boolean {
    const { sources, seen } = answer;
    for (const source of sources) {
      if (source.seen !== this.#version) this.#refresh(source);
      if (source.changed > seen) return false;
    }
    // One of them may have come out the same of other reads.
    answer.reads = readsOf(sources);
    return true;
  }

  /** All reads are looked up once a version: most answers need not be looked at then. */
  #changesSince(version: number): number {
    if (!this.#isRead) {
      this.#isRead = true;
      for (const read of this.#reads.values()) if (read.seen !== this.#version) this.#readAgain(read);
    }
    let changes = this.#changes.get(version);
    if (changes === undefined) {
      changes = ONCE;
      for (const { changed, reads } of this.#reads.values()) if (changed > version) changes |= reads;
      this.#changes.set(version, changes);
    }
    return changes;
  }

  #readAgain(read: Answer<Source>): void {
    const { find, isSame, seen } = read;
    const value = find?.(this.#source as Source, undefined as never);
    if (seen === 0) {
      read.value = value; // nobody has it yet, so it is a change for nobody
    } else if (!isSame(read.value as never, value as never)) {
      read.value = value;
      read.changed = this.#version;
    }
    read.seen = this.#version;
  }

  #gathered(compute: () => unknown): {
    readonly value: unknown;
    readonly sources: readonly Answer<Source>[];
  } {
    const sources = new Set<Answer<Source>>();
    this.#open.push(sources);
    try {
      return { value: compute(), sources: [...sources] };
    } finally {
      this.#open.pop();
    }
  }

  #answer<T>(
    answers: Map<string, Answer<Source>>,
    name: string,
    find: (source: Source, before: T | undefined) => T,
    isSame: (before: T, now: T) => boolean,
  ): Answer<Source> {
    let answer = answers.get(name);
    if (answer === undefined) {
      answer = this.#newAnswer(find, isSame);
      answers.set(name, answer);
    }
    return answer;
  }

  #newAnswer<T>(
    find: (source: Source, before: T | undefined) => T,
    isSame: (before: T, now: T) => boolean,
  ): Answer<Source> {
    return { value: undefined, seen: 0, changed: 0, sources: [], reads: 0, era: this.#era, find, isSame };
  }

  /** Leaves what was asked for lately, and all that it comes from. */
  #sweep(): void {
    this.#era += 1;
    const used = new Set<Answer<Source>>();
    const open = [...this.#named.values()].filter(({ seen }) => seen >= this.#version - OLD);
    for (let answer = open.pop(); answer !== undefined; answer = open.pop()) {
      if (used.has(answer)) continue;
      used.add(answer);
      answer.era = this.#era;
      for (const source of answer.sources) open.push(source);
    }
    this.#named = new Map([...this.#named].filter(([, answer]) => used.has(answer)));
    this.#reads = new Map([...this.#reads].filter(([, answer]) => used.has(answer)));
    this.#sweepAt = Math.max(FIRST_SWEEP, (this.#named.size + this.#reads.size) * 2);
  }
}

function readsOf(sources: readonly Pick<Answer<never>, 'reads'>[]): number {
  let reads = 0;
  for (const source of sources) reads |= source.reads;
  return reads;
}

/** Lists of the same items; items are compared by identity. */
export function sameItems(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((item, at) => item === now[at]);
}
