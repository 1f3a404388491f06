/** How much of the corpora beside the checkout holds; at least what `test/conformance.json` records. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from '../bootstrap.mjs';
import { ROOT } from '../setup/paths.mjs';
import { run } from '../setup/run-command.mjs';

/** @typedef {import('./steps.mjs').Outcome} Outcome */

const TOOL = join(ROOT, '..', 'shared', 'tools', 'conformance.mjs');
const FLOORS = join(ROOT, 'test', 'conformance.json');
const TIMEOUT_MS = 10 * 60_000;

/**
 * @param {string} toolNode
 * @returns {Promise<Outcome>}
 */
export async function conformance(toolNode) {
  /** @type {Record<string, number>} share of cases, 0 to 1, by suite */
  const floors = JSON.parse(readFileSync(FLOORS, 'utf8'));
  const suites = Object.keys(floors);
  if (!existsSync(TOOL)) {
    return {
      passed: 0,
      failed: [],
      skipped: suites.map((suite) => `conformance ${suite}: no ../shared here`),
    };
  }
  await ensureBuild();
  // The tool splits its command at blanks, so a Node whose path has one is left to PATH.
  const runtime = /\s/.test(process.execPath) ? 'node' : process.execPath;
  const args = [TOOL, '--json', '--suite', suites.join(','), '--cmd', `${runtime} dist/cli.js`];
  const { output } = await run(toolNode, args, { quiet: true, timeoutMs: TIMEOUT_MS });
  const summary = readSummary(output);
  if (summary === undefined) {
    return { passed: 0, failed: [`conformance: no summary; ${output.slice(-500)}`], skipped: [] };
  }
  /** @type {string[]} */
  const failed = [];
  for (const [suite, floor] of Object.entries(floors)) {
    const { ok = 0, of = 0, failing = [] } = summary[suite] ?? {};
    const isEnough = of > 0 && ok / of >= floor;
    console.log(`${suite}: ${ok} of ${of}${failing.length > 0 ? `; not: ${failing.join(', ')}` : ''}`);
    if (!isEnough)
      failed.push(`conformance ${suite}: ${ok} of ${of} is below the recorded share of ${floor}`);
  }
  return { passed: suites.length - failed.length, failed, skipped: [] };
}

/**
 * @param {string} output
 * @returns {Record<string, { ok?: number, of?: number, failing?: string[] }> | undefined}
 */
function readSummary(output) {
  try {
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  } catch {
    return undefined;
  }
}
