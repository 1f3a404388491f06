/** How much of the workspace was checked across files: brought up to date when nothing else is left to do. */
import type { Coverage } from '../features/coverage/coverage.ts';
import { KeptCoverage } from '../features/coverage/kept-coverage.ts';
import type { Session } from './session.ts';

export class CoverageKeeper {
  /** Of the last time that nothing was pending; undefined before. */
  latest: Coverage | undefined;
  readonly #kept = new KeptCoverage();

  constructor({ idle }: Session, onChange: () => void) {
    const keeper = this;
    idle.add(function* (snapshot) {
      keeper.latest = yield* keeper.#kept.update(snapshot);
      onChange();
    });
  }

  /** The findings of these files may be others. */
  note(changed: ReadonlySet<string>): void {
    this.#kept.note(changed);
  }
}
