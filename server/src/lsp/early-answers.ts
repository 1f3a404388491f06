/** While files are read for the first time: who asks about an open one hears what is certain, and the rest afterwards. */
import type { JobQueue } from './job-queue.ts';
import type { Runtime } from './runtime.ts';

/** Milliseconds in which small projects are read, so that everything is told at once. */
const PATIENCE_MS = 100;

export interface EarlyAnswersOptions {
  readonly runtime: Pick<Runtime, 'after'>;
  readonly queue: Pick<JobQueue, 'isBusy' | 'idle'>;
  /** What is found in it now is found when all is read, too. */
  isCertain(uri: string): boolean;
  /** It is time to tell what is certain of open files. */
  onTime(): void;
}

export class EarlyAnswers {
  readonly #options: EarlyAnswersOptions;
  #noteOutlined = () => {};
  readonly #outlined = new Promise<void>((resolve) => {
    this.#noteOutlined = resolve;
  });
  #isOutlined = false;
  #isScheduled = false;

  constructor(options: EarlyAnswersOptions) {
    this.#options = options;
  }

  /** What is known of the file is only what is certain before the others are read. */
  isEarly(uri: string): boolean {
    const { queue, isCertain } = this.#options;
    return this.#isOutlined && queue.isBusy && isCertain(uri);
  }

  /** Settings, configuration and lists of files are read. */
  noteOutlined(): void {
    this.#isOutlined = true;
    this.#noteOutlined();
    this.schedule();
  }

  /** Resolves when all files are read, or when that takes long and something is certain of this one. */
  async wait(uri: string): Promise<void> {
    const { queue, runtime } = this.#options;
    if (!queue.isBusy) return;
    const idle = queue.idle();
    let callOff = () => {};
    const patience = new Promise<void>((resolve) => {
      callOff = runtime.after(PATIENCE_MS, resolve);
    });
    await Promise.race([idle, Promise.all([this.#outlined, patience])]);
    callOff();
    if (!this.isEarly(uri)) await idle;
  }

  /** An open file is another: tells soon, if others are still being read then. */
  schedule(): void {
    const { queue, runtime, onTime } = this.#options;
    if (this.#isScheduled || !this.#isOutlined || !queue.isBusy) return;
    this.#isScheduled = true;
    runtime.after(PATIENCE_MS, () => {
      this.#isScheduled = false;
      if (queue.isBusy) onTime();
    });
  }
}
