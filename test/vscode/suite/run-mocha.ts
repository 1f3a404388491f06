/** Runs the tests inside the extension host and writes the report that the driver waits for. */
import type { TestResult } from '../driver/exchange.ts';
import { notes } from './note.ts';
import { readRunOptions, writeReport } from './workspace-folder.ts';

export async function run(): Promise<void> {
  const results: TestResult[] = [];
  const { titles } = await readRunOptions();
  mocha.grep(new RegExp(titles));
  await new Promise<void>((resolve) => {
    mocha.reporter(collector(results)).run(() => resolve());
  });
  await writeReport({ results, notes });
}

/** A reporter that keeps each verdict. */
function collector(results: TestResult[]) {
  return class {
    constructor(runner: Mocha.Runner) {
      const add = (test: Mocha.Runnable, verdict: Pick<TestResult, 'state' | 'error'>) =>
        results.push({ title: test.fullTitle(), duration: test.duration ?? 0, ...verdict });
      runner.on('pass', (test) => add(test, { state: 'passed' }));
      runner.on('pending', (test) => add(test, { state: 'skipped' }));
      runner.on('fail', (test, error) => add(test, { state: 'failed', error: error?.stack ?? String(error) }));
    }
  };
}
