/**
 * `npm test`: set up, then every check and every test, one after the other.
 *   npm test -- TEXT           only unit tests whose file path contains TEXT
 *   npm test -- --only A,B     only these steps: lint, types, build, generators, editor, unit, conformance, vscode
 * The last line counts over all of them.
 */
import { parseArgs } from 'node:util';
import { ensureDependencies, ensureToolNode, runMain } from './bootstrap.mjs';
import { SetUpError } from './setup/set-up-error.mjs';
import { STEPS } from './test/steps.mjs';
import { unitTests } from './test/unit-tests.mjs';

/** @typedef {import('./test/steps.mjs').Outcome} Outcome */

/**
 * @param {readonly string[]} names
 * @returns {readonly import('./test/steps.mjs').Step[]}
 */
function chooseSteps(names) {
  const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
  if (unknown.length > 0) {
    const known = STEPS.map((step) => step.name).join(', ');
    throw new SetUpError(`There is no step ${unknown.join(', ')}. There are: ${known}`);
  }
  return names.length === 0 ? STEPS : STEPS.filter((step) => names.includes(step.name));
}

/**
 * @param {string} title
 * @param {() => Promise<Outcome>} work
 * @returns {Promise<Outcome>}
 */
async function section(title, work) {
  const start = Date.now();
  console.log(`\n== ${title} ==`);
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
    return { passed: 0, failed: [`${title}: could not be set up`], skipped: [] };
  } finally {
    console.log(`-- ${((Date.now() - start) / 1000).toFixed(1)} s`);
  }
}

/**
 * @param {readonly Outcome[]} outcomes
 * @returns {number} exit code
 */
function summarise(outcomes) {
  const failed = outcomes.flatMap((outcome) => outcome.failed);
  const skipped = outcomes.flatMap((outcome) => outcome.skipped);
  const passed = outcomes.reduce((sum, outcome) => sum + outcome.passed, 0);
  console.log('');
  for (const name of skipped) console.log(`skipped: ${name}`);
  for (const name of failed) console.log(`failed: ${name}`);
  const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  console.log(`${passed} passed, ${failed.length} failed${tail}`);
  return failed.length === 0 ? 0 : 1;
}

async function main() {
  const { values, positionals } = parseArgs({
    options: { only: { type: 'string' } },
    allowPositionals: true,
  });
  const steps = chooseSteps(values.only?.split(',') ?? []);
  await ensureDependencies();
  const toolNode = await ensureToolNode();
  const filter = positionals[0];
  if (filter !== undefined) {
    return summarise([await section(`Unit tests: ${filter}`, () => unitTests(toolNode, filter))]);
  }
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const step of steps) outcomes.push(await section(step.title, () => step.run(toolNode)));
  return summarise(outcomes);
}

await runMain(main);
