/** Programs and headers that npm cannot bring. Installed where that is plainly allowed, else named. */
import { existsSync } from 'node:fs';
import { findProgram } from './find-program.mjs';
import { step } from './progress.mjs';
import { run } from './run-command.mjs';

/** @typedef {{ debian: string, elsewhere: string, isPresent: () => boolean }} SystemPackage */

const CHROMIUM_NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const CHROMIUM_ON_MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome';

/** The browser that shows the workbench in tests: MESHWRIGHT_CHROMIUM, else the one of the machine. */
export function findChromium() {
  const named = process.env['MESHWRIGHT_CHROMIUM'];
  if (named !== undefined && named !== '') return named;
  return findProgram(CHROMIUM_NAMES) ?? (existsSync(CHROMIUM_ON_MAC) ? CHROMIUM_ON_MAC : undefined);
}

/** @type {readonly SystemPackage[]} */
export const BROWSER = [
  { debian: 'chromium', elsewhere: 'Chromium or Chrome', isPresent: () => findChromium() !== undefined },
];

/** The other editor that tests drive the server with. */
export function findNeovim() {
  return findProgram(['nvim']);
}

/** @type {readonly SystemPackage[]} */
export const NEOVIM = [
  { debian: 'neovim', elsewhere: 'Neovim', isPresent: () => findNeovim() !== undefined },
];

/** What compiling code-server's native modules takes. @type {readonly SystemPackage[]} */
export const COMPILERS = [
  {
    debian: 'libkrb5-dev',
    elsewhere: 'the headers of MIT Kerberos',
    // Part of the system everywhere but on Linux.
    isPresent: () => process.platform !== 'linux' || existsSync('/usr/include/gssapi/gssapi.h'),
  },
  { debian: 'make', elsewhere: 'make', isPresent: () => findProgram(['make']) !== undefined },
  { debian: 'g++', elsewhere: 'a C++ compiler', isPresent: () => findProgram(['g++', 'c++']) !== undefined },
  { debian: 'python3', elsewhere: 'Python 3', isPresent: () => findProgram(['python3']) !== undefined },
];

/**
 * The command that installs Debian packages here, or undefined where we may not: as root, and in CI also by a `sudo`
 * that asks no password. On a person's machine a password-less `sudo` is not an invitation.
 * @returns {Promise<readonly string[] | undefined>}
 */
async function installer() {
  const aptGet = findProgram(['apt-get']);
  if (aptGet === undefined) return undefined;
  if (process.getuid?.() === 0) return [aptGet];
  const sudo = findProgram(['sudo']);
  if (sudo === undefined || !isCi()) return undefined;
  const { code } = await run(sudo, ['-n', 'true'], { quiet: true });
  return code === 0 ? [sudo, '-n', aptGet] : undefined;
}

/** Whether this runs on a build machine, where nobody is there to install what is missing. */
export function isCi() {
  const value = process.env['CI'] ?? '';
  return value !== '' && value !== 'false' && value !== '0';
}

/**
 * @param {readonly SystemPackage[]} missing
 * @param {boolean} isDebian
 */
export function nameMissing(missing, isDebian) {
  const names = missing.map((item) => (isDebian ? item.debian : item.elsewhere));
  const command = isDebian ? ` (sudo apt-get install ${names.join(' ')})` : '';
  return `missing here: ${names.join(', ')}${command}`;
}

/**
 * Installs what is missing where it may.
 * @param {readonly SystemPackage[]} packages
 * @returns {Promise<string | undefined>} undefined when all are there, else a sentence that names the missing ones
 */
export async function ensureSystemPackages(packages) {
  const missing = packages.filter((item) => !item.isPresent());
  if (missing.length === 0) return undefined;
  const names = missing.map((item) => item.debian);
  const command = await installer();
  if (command === undefined) {
    return nameMissing(missing, findProgram(['apt-get']) !== undefined);
  }
  const [program = '', ...head] = command;
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    wayOut: `Install them by hand: apt-get install ${names.join(' ')}`,
  };
  await step('Reading the list of system packages (apt-get update)', program, [...head, 'update'], options);
  const install = ['install', '-y', '--no-install-recommends', ...names];
  await step(`Installing system packages: ${names.join(' ')}`, program, [...head, ...install], options);
  const still = missing.filter((item) => !item.isPresent()).map((item) => item.debian);
  return still.length === 0 ? undefined : `installed, but still not found: ${still.join(', ')}`;
}
