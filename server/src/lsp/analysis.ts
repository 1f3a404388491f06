/** Drives the engine's analysis in slices, so that the server answers in between, and drops it when an edit comes. */
import type { Workspace } from '../workspace/workspace.ts';
import type { Runtime } from './runtime.ts';

/** Longest time between two chances for other messages; one file's work is never cut. */
const SLICE_MS = 8;

export interface AnalysisOptions {
  readonly workspace: Workspace;
  readonly runtime: Pick<Runtime, 'now' | 'after' | 'giveWay'>;
  /** Milliseconds between an edit and the analysis that nobody has asked for. */
  readonly delay: number;
  /** Told the URIs whose findings may have changed since the last call. */
  onSettled(changed: ReadonlySet<string>): void;
  onFailure(error: unknown): void;
}

export class Analysis {
  readonly #options: AnalysisOptions;
  #changed = new Set<string>();
  #running: Promise<void> | undefined;
  #callOff: (() => void) | undefined;

  constructor(options: AnalysisOptions) {
    this.#options = options;
  }

  /** The workspace has changed in these files. */
  note(uris: Iterable<string>): void {
    for (const uri of uris) this.#changed.add(uri);
  }

  /** Analyzes soon. */
  schedule(): void {
    this.#callOff?.();
    const { runtime, delay } = this.#options;
    this.#callOff = runtime.after(delay, () => void this.settle());
  }

  /** Analyzes now. Resolves when nothing is pending. */
  settle(): Promise<void> {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
  }

  async #run(): Promise<void> {
    const { workspace, runtime, onSettled, onFailure } = this.#options;
    try {
      for (let isDone = false; !isDone; ) {
        const snapshot = workspace.snapshot;
        let deadline = runtime.now() + SLICE_MS;
        for (const uri of snapshot.analyze()) {
          this.#changed.add(uri);
          if (runtime.now() < deadline) continue;
          await runtime.giveWay();
          if (snapshot.isStale) break;
          deadline = runtime.now() + SLICE_MS;
        }
        isDone = !snapshot.isStale;
      }
      const changed = this.#changed;
      this.#changed = new Set();
      if (changed.size > 0) onSettled(changed);
    } catch (error) {
      onFailure(error);
    }
  }
}
