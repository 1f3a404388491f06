/** Runs jobs that touch files one after the other, so that an older answer of the disk never replaces a newer one. */
export class JobQueue {
  readonly #onFailure: (error: unknown) => void;
  #tail: Promise<void> = Promise.resolve();
  #waiting = 0;

  constructor(onFailure: (error: unknown) => void) {
    this.#onFailure = onFailure;
  }

  get isBusy(): boolean {
    return this.#waiting > 0;
  }

  /** Resolves when the job is done, also when it failed. */
  add(job: () => Promise<void>): Promise<void> {
    this.#waiting++;
    this.#tail = this.#tail
      .then(job)
      .catch(this.#onFailure)
      .finally(() => {
        this.#waiting--;
      });
    return this.#tail;
  }

  /** Resolves when every job of now is done. */
  idle(): Promise<void> {
    return this.#tail;
  }
}
