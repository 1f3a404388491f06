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
  /** Undefined for an answer that is found once: whoever needs it again asks for a new one. */
  readonly find: ((source: Source) => unknown) | undefined;
  /** Read from the version itself, so it is looked up in each. */
  readonly isRead: boolean;
  readonly isSame: (before: never, now: never) => boolean;
}

/** Names in use are swept when they have doubled, from this many on. */
const FIRST_SWEEP = 1000;
/** An answer that nobody asked for in so many versions is forgotten. */
const OLD = 8;

export class KeptAnswers<Source> {
  #version = 0;
  #source: Source | undefined;
  #named = new Map<string, Answer<Source>>();
  readonly #ofSubjects = new WeakMap<object, Map<string, Answer<Source>>>();
  /** What is being found, the innermost last, each with what it has asked for. */
  readonly #open: Set<Answer<Source>>[] = [];
  #sweepAt = FIRST_SWEEP;

  /** From now on questions are about the next version. */
  begin(source: Source): void {
    this.#source = source;
    this.#version += 1;
    if (this.#named.size < this.#sweepAt) return;
    this.#named = new Map([...this.#named].filter(([, { seen }]) => seen >= this.#version - OLD));
    this.#sweepAt = Math.max(FIRST_SWEEP, this.#named.size * 2);
  }

  /** Something is being found out, so reads must be told. */
  get isFinding(): boolean {
    return this.#open.length > 0;
  }

  /** `find` is kept with the answer: it may use its argument and what the name says, and no version's objects. */
  named<T>(name: string, find: (source: Source) => T, isSame: (before: T, now: T) => boolean): T {
    return this.#asked(this.#answer(this.#named, name, find, isSame, false)) as T;
  }

  /** What a version itself says. */
  read<T>(name: string, find: (source: Source) => T, isSame: (before: T, now: T) => boolean): T {
    return this.#asked(this.#answer(this.#named, name, find, isSame, true)) as T;
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
    return this.#asked(this.#answer(answers, name, find, isSame, false)) as T;
  }

  /** An answer for one version, with what it was found from. */
  once(compute: () => unknown): Answer<Source> {
    const { value, sources } = this.#gathered(compute);
    return {
      value,
      seen: this.#version,
      changed: this.#version,
      sources,
      find: undefined,
      isRead: false,
      isSame: Object.is,
    };
  }

  /** Says that what is being found needs this answer, too. */
  told(answer: Answer<Source>): unknown {
    this.#open.at(-1)?.add(answer);
    return answer.value;
  }

  #answer<T>(
    answers: Map<string, Answer<Source>>,
    name: string,
    find: (source: Source) => T,
    isSame: (before: T, now: T) => boolean,
    isRead: boolean,
  ): Answer<Source> {
    let answer = answers.get(name);
    if (answer === undefined) {
      answer = { value: undefined, seen: 0, changed: 0, sources: [], find, isRead, isSame };
      answers.set(name, answer);
    }
    return answer;
  }

  #asked(answer: Answer<Source>): unknown {
    this.#refresh(answer);
    return this.told(answer);
  }

  #refresh(answer: Answer<Source>): void {
    if (answer.seen === this.#version) return;
    const isNew = answer.seen === 0;
    if (isNew || answer.isRead || !this.#stillHolds(answer)) {
      const { find } = answer;
      if (find === undefined) {
        answer.changed = this.#version;
      } else {
        const { value, sources } = this.#gathered(() => find(this.#source as Source));
        answer.sources = sources;
        if (isNew || !answer.isSame(answer.value as never, value as never)) {
          answer.value = value;
          answer.changed = this.#version;
        }
      }
    }
    answer.seen = this.#version;
  }

  #stillHolds({ sources, seen }: Answer<Source>): boolean {
    for (const source of sources) {
      this.#refresh(source);
      if (source.changed > seen) return false;
    }
    return true;
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
}

/** Lists of the same items; items are compared by identity. */
export function sameItems(before: readonly unknown[], now: readonly unknown[]): boolean {
  return before.length === now.length && before.every((item, at) => item === now[at]);
}
