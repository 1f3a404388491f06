/** Runs the tests inside the extension host and writes the report that the driver waits for. */
import type { TestResult } from '../driver/exchange.ts';
import { notes } from './note.ts';
import { runner } from './start-mocha.ts';
import { readRunOptions, writeReport } from './workspace-folder.ts';

export async function run(): Promise<void> {
  const results: TestResult[] = [];
  try {
    const { titles } = await readRunOptions();
    runner.grep(new RegExp(titles));
    await new Promise<void>((resolve) =>
      collect(
        runner.run(() => resolve()),
        results,
      ),
    );
  } catch (error) {
    results.push({ title: 'mocha runs', duration: 0, state: 'failed', error: textOf(error) });
  }
  await writeReport({ results, notes, isComplete: true });
}

/** Keeps each verdict, and tells the driver about it: it may lose patience before the end. (Mocha's own reporter writes to the log of the extension host.) */
function collect(run: Mocha.Runner, results: TestResult[]): void {
  const add = (test: Mocha.Runnable, verdict: Pick<TestResult, 'state' | 'error'>) =>
    results.push({ title: test.fullTitle(), duration: test.duration ?? 0, ...verdict });
  run.on('pass', (test) => add(test, { state: 'passed' }));
  run.on('pending', (test) => add(test, { state: 'skipped' }));
  run.on('fail', (test, error) => add(test, { state: 'failed', error: textOf(error) }));
  run.on('test end', () => void writeReport({ results, notes, isComplete: false }));
}

function textOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
