/** How much of the corpora beside the checkout holds; at least what `test/conformance.json` records. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuild } from '../bootstrap.mjs';
import { ROOT } from '../setup/paths.mjs';
import { run } from '../setup/run-command.mjs';

/** @typedef {import('./steps.mjs').Outcome} Outcome */

const TOOLS = join(ROOT, '..', 'shared', 'tools');
/** What builds become, and what is found in them, has a tool of its own. */
const OF_WORLDS = new Set(['kustomize', 'helm']);
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
  if (!existsSync(TOOLS)) {
    return {
      passed: 0,
      failed: [],
      skipped: suites.map((suite) => `conformance ${suite}: no ../shared here`),
    };
  }
  await ensureBuild();
  /** @type {Summary} */
  const summary = {};
  for (const [tool, areOfWorlds] of /** @type {const} */ ([
    ['conformance.mjs', false],
    ['conformance-worlds.mjs', true],
  ])) {
    const own = suites.filter((suite) => OF_WORLDS.has(suite) === areOfWorlds);
    const { output, summary: part } = await summaryOf(toolNode, join(TOOLS, tool), own);
    if (part === undefined) {
      return {
        passed: 0,
        failed: [`conformance: no summary of ${tool}; ${output.slice(-500)}`],
        skipped: [],
      };
    }
    Object.assign(summary, part);
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

/** @typedef {Record<string, { ok?: number, of?: number, failing?: string[] }>} Summary */

/**
 * @param {string} toolNode
 * @param {string} tool
 * @param {readonly string[]} suites
 * @returns {Promise<{ output: string, summary: Summary | undefined }>}
 */
async function summaryOf(toolNode, tool, suites) {
  // The tool splits its command at blanks, so a Node whose path has one is left to PATH.
  const runtime = /\s/.test(process.execPath) ? 'node' : process.execPath;
  const args = [tool, '--json', '--suite', suites.join(','), '--cmd', `${runtime} dist/cli.js`];
  const { output } = await run(toolNode, args, { quiet: true, timeoutMs: TIMEOUT_MS });
  return { output, summary: readSummary(output) };
}

/**
 * @param {string} output
 * @returns {Summary | undefined}
 */
function readSummary(output) {
  try {
    return JSON.parse(output.trim().split('\n').at(-1) ?? '');
  } catch {
    return undefined;
  }
}
