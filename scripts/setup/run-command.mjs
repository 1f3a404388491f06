/** Child processes that are bounded in time and die with us. */
import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] default: the checkout
 * @property {NodeJS.ProcessEnv} [env]
 * @property {boolean} [quiet] collect the output without showing it
 * @property {number} [timeoutMs] default: no limit
 *
 * @typedef {object} RunResult
 * @property {number} code exit code; 127 when it could not be started, 124 when it ran out of time
 * @property {string} output standard output and error, in the order they came
 */

/** @type {Set<import('node:child_process').ChildProcess>} */
const running = new Set();
// A group of its own, so that a program that hangs is ended together with what it started.
const ownGroup = process.platform !== 'win32';
let forwardsSignals = false;

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} signal
 */
function end(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It ended by itself in the meantime.
  }
}

function forwardSignals() {
  if (forwardsSignals) return;
  forwardsSignals = true;
  for (const [signal, code] of /** @type {const} */ ([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])) {
    process.on(signal, () => {
      for (const child of running) end(child, 'SIGTERM');
      process.exit(code);
    });
  }
}

/**
 * Runs a program to its end. Never rejects.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd = ROOT, env = process.env, quiet = false, timeoutMs } = {}) {
  forwardSignals();
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, detached: ownGroup, stdio: ['ignore', 'pipe', 'pipe'] });
    running.add(child);
    let output = '';
    let timedOut = false;
    const timer =
      timeoutMs === undefined
        ? undefined
        : setTimeout(() => {
            timedOut = true;
            end(child, 'SIGKILL');
          }, timeoutMs);
    /** @param {number} code */
    const finish = (code) => {
      clearTimeout(timer);
      running.delete(child);
      resolve({ code, output });
    };
    for (const [stream, shown] of /** @type {const} */ ([
      [child.stdout, process.stdout],
      [child.stderr, process.stderr],
    ])) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
        if (!quiet) shown.write(text);
      });
    }
    child.on('error', (error) => {
      output += `${error.message}\n`;
      finish(127);
    });
    child.on('close', (code) => {
      if (timedOut) output += `${command} was ended after ${Math.round((timeoutMs ?? 0) / 1000)} s\n`;
      finish(timedOut ? 124 : (code ?? 1));
    });
  });
}
