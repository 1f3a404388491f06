/** Verdicts for people, and the line that `npm test` counts. */
import type { Report, TestState } from './exchange.ts';

const MARKS: Readonly<Record<TestState, string>> = { passed: '✔', failed: '✖', skipped: '-' };

export function printReport({ results, notes }: Report): void {
  for (const { title, state, duration, error } of results) {
    console.log(`  ${MARKS[state]} ${title} (${duration} ms)`);
    if (error !== undefined) console.log(error.replaceAll(/^/gm, '      '));
  }
  for (const note of notes) console.log(`  · ${note}`);
}

/** Prints `N passed, N failed[, N skipped]`. @returns exit code */
export function summarise(reports: readonly Report[]): number {
  const results = reports.flatMap((report) => report.results);
  const count = (state: TestState) => results.filter((result) => result.state === state).length;
  const tail = count('skipped') > 0 ? `, ${count('skipped')} skipped` : '';
  console.log(`\n${count('passed')} passed, ${count('failed')} failed${tail}`);
  return count('failed') === 0 ? 0 : 1;
}
