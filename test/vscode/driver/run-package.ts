/** Makes the package, installs it with the editor's own command line, and runs the tests of the installed extension. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../../../scripts/setup/paths.mjs';
import type { Report, TestResult } from './exchange.ts';
import type { SuiteContext } from './run-tests.ts';

const LIMIT_BYTES = 3 * 1024 * 1024;
const TIMEOUT_MS = 3 * 60_000;

/** @param runTests runs the tests with the extensions installed in this folder */
export async function runPackage(
  context: SuiteContext,
  runTests: (extensionsFolder: string) => Promise<Report>,
): Promise<Report> {
  const { codeServer, vsix } = context.options;
  const home = context.scratch;
  const file = vsix ?? join(home, 'meshwright.vsix');
  const steps: TestResult[] = [];
  if (vsix === undefined) {
    const script = join(ROOT, 'scripts', 'package.mjs');
    steps.push(runTool('The package is made', [script, '--out', file]));
    if (steps.some(hasFailed)) return { isComplete: true, results: steps, notes: [] };
  }
  const bytes = statSync(file).size;
  steps.push(sizeResult(bytes));
  const extensionsFolder = join(home, 'extensions');
  const entry = join(codeServer, 'out', 'node', 'entry.js');
  const places = ['--extensions-dir', extensionsFolder, '--user-data-dir', join(home, 'user')];
  steps.push(runTool('The package installs', [entry, '--install-extension', file, ...places]));
  if (steps.some(hasFailed)) return { isComplete: true, results: steps, notes: [] };
  const { results, notes } = await runTests(extensionsFolder);
  return {
    isComplete: true,
    results: [...steps, ...results],
    notes: [`package: ${(bytes / 1024).toFixed(0)} KiB`, ...notes],
  };
}

function hasFailed(result: TestResult): boolean {
  return result.state === 'failed';
}

function sizeResult(bytes: number): TestResult {
  const title = 'The package is smaller than 3 MB';
  return bytes < LIMIT_BYTES
    ? { title, state: 'passed', duration: 0 }
    : { title, state: 'failed', duration: 0, error: `${bytes} bytes` };
}

function runTool(title: string, args: readonly string[]): TestResult {
  const start = Date.now();
  const { status, stdout, stderr, error } = spawnSync(process.execPath, args, {
    cwd: ROOT,
    encoding: 'utf8',
    timeout: TIMEOUT_MS,
  });
  const duration = Date.now() - start;
  if (status === 0) return { title, state: 'passed', duration };
  return {
    title,
    state: 'failed',
    duration,
    error: `exit code ${status} ${error ?? ''}\n${stdout}\n${stderr}`,
  };
}
