/** A whole VS Code from the npm registry: what tests and the browser-served editor run. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureNode24, headersOf } from './node-runtime.mjs';
import { npm } from './npm.mjs';
import { CODE_SERVER_HOME } from './paths.mjs';
import { SetUpError } from './set-up-error.mjs';
import { COMPILERS, ensureSystemPackages } from './system-packages.mjs';

const VERSION = '4.139.1';
const PACKAGE = join(CODE_SERVER_HOME, 'node_modules', 'code-server');
// Written when an installation is complete: a half-compiled one looks the same from outside.
const STAMP = join(CODE_SERVER_HOME, '.complete');

/**
 * @typedef {object} CodeServer
 * @property {string} node the Node 24 that runs it
 * @property {string} home the package's folder; `lib/vscode/out/server-main.js` is the VS Code server in it
 */

/** The system packages that installing it takes, none when it is there. */
export function packagesToCompile() {
  return installedVersion() === VERSION ? [] : COMPILERS;
}

/**
 * Installs code-server when it is not there yet.
 * @returns {Promise<CodeServer>}
 */
export async function ensureCodeServer() {
  if (process.platform === 'win32') {
    throw new SetUpError(
      'The browser-served VS Code does not exist for Windows. Use VS Code itself, or this checkout in WSL.',
    );
  }
  const node = await ensureNode24();
  if (installedVersion() === VERSION) return { node, home: PACKAGE };
  const missing = await ensureSystemPackages(packagesToCompile());
  if (missing !== undefined)
    throw new SetUpError(`The browser-served VS Code needs system packages; ${missing}.`);
  rmSync(STAMP, { force: true });
  rmSync(PACKAGE, { recursive: true, force: true });
  mkdirSync(CODE_SERVER_HOME, { recursive: true });
  if (/\s/.test(CODE_SERVER_HOME)) await installElsewhere(node);
  else await install(node, CODE_SERVER_HOME, headersOf(node));
  writeFileSync(STAMP, `${VERSION}\n`);
  return { node, home: PACKAGE };
}

/**
 * @param {string} node
 * @param {string} folder
 * @param {string | undefined} headers folder with Node's headers, so that none are downloaded
 */
async function install(node, folder, headers) {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  await npm(
    `Installing VS Code for the browser (code-server ${VERSION}, about 2 minutes, once)`,
    ['install', '--save-exact', `code-server@${VERSION}`],
    {
      node,
      cwd: folder,
      env: headers === undefined ? {} : { npm_config_nodedir: headers },
      wayOut: 'Delete .cache/vscode-real to begin afresh; or put `code` on PATH and use your own VS Code.',
    },
  );
}

/**
 * node-gyp and make cannot compile below a path that has a blank, nor find headers there. What they make runs anywhere.
 * @param {string} node
 */
async function installElsewhere(node) {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'meshwright-')));
  try {
    const headers = headersOf(node);
    if (headers !== undefined) symlinkSync(headers, join(folder, 'node'), 'dir');
    await install(node, folder, headers === undefined ? undefined : join(folder, 'node'));
    for (const name of ['package.json', 'package-lock.json', 'node_modules']) {
      cpSync(join(folder, name), join(CODE_SERVER_HOME, name), { recursive: true, verbatimSymlinks: true });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function installedVersion() {
  return existsSync(STAMP) && existsSync(PACKAGE) ? readFileSync(STAMP, 'utf8').trim() : undefined;
}
