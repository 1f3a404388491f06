/**
 * Work that nobody waits for: begins when nothing has happened for a while, goes on in slices, one job after the other, and
 * stops when something happens. Who types meets nothing of it.
 */
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Runtime } from './runtime.ts';

/** Milliseconds without an edit. */
const PAUSE_MS = 400;
/** Longest time between two chances for messages; one step is never cut. */
const SLICE_MS = 4;

/** Yields often. What was stopped in the middle is begun again in the next pause. */
export type IdleJob = (snapshot: Snapshot) => Generator<void, void>;

export interface IdleWorkOptions {
  readonly runtime: Pick<Runtime, 'now' | 'after' | 'giveWay'>;
  readonly snapshot: () => Snapshot;
  onFailure(error: unknown): void;
}

export class IdleWork {
  readonly #options: IdleWorkOptions;
  readonly #jobs: IdleJob[] = [];
  #callOff: (() => void) | undefined;
  /** Of the pause that is now: another one is another pause. */
  #turn = 0;

  constructor(options: IdleWorkOptions) {
    this.#options = options;
  }

  add(job: IdleJob): void {
    this.#jobs.push(job);
  }

  /** Everything is analyzed: begins when that stays so. */
  postpone(): void {
    this.stop();
    this.#callOff = this.#options.runtime.after(PAUSE_MS, () => void this.#work());
  }

  /** Something has happened. */
  stop(): void {
    this.#turn += 1;
    this.#callOff?.();
    this.#callOff = undefined;
  }

  async #work(): Promise<void> {
    const { runtime, snapshot: current, onFailure } = this.#options;
    const turn = this.#turn;
    const snapshot = current();
    let deadline = runtime.now() + SLICE_MS;
    for (const job of this.#jobs) {
      try {
        for (const _ of job(snapshot)) {
          if (runtime.now() < deadline) continue;
          await runtime.giveWay();
          if (turn !== this.#turn || snapshot.isStale) return;
          deadline = runtime.now() + SLICE_MS;
        }
      } catch (error) {
        onFailure(error);
      }
    }
  }
}
