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
// A group of its own gets no Ctrl-C from the terminal.
const FORWARDED = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);

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

/** @param {NodeJS.Signals} signal */
function endAll(signal) {
  for (const child of running) end(child, 'SIGTERM');
  process.exit(signal === 'SIGINT' ? 130 : 143);
}

/** @param {import('node:child_process').ChildProcess} child */
function add(child) {
  if (running.size === 0) for (const signal of FORWARDED) process.on(signal, endAll);
  running.add(child);
}

/** @param {import('node:child_process').ChildProcess} child */
function remove(child) {
  running.delete(child);
  if (running.size === 0) for (const signal of FORWARDED) process.off(signal, endAll);
}

/**
 * Runs a program to its end. Never rejects.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<RunResult>}
 */
export function run(command, args, { cwd = ROOT, env = process.env, quiet = false, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env, detached: ownGroup, stdio: ['ignore', 'pipe', 'pipe'] });
    add(child);
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
      remove(child);
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
