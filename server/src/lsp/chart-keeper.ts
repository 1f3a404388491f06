/**
 * Has an installed Helm render the charts of the folders, where the setting names one: when they have been read, and again when
 * a file of a chart is saved. One run at a time; a later change calls it off.
 */
import { isBelow } from '../base/canonical-uri.ts';
import { renderCharts } from '../project/helm/render-charts.ts';
import type { Project } from '../project/project.ts';
import type { ProjectUnit } from '../project/worlds/unit.ts';
import { describe } from './guard.ts';
import type { Session } from './session.ts';

/** Milliseconds after the last change: several files are saved at once. */
const DELAY = 400;

export class ChartKeeper {
  readonly #session: Session;
  /** Files that have changed since the last run that came to its end; undefined: all of them. */
  #changed: Set<string> | undefined = new Set();
  #program = '';
  #callOff = () => {};
  #running: AbortController | undefined;
  #isRefused = false;

  constructor(session: Session) {
    this.#session = session;
  }

  /** Files were saved, or came, or went; absent: folders were read. */
  note(uris?: Iterable<string>): void {
    if (uris === undefined) this.#changed = undefined;
    else for (const uri of uris) this.#changed?.add(uri);
    if (this.#program === '' && this.#wanted() === '') return;
    this.#callOff();
    this.#running?.abort();
    this.#callOff = this.#session.runtime.after(DELAY, () => {
      this.#run().catch((error: unknown) => this.#session.log.error(describe(error)));
    });
  }

  stop(): void {
    this.#callOff();
    this.#running?.abort();
  }

  /** The setting, where this host can start a program; empty: Helm is not run. */
  #wanted(): string {
    const { folders, runtime, log } = this.#session;
    const { helmPath } = folders.outside.settings;
    if (helmPath === '' || runtime.helm !== undefined) return helmPath;
    if (!this.#isRefused) log.warn('Helm is not run: no program can be started in a browser');
    this.#isRefused = true;
    return '';
  }

  async #run(): Promise<void> {
    const { folders, runtime, indexer, log } = this.#session;
    const program = this.#wanted();
    if (program !== this.#program) this.#changed = undefined;
    this.#program = program;
    const projects = folders.all().map(({ project }) => project);
    if (program === '' || runtime.helm === undefined || runtime.files === undefined) {
      const holding = projects.filter(({ chartOutputs }) => chartOutputs.size > 0);
      for (const project of holding) project.forgetCharts();
      if (holding.length > 0) await this.#session.enqueue(async () => indexer.divide(holding));
      return;
    }
    const running = new AbortController();
    this.#running = running;
    const changed = this.#changed;
    const hasChanged = await renderCharts(projects, {
      helm: runtime.helm(program),
      source: runtime.files,
      decoders: { strict: new TextDecoder('utf-8', { fatal: true }), tolerant: new TextDecoder('utf-8') },
      signal: running.signal,
      isWanted: (project, unit) =>
        changed === undefined || [...changed].some((uri) => isOf(project, unit, uri)),
      onProblem: (text) => log.warn(text),
    });
    if (running.signal.aborted) return;
    this.#running = undefined;
    this.#changed = new Set();
    if (hasChanged) await this.#session.enqueue(async () => indexer.divide(projects));
  }
}

/** The file is in the chart, or gives it values. */
function isOf(project: Project, { root, values = [] }: ProjectUnit, uri: string): boolean {
  const path = project.pathOf(uri);
  return isBelow(uri, project.uriOf(root)) || values.some(({ files }) => files.includes(path));
}
