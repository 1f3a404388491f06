/** `coverage` of `lint --format json`: how much was checked across files. Public API. */
import { type Coverage, coverageNow } from '../features/coverage/coverage.ts';
import { coverageLine, isMostlyUnchecked, wayOutLine } from '../features/coverage/coverage-words.ts';
import { type Declaration, remedyFor } from '../features/coverage/remedy.ts';
import type { FileRange } from '../workspace/origin.ts';
import type { Snapshot } from '../workspace/snapshot.ts';
import type { LineRange } from './line-range.ts';

export interface ReportedCoverage {
  readonly units: number;
  /** Sets of files of which one at a time is true. */
  readonly alternatives: number;
  /** `total` is the sum of the others. */
  readonly references: {
    readonly total: number;
    readonly good: number;
    readonly wrong: number;
    readonly made: number;
    readonly unjudged: number;
  };
  readonly unjudged: readonly {
    /** `place`, `thing`, `alternative`, `open` or `later`. */
    readonly reason: string;
    readonly sort: string;
    readonly count: number;
    /** The first five. */
    readonly places: readonly { readonly file: string; readonly range: LineRange; readonly name: string }[];
    /** `key` and `values`: what to add to `meshwright.json`. */
    readonly remedy: { readonly text: string } & Partial<Declaration>;
  }[];
  /** The last line of the other forms, and the way out for the largest group. */
  readonly summary: string;
  readonly wayOut?: string;
  readonly isMostlyUnchecked: boolean;
}

export function reportCoverage(
  snapshot: Snapshot,
  rangeOf: (place: FileRange) => LineRange,
  show: (uri: string) => string,
): ReportedCoverage {
  const coverage = coverageNow(snapshot);
  const wayOut = wayOutLine(coverage);
  return {
    units: coverage.units,
    alternatives: coverage.alternatives,
    references: referencesOf(coverage),
    unjudged: coverage.unjudged.map((group) => {
      const { text, declaration } = remedyFor(group);
      return {
        reason: group.reason,
        sort: group.sort,
        count: group.count,
        places: group.places.map(({ resource, reference: { path, name } }) => {
          const place = snapshot.rangeOf({ resource, path });
          return { file: show(place.uri), range: rangeOf(place), name };
        }),
        remedy: { text, ...declaration },
      };
    }),
    summary: coverageLine(coverage),
    ...(wayOut !== undefined && { wayOut }),
    isMostlyUnchecked: isMostlyUnchecked(coverage),
  };
}

function referencesOf({ total, good, wrong, made }: Coverage): ReportedCoverage['references'] {
  return { total, good, wrong, made, unjudged: total - good - wrong - made };
}
