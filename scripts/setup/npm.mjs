/** npm as a child of ours: which one, with which environment; and whether `npm ci` is due. */
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { findProgram } from './find-program.mjs';
import { ROOT } from './paths.mjs';
import { step } from './progress.mjs';
import { SetUpError } from './set-up-error.mjs';

/** @typedef {{ packages?: Record<string, { version?: string, optional?: boolean, link?: boolean }> }} LockFile */

/** The script that is npm, so that it can be run by a Node of our choice. */
function npmScript() {
  const candidates = [
    process.env['npm_execpath'],
    resolveLink(findProgram(['npm'])),
    join(dirname(process.execPath), 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  const found = candidates.find(
    (path) => path !== undefined && basename(path) === 'npm-cli.js' && existsSync(path),
  );
  if (found === undefined) throw new SetUpError('npm was not found on PATH. Install npm and try again.');
  return found;
}

/** @param {string | undefined} path */
function resolveLink(path) {
  return path === undefined ? undefined : realpathSync(path);
}

/**
 * The environment for an npm that another npm may have started: the outer one's notes on its own package and
 * its own Node would mislead it; settings of the person (registry, cache, proxy) stay.
 * @param {string} node the Node that runs npm; its folder comes first on PATH for install scripts
 * @returns {NodeJS.ProcessEnv}
 */
function npmEnvironment(node) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (/^npm_(package|lifecycle|command|execpath|node_execpath)/.test(name)) continue;
    if (/^npm_config_(user_agent|local_prefix|global_prefix|prefix|loglevel|node_gyp)$/.test(name)) continue;
    env[name] = value;
  }
  env['PATH'] = [dirname(node), process.env['PATH']].join(delimiter);
  return env;
}

/**
 * @param {string} title
 * @param {readonly string[]} args
 * @param {{ node?: string, cwd?: string, env?: NodeJS.ProcessEnv, wayOut?: string }} [options]
 */
export async function npm(title, args, { node = process.execPath, cwd = ROOT, env = {}, wayOut } = {}) {
  await step(title, node, [npmScript(), ...args, '--no-audit', '--no-fund'], {
    cwd,
    env: { ...npmEnvironment(node), ...env },
    wayOut:
      wayOut ??
      'Is the npm registry reachable from here (`npm ping`)? Behind a proxy, set it with `npm config set https-proxy`.',
  });
}

/**
 * Whether what is installed is what the lock file asks for. Optional packages may be for another platform.
 * @param {LockFile} wanted package-lock.json
 * @param {LockFile} installed node_modules/.package-lock.json, written by npm when an installation is complete
 */
export function matchesLock(wanted, installed) {
  return Object.entries(wanted.packages ?? {}).every(
    ([path, entry]) =>
      path === '' || entry.optional === true || installed.packages?.[path]?.version === entry.version,
  );
}

/** Installs the dependencies of the checkout when they are missing or are not those of the lock file. */
export async function ensureDependencies() {
  const installed = join(ROOT, 'node_modules', '.package-lock.json');
  const wanted = join(ROOT, 'package-lock.json');
  const isCurrent = existsSync(installed) && matchesLock(readLock(wanted), readLock(installed));
  if (isCurrent) return;
  await npm('Installing dependencies (npm ci)', ['ci', '--include=dev']);
}

/**
 * @param {string} file
 * @returns {LockFile}
 */
function readLock(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {};
  }
}
