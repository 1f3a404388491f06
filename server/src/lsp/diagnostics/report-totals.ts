/** Sums over the reports of all files, kept as they come and go: who asks for them counts no file anew. */
import type { Severity } from '../../workspace/finding.ts';
import type { FindingCounts } from '../protocol.ts';

export const NO_COUNTS: FindingCounts = { error: 0, warning: 0, info: 0, hint: 0 };

export interface Totals {
  readonly findings: FindingCounts;
  /** Files that hold a document of ours. */
  readonly ours: number;
}

/** What a file adds to the sums. */
export interface Share extends Totals {
  /** Worlds that show the file. */
  readonly worlds: readonly object[];
}

const NOTHING: Totals = { findings: NO_COUNTS, ours: 0 };

export class ReportTotals {
  readonly #shares = new Map<string, Share>();
  #all = NOTHING;
  #byWorld = new WeakMap<object, Totals>();

  get all(): Totals {
    return this.#all;
  }

  of(world: object): Totals {
    return this.#byWorld.get(world) ?? NOTHING;
  }

  /** @param share of the file now; undefined for one that is gone */
  set(uri: string, share: Share | undefined): void {
    const before = this.#shares.get(uri);
    if (before !== undefined) this.#add(before, -1);
    if (share === undefined) this.#shares.delete(uri);
    else {
      this.#shares.set(uri, share);
      this.#add(share, 1);
    }
  }

  #add(share: Share, sign: 1 | -1): void {
    this.#all = sum(this.#all, share, sign);
    for (const world of share.worlds) this.#byWorld.set(world, sum(this.of(world), share, sign));
  }
}

function sum(totals: Totals, { findings, ours }: Totals, sign: 1 | -1): Totals {
  const counts = { ...totals.findings };
  for (const severity of Object.keys(counts) as Severity[]) counts[severity] += sign * findings[severity];
  return { findings: counts, ours: totals.ours + sign * ours };
}
