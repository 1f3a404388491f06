/**
 * What stands between a fresh clone and a working checkout, each part brought only when it is missing. Runs on
 * Node 18 with nothing installed: it may import Node's own modules and its neighbours, nothing else.
 */
import { ensureBuild } from './setup/build.mjs';
import { ensureCodeServer, packagesToCompile } from './setup/code-server.mjs';
import { ensureToolNode } from './setup/node-runtime.mjs';
import { ensureDependencies } from './setup/npm.mjs';
import { SetUpError } from './setup/set-up-error.mjs';
import { BROWSER, ensureSystemPackages, findChromium, NEOVIM } from './setup/system-packages.mjs';

export { ensureBuild, ensureCodeServer, ensureDependencies, ensureToolNode };

/**
 * @typedef {import('./setup/code-server.mjs').CodeServer & { chromium: string }} RealEditor
 */

/** @type {Promise<RealEditor | { missing: string }> | undefined} */
let realEditor;

/**
 * A VS Code and a browser to show it in, for tests. Tried once: what failed is not tried again at length.
 * @returns {Promise<RealEditor | { missing: string }>} `missing` says what could not be brought
 */
export function ensureRealEditor() {
  realEditor ??= bringRealEditor();
  return realEditor;
}

/** @returns {Promise<RealEditor | { missing: string }>} */
async function bringRealEditor() {
  try {
    const missing = await ensureSystemPackages([...BROWSER, ...packagesToCompile()]);
    const chromium = findChromium();
    if (missing !== undefined || chromium === undefined) return { missing: missing ?? 'no Chromium' };
    return { ...(await ensureCodeServer()), chromium };
  } catch (error) {
    if (error instanceof SetUpError) return { missing: error.message };
    throw error;
  }
}

/** Brings Neovim where that is allowed; the test that drives it says when it is missing. */
export async function ensureNeovim() {
  try {
    await ensureSystemPackages(NEOVIM);
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(error.message);
  }
}

/**
 * Runs a script's main function; an expected failure is shown as its sentence and ends with exit code 1.
 * @param {() => Promise<number>} main resolves to the exit code
 */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof SetUpError)) throw error;
    console.error(`\n${error.message}`);
    process.exitCode = 1;
  }
}
