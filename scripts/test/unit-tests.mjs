/** Everything that `node --test` runs: files `*.test.ts`. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join, sep } from 'node:path';
import { ensureBuild } from '../bootstrap.mjs';
import { ROOT } from '../setup/paths.mjs';
import { run } from '../setup/run-command.mjs';
import { SetUpError } from '../setup/set-up-error.mjs';

/** @typedef {import('./steps.mjs').Outcome} Outcome */

const FOLDERS = ['server/src', 'client/src', 'client/webview', 'scripts', 'test'];
// These run inside VS Code, by a runner of their own.
const IN_VSCODE = 'test/vscode/';
const TEST_TIMEOUT_MS = 3 * 60_000;
const ALL_TIMEOUT_MS = 20 * 60_000;

/** Test files from the checkout, with `/`. */
function testFiles() {
  return FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
      (path) => `${folder}/${path.split(sep).join('/')}`,
    ),
  )
    .filter((path) => path.endsWith('.test.ts') && !path.startsWith(IN_VSCODE))
    .sort();
}

/**
 * @param {string} toolNode runs the tests
 * @param {string} [filter] only files whose path contains this
 * @returns {Promise<Outcome>}
 */
export async function unitTests(toolNode, filter = '') {
  await ensureBuild().catch(tolerateBrokenBuild);
  const files = testFiles().filter((path) => path.includes(filter));
  if (files.length === 0) {
    return { passed: 0, failed: [`no test file's path contains "${filter}"`], skipped: [] };
  }
  mkdirSync(join(ROOT, 'out'), { recursive: true });
  const scratch = mkdtempSync(join(ROOT, 'out', 'unit-'));
  const counts = join(scratch, 'counts.json');
  const { code } = await run(
    toolNode,
    [
      '--test',
      `--test-timeout=${TEST_TIMEOUT_MS}`,
      '--test-reporter=./scripts/test/reporter.mjs',
      '--test-reporter-destination=stdout',
      ...files,
    ],
    { env: testEnvironment(counts), timeoutMs: ALL_TIMEOUT_MS },
  );
  const outcome = readCounts(counts);
  rmSync(scratch, { recursive: true, force: true });
  if (outcome === undefined) return { passed: 0, failed: [`node --test ended with ${code}`], skipped: [] };
  if (code !== 0 && outcome.failed.length === 0)
    return { ...outcome, failed: [`node --test ended with ${code}`] };
  return outcome;
}

/**
 * Most tests need no build, and those that do will say so.
 * @param {unknown} error
 */
function tolerateBrokenBuild(error) {
  if (!(error instanceof SetUpError)) throw error;
  console.error(error.message);
}

/**
 * @param {string} counts the file to count into
 * @returns {NodeJS.ProcessEnv}
 */
function testEnvironment(counts) {
  const { NODE_OPTIONS: _, ...env } = process.env;
  return {
    ...env,
    MESHWRIGHT_TEST_COUNTS: counts,
    // The Node that the product would run on here: tests that start the built command line or server use it.
    MESHWRIGHT_RUNTIME_NODE: process.execPath,
  };
}

/**
 * @param {string} file
 * @returns {Outcome | undefined}
 */
function readCounts(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
