/** How much of the workspace was checked across files: counted anew in idle slices after each analysis. */
import { type Coverage, coverageOf } from '../features/coverage/coverage.ts';
import { describe } from './guard.ts';
import type { Session } from './session.ts';

/** Milliseconds after an analysis: nobody waits for it, and the next keystroke makes it old. */
const DELAY = 400;
/** Longest time between two chances for other messages. */
const SLICE_MS = 8;

export class CoverageKeeper {
  /** Of the last time that nothing was pending; undefined before. */
  latest: Coverage | undefined;
  readonly #session: Session;
  readonly #onChange: () => void;
  #callOff: (() => void) | undefined;
  #turn = 0;

  constructor(session: Session, onChange: () => void) {
    this.#session = session;
    this.#onChange = onChange;
  }

  /** The findings are complete again. */
  note(): void {
    this.#callOff?.();
    this.#callOff = this.#session.runtime.after(DELAY, () => void this.#count());
  }

  async #count(): Promise<void> {
    const { runtime, snapshot, log } = this.#session;
    this.#turn += 1;
    const turn = this.#turn;
    try {
      const run = coverageOf(snapshot);
      let deadline = runtime.now() + SLICE_MS;
      for (let step = run.next(); ; step = run.next()) {
        if (step.done === true) {
          this.latest = step.value;
          return this.#onChange();
        }
        if (runtime.now() < deadline) continue;
        await runtime.giveWay();
        if (turn !== this.#turn || snapshot.isStale) return;
        deadline = runtime.now() + SLICE_MS;
      }
    } catch (error) {
      log.error(`Cannot count what was checked: ${describe(error)}`);
    }
  }
}
