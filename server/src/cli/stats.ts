/** `--stats`: where the time went. */
import type { Snapshot } from '../workspace/snapshot.ts';
import type { LintReport } from './report.ts';
import type { Terminal } from './terminal.ts';

export class Stopwatch {
  readonly laps: { readonly name: string; readonly ms: number }[] = [];
  readonly #terminal: Pick<Terminal, 'now'>;
  readonly #start: number;
  #last: number;

  constructor(terminal: Pick<Terminal, 'now'>) {
    this.#terminal = terminal;
    this.#start = terminal.now();
    this.#last = this.#start;
  }

  /** Ends a step; the next one starts. */
  lap(name: string): void {
    const now = this.#terminal.now();
    this.laps.push({ name, ms: now - this.#last });
    this.#last = now;
  }

  total(): number {
    return this.#terminal.now() - this.#start;
  }
}

export function formatStats(watch: Stopwatch, snapshot: Snapshot, report: LintReport): string {
  const worlds = [...snapshot.worlds()];
  const characters = snapshot.uris().reduce((sum, uri) => sum + (snapshot.file(uri)?.text.length ?? 0), 0);
  const rows: readonly (readonly [string, string])[] = [
    ['files', String(report.files)],
    ['characters', String(characters)],
    ['documents', String(report.documents)],
    ['resources', String(report.resources)],
    ['worlds', String(worlds.length)],
    ['rule runs', String(worlds.reduce((sum, world) => sum + world.runCount, 0))],
    ...watch.laps.map(({ name, ms }) => [`${name} (ms)`, ms.toFixed(1)] as const),
    ['total (ms)', watch.total().toFixed(1)],
  ];
  return rows.map(([name, value]) => `${name.padEnd(14)}${value.padStart(12)}\n`).join('');
}
