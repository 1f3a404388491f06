/** Drives the engine's analysis in slices, so that the server answers in between, and drops it when an edit comes. */
import type { Snapshot } from '../workspace/snapshot.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { IdleWork } from './idle-work.ts';
import type { Runtime } from './runtime.ts';

/** Longest time between two chances for other messages; one file's work is never cut. */
const SLICE_MS = 8;

export interface AnalysisOptions {
  readonly workspace: Workspace;
  readonly runtime: Pick<Runtime, 'now' | 'after' | 'giveWay'>;
  /** Milliseconds between an edit and the analysis that nobody has asked for. */
  readonly delay: number;
  /** What is left for the time when nothing is pending. */
  readonly idle: Pick<IdleWork, 'postpone' | 'stop'>;
  /** Files that a person looks at: they come first. */
  openUris(): readonly string[];
  /** Told those of them whose findings may have changed, when others are still to be analyzed. */
  onOpenSettled(changed: ReadonlySet<string>): void;
  /**
   * Told the URIs whose findings may have changed since the last call, and those of them whose findings were complete
   * before: they are the same now.
   */
  onSettled(changed: ReadonlySet<string>, complete: ReadonlySet<string>): void;
  onFailure(error: unknown): void;
}

export class Analysis {
  readonly #options: AnalysisOptions;
  #changed = new Set<string>();
  #complete = new Set<string>();
  #running: Promise<void> | undefined;
  #callOff: (() => void) | undefined;

  constructor(options: AnalysisOptions) {
    this.#options = options;
  }

  /** The workspace has changed in these files. */
  note(uris: Iterable<string>): void {
    for (const uri of uris) {
      this.#changed.add(uri);
      this.#complete.delete(uri);
    }
  }

  /** This file was analyzed before the others. */
  noteComplete(uri: string): void {
    this.#changed.add(uri);
    this.#complete.add(uri);
  }

  /** Analyzes soon. */
  schedule(): void {
    this.#callOff?.();
    const { runtime, delay, idle } = this.#options;
    idle.stop();
    this.#callOff = runtime.after(delay, () => void this.settle());
  }

  /** Analyzes now. Resolves when nothing is pending. */
  settle(): Promise<void> {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#running ??= this.#run().finally(() => {
      this.#running = undefined;
      if (this.#callOff === undefined) this.#options.idle.postpone();
    });
    return this.#running;
  }

  stop(): void {
    this.#callOff?.();
    this.#callOff = undefined;
    this.#options.idle.stop();
  }

  async #run(): Promise<void> {
    const { workspace, runtime, onSettled, onFailure } = this.#options;
    try {
      for (let isDone = false; !isDone; ) {
        const snapshot = workspace.snapshot;
        await this.#analyzeOpen(snapshot);
        if (snapshot.isStale) continue;
        let deadline = runtime.now() + SLICE_MS;
        for (const uri of snapshot.analyze()) {
          this.note([uri]);
          if (runtime.now() < deadline) continue;
          await runtime.giveWay();
          if (snapshot.isStale) break;
          deadline = runtime.now() + SLICE_MS;
        }
        isDone = !snapshot.isStale;
      }
      const [changed, complete] = [this.#changed, this.#complete];
      this.#changed = new Set();
      this.#complete = new Set();
      if (changed.size > 0) onSettled(changed, complete);
    } catch (error) {
      onFailure(error);
    }
  }

  async #analyzeOpen(snapshot: Snapshot): Promise<void> {
    const { runtime, openUris, onOpenSettled } = this.#options;
    const analyzed = new Set<string>();
    let deadline = runtime.now() + SLICE_MS;
    for (const uri of openUris()) {
      if (!snapshot.analyzeFile(uri)) continue;
      analyzed.add(uri);
      this.note([uri]);
      if (runtime.now() < deadline) continue;
      await runtime.giveWay();
      if (snapshot.isStale) return;
      deadline = runtime.now() + SLICE_MS;
    }
    for (const uri of analyzed) this.noteComplete(uri);
    if (analyzed.size > 0) onOpenSettled(analyzed);
  }
}
