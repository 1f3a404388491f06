/**
 * What the rows of `speed` came to when the commit was made that they are held against, as multiples of what bare YAML
 * parsing of the same mesh takes on the same machine, so that another machine can tell by how much it has become slower.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../scripts/setup/paths.mjs';

const FILE = join(ROOT, 'test', 'perf', 'reference.json');

/** How far all that came later may go, together. */
const LIMITS = { cold: 1.3, edit: 1.15 } as const;

interface Recorded {
  /** Short id of the commit. */
  readonly commit: string;
  /** By version of Node (`24`), then by row: CPU as a multiple of bare parsing, or megabytes. */
  readonly rows: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

export class Reference {
  readonly #recorded: Recorded;
  readonly #node: string;
  readonly #now = new Map<string, number>();

  /** @param node its major version */
  constructor(node: string) {
    this.#node = node;
    this.#recorded = existsSync(FILE)
      ? (JSON.parse(readFileSync(FILE, 'utf8')) as Recorded)
      : { commit: '', rows: {} };
  }

  get commit(): string {
    return this.#recorded.commit;
  }

  /** The value of a row beside what was recorded of it, with the limit; empty where nothing was. */
  compare(row: string, value: number): string {
    this.#now.set(row, value);
    const before = this.#recorded.rows[this.#node]?.[row];
    if (before === undefined || before <= 0) return '';
    const limit = row.includes('edit') || row.includes('host') ? LIMITS.edit : LIMITS.cold;
    const ratio = value / before;
    return `${ratio.toFixed(2)} x${ratio > limit ? ` (over ${limit})` : ''}`;
  }

  /** Keeps what was measured as what later runs are held against. */
  record(commit: string): void {
    const own: Record<string, number> = { ...this.#recorded.rows[this.#node] };
    for (const [row, value] of this.#now) own[row] = Number(value.toPrecision(4));
    const next: Recorded = { commit, rows: { ...this.#recorded.rows, [this.#node]: own } };
    writeFileSync(FILE, `${JSON.stringify(next, undefined, 2)}\n`);
  }
}
