/** Lines that show what set-up is doing; plain text, so that they read the same in a log. */
import { run } from './run-command.mjs';
import { SetUpError } from './set-up-error.mjs';

const HEARTBEAT_MS = 15_000;

/** @param {number} since */
function secondsSince(since) {
  return `${((Date.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs one quiet command as a visible step. Its output is shown only when it fails.
 * @param {string} title what happens, to a person
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('./run-command.mjs').RunOptions & { wayOut: string }} options `wayOut`: what a person can do when it fails
 * @returns {Promise<string>} the command's output
 */
export async function step(title, command, args, { wayOut, ...options }) {
  const start = Date.now();
  console.log(`• ${title} …`);
  const heartbeat = setInterval(() => console.log(`  … ${secondsSince(start)}`), HEARTBEAT_MS);
  const { code, output } = await run(command, args, { ...options, quiet: true });
  clearInterval(heartbeat);
  if (code !== 0) {
    console.error(output.trimEnd().replace(/^/gm, '  | '));
    throw new SetUpError(`${title}: failed (exit code ${code}, output above).\n${wayOut}`);
  }
  console.log(`  done in ${secondsSince(start)}`);
  return output;
}
