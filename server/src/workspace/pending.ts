/** Evaluations that are to run, by file: who is interrupted after one file goes on with the next, and counts nothing anew. */
import type { SlotEvaluation } from './slot.ts';

export class Pending {
  readonly #byFile = new Map<string, Set<SlotEvaluation>>();

  get isEmpty(): boolean {
    return this.#byFile.size === 0;
  }

  add(evaluation: SlotEvaluation): void {
    const { uri } = evaluation.slot;
    const own = this.#byFile.get(uri);
    if (own === undefined) this.#byFile.set(uri, new Set([evaluation]));
    else own.add(evaluation);
  }

  delete(evaluation: SlotEvaluation): void {
    const { uri } = evaluation.slot;
    const own = this.#byFile.get(uri);
    if (own?.delete(evaluation) && own.size === 0) this.#byFile.delete(uri);
  }

  /** Takes out those of one file after the other, and of files that come in meanwhile. */
  *take(): Generator<readonly [uri: string, evaluations: Iterable<SlotEvaluation>], void> {
    for (const [uri, evaluations] of this.#byFile) {
      this.#byFile.delete(uri);
      yield [uri, evaluations];
    }
  }
}
