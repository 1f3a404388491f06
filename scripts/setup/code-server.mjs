/** A whole VS Code from the npm registry: what tests and the browser-served editor run. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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
  const missing = await ensureSystemPackages(COMPILERS);
  if (missing !== undefined)
    throw new SetUpError(`The browser-served VS Code needs system packages; ${missing}.`);
  rmSync(STAMP, { force: true });
  rmSync(PACKAGE, { recursive: true, force: true });
  mkdirSync(CODE_SERVER_HOME, { recursive: true });
  const manifest = join(CODE_SERVER_HOME, 'package.json');
  if (!existsSync(manifest)) writeFileSync(manifest, '{ "private": true }\n');
  const headers = headersOf(node);
  await npm(
    `Installing VS Code for the browser (code-server ${VERSION}, about 2 minutes, once)`,
    ['install', '--save-exact', `code-server@${VERSION}`],
    {
      node,
      cwd: CODE_SERVER_HOME,
      env: headers === undefined ? {} : { npm_config_nodedir: headers },
      wayOut: 'Delete .cache/vscode-real to begin afresh; or put `code` on PATH and use your own VS Code.',
    },
  );
  writeFileSync(STAMP, `${VERSION}\n`);
  return { node, home: PACKAGE };
}

function installedVersion() {
  return existsSync(STAMP) && existsSync(PACKAGE) ? readFileSync(STAMP, 'utf8').trim() : undefined;
}
