/** What the driver and the suite inside the extension host tell each other: JSON files beside the opened folder. */

export interface RunOptions {
  /** A regular expression: the full titles of the tests to run. */
  readonly titles: string;
  readonly trust: 'asked' | 'switched-off';
  readonly host: 'node' | 'web';
}

export type TestState = 'passed' | 'failed' | 'skipped';

export interface TestResult {
  readonly title: string;
  readonly state: TestState;
  /** How long it took, in milliseconds. */
  readonly duration: number;
  /** Message and stack of a failure. */
  readonly error?: string;
}

export interface Report {
  /** False while tests are running: what there is when the time is over. */
  readonly isComplete: boolean;
  readonly results: readonly TestResult[];
  /** Lines to be printed: measurements, not verdicts. */
  readonly notes: readonly string[];
}

// Beside the folder, not in it, so that writing them is no file event in the workspace.
export const OPTIONS_NAME = 'options.json';
export const REPORT_NAME = 'report.json';
