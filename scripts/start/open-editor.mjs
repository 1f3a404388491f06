/** The two ways to show a folder in VS Code with this checkout loaded as the extension. */
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CACHE, ROOT } from '../setup/paths.mjs';
import { SetUpError } from '../setup/set-up-error.mjs';

const START_TIMEOUT_MS = 60_000;
const QUIET = {
  'chat.disableAIFeatures': true,
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
};
const READY = /Extension host agent listening on (\d+)/;

/**
 * @param {string} code the `code` program
 * @param {string} folder
 * @returns {number} its exit code
 */
export function openInCode(code, folder) {
  console.log(`\n• Opening ${folder} in VS Code (${code})`);
  const args = [`--extensionDevelopmentPath=${ROOT}`, folder];
  const isWindows = process.platform === 'win32'; // where `code` is a batch file, which takes a shell to run
  const { status, error } = isWindows
    ? spawnSync(`"${code}" ${args.map((arg) => `"${arg}"`).join(' ')}`, { stdio: 'inherit', shell: true })
    : spawnSync(code, args, { stdio: 'inherit' });
  if (error !== undefined) throw new SetUpError(`${code} could not be started: ${error.message}`);
  return status ?? 1;
}

/**
 * The address of the workbench.
 * @param {{ port: string, token: string, folder: string }} served
 */
function addressOf({ port, token, folder }) {
  const authority = `127.0.0.1:${port}`;
  const payload = [['extensionDevelopmentPath', `vscode-remote://${authority}${encodeURI(ROOT)}`]];
  const query = new URLSearchParams({ tkn: token, folder, payload: JSON.stringify(payload) });
  return `http://${authority}/?${query}`;
}

/**
 * The folder of the served editor's own data, with quiet settings that a person may change afterwards, and a fresh
 * secret for the address: in a file, because a program's arguments are visible to everyone on the machine.
 */
function prepareProfile() {
  const data = join(CACHE, 'start', 'data');
  const settings = join(data, 'data', 'Machine', 'settings.json');
  mkdirSync(dirname(settings), { recursive: true });
  if (!existsSync(settings)) writeFileSync(settings, `${JSON.stringify(QUIET, null, 2)}\n`);
  const token = randomUUID();
  const tokenFile = join(CACHE, 'start', 'token');
  rmSync(tokenFile, { force: true });
  writeFileSync(tokenFile, token, { mode: 0o600 });
  return { token, tokenFile, data };
}

/**
 * Serves VS Code on this machine only, prints its address, and runs until Ctrl-C.
 * @param {import('../setup/code-server.mjs').CodeServer} codeServer
 * @param {string} folder
 * @param {{ isOurs: boolean }} options `isOurs`: the folder is our own sample, which needs no question of trust
 * @returns {Promise<number>} exit code
 */
export function serveInBrowser({ node, home }, folder, { isOurs }) {
  const { token, tokenFile, data } = prepareProfile();
  const args = [
    join(home, 'lib', 'vscode', 'out', 'server-main.js'),
    ...['--host', '127.0.0.1', '--port', '0', '--connection-token-file', tokenFile],
    ...['--server-data-dir', data, '--extensions-dir', join(CACHE, 'start', 'extensions')],
    // Without the "smoke test driver" a built workbench ignores the extension named in the address.
    ...['--accept-server-license-terms', '--disable-telemetry', '--enable-smoke-test-driver'],
    ...(isOurs ? ['--disable-workspace-trust'] : []),
  ];
  const server = spawn(node, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  return new Promise((resolve, reject) => {
    let log = '';
    let isStopping = false;
    let isReady = false;
    const stop = () => {
      isStopping = true;
      server.kill('SIGTERM');
    };
    const timer = setTimeout(stop, START_TIMEOUT_MS);
    // The server itself survives the end of its terminal (SIGHUP), which nobody would expect.
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);
    for (const stream of [server.stdout, server.stderr]) {
      stream.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        if (isReady) return;
        log += text;
        const port = READY.exec(log)?.[1];
        if (port === undefined) return;
        isReady = true;
        clearTimeout(timer);
        console.log(
          `\nOpen this address in a browser (Ctrl-C ends it):\n\n  ${addressOf({ port, token, folder })}\n`,
        );
      });
    }
    server.on('error', (error) => reject(new SetUpError(`VS Code did not start: ${error.message}`)));
    server.on('exit', (code) => {
      clearTimeout(timer);
      if (isReady && isStopping) resolve(0);
      else reject(new SetUpError(`VS Code ended (exit code ${code}):\n${log.trim()}`));
    });
  });
}
