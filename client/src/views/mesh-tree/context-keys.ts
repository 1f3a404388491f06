/** Keys of `when` clauses, told to the editor only when they change. */
import { commands } from 'vscode';

export class ContextKeys {
  readonly #known = new Map<string, unknown>();
  #wanted = Number.POSITIVE_INFINITY;
  #once = 0;

  set(key: string, value: unknown): void {
    if (this.#known.get(key) === value) return;
    this.#known.set(key, value);
    void commands.executeCommand('setContext', key, value);
  }

  /** What was true once stays true. @param all how many such keys there are */
  setOnce(key: string, all: number): void {
    this.#wanted = all;
    if (this.#known.get(key) === true) return;
    this.#once += 1;
    this.set(key, true);
  }

  /** Every key of `setOnce` is true: nothing is left to find out. */
  get isComplete(): boolean {
    return this.#once >= this.#wanted;
  }
}
