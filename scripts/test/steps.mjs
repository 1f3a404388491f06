/** The steps of `npm test`, in order. */
import { join } from 'node:path';
import { ensureNeovim, ensureRealEditor } from '../bootstrap.mjs';
import { generators } from '../setup/generators.mjs';
import { ROOT } from '../setup/paths.mjs';
import { run } from '../setup/run-command.mjs';
import { conformance } from './conformance.mjs';
import { realEditor } from './real-editor.mjs';
import { unitTests } from './unit-tests.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {readonly string[]} failed their names
 * @property {readonly string[]} skipped their names
 *
 * @typedef {object} Step
 * @property {string} name for `--only`
 * @property {string} title
 * @property {(toolNode: string) => Promise<Outcome>} run
 */

const TOOL_TIMEOUT_MS = 5 * 60_000;
const BIN = join(ROOT, 'node_modules');

/**
 * A tool that has one verdict.
 * @param {string} name
 * @param {string} node
 * @param {readonly string[]} args
 * @returns {Promise<Outcome>}
 */
async function verdict(name, node, args) {
  const { code } = await run(node, args, { timeoutMs: TOOL_TIMEOUT_MS });
  return code === 0
    ? { passed: 1, failed: [], skipped: [] }
    : { passed: 0, failed: [`${name} (exit code ${code})`], skipped: [] };
}

/** @param {string} node */
async function checkGenerators(node) {
  /** @type {Outcome} */
  let sum = { passed: 0, failed: [], skipped: [] };
  for (const { name, file } of generators()) {
    const { passed, failed } = await verdict(`${name} is in step`, node, [file, '--check']);
    sum = { ...sum, passed: sum.passed + passed, failed: [...sum.failed, ...failed] };
  }
  return sum;
}

/**
 * Brings the editors early, since unit tests want them, too. Those, and the last step, say what is missing.
 * @returns {Promise<Outcome>}
 */
async function prepareEditor() {
  await ensureRealEditor();
  await ensureNeovim();
  return { passed: 0, failed: [], skipped: [] };
}

/** @type {readonly Step[]} */
export const STEPS = [
  {
    name: 'lint',
    title: 'Format, lint and import rules (biome)',
    run: (node) =>
      verdict('biome', node, [join(BIN, '@biomejs/biome/bin/biome'), 'check', '--error-on-warnings']),
  },
  {
    name: 'types',
    title: 'Types (tsc)',
    run: (node) => verdict('tsc', node, [join(BIN, 'typescript/bin/tsc'), '-b']),
  },
  {
    name: 'build',
    title: 'Production build (esbuild)',
    run: (node) => verdict('esbuild', node, ['esbuild.mjs', '--production']),
  },
  { name: 'generators', title: 'Generated files are in step', run: checkGenerators },
  { name: 'editor', title: 'Editors to test in', run: prepareEditor },
  { name: 'unit', title: 'Unit and protocol tests (node:test)', run: (node) => unitTests(node) },
  { name: 'conformance', title: 'Conformance with the corpora', run: (node) => conformance(node) },
  { name: 'vscode', title: 'Extension in a real VS Code', run: () => realEditor() },
];
