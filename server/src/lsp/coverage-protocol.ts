/** The part of our own requests that says how much was checked across files. */
import type { Range } from 'vscode-languageserver';

/** What was not checked across files; answered when everything is analyzed. */
export const COVERAGE = 'meshwright/coverage';

/** References between objects, and how many of them the files could decide. */
export interface CheckedCount {
  readonly checked: number;
  readonly total: number;
}

export interface CoverageGroup {
  /** `7 hosts in namespaces that no file here defines (billing, pay)`. */
  readonly text: string;
  /** What would have them checked, or why they are taken to exist; a sentence without its full stop. */
  readonly remedy: string;
  /** What to add to a list of `meshwright.json` in that folder, where that is the remedy. */
  readonly declaration?: {
    readonly key: string;
    readonly values: readonly string[];
    readonly folder: string;
  };
  /** The first five. */
  readonly places: readonly { readonly uri: string; readonly range: Range; readonly name: string }[];
}

export interface CoverageResult extends CheckedCount {
  readonly summary: string;
  /** The largest first; behind them what is taken to exist. */
  readonly groups: readonly CoverageGroup[];
}
