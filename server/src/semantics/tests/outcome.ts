/** What came of a test: of one request, or of one invariant. */
import type { Step } from '../steps.ts';

export interface TestFailure {
  /** What was wanted and what came instead. */
  readonly text: string;
  /** Of the expectation in the test's document. */
  readonly path: string;
}

export interface TestOutcome {
  readonly name: string;
  /** Of the test in its document. */
  readonly path: string;
  /** What was asked, in a line; a test that stands for several requests has an outcome for each. */
  readonly request: string;
  readonly failures: readonly TestFailure[];
  /** Reasons of the answer. */
  readonly steps: readonly Step[];
}
