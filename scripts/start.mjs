/** `npm start [-- FOLDER]`: set up, lint the folder (default: the sample mesh), open it in VS Code. */
import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import { ensureBuild, ensureCodeServer, ensureDependencies, runMain } from './bootstrap.mjs';
import { findProgram } from './setup/find-program.mjs';
import { CLI, ROOT, SAMPLE } from './setup/paths.mjs';
import { SetUpError } from './setup/set-up-error.mjs';
import { isCi } from './setup/system-packages.mjs';
import { openInCode, serveInBrowser } from './start/open-editor.mjs';

/**
 * The folder to open, absolute. npm runs us in the checkout; INIT_CWD is where the person stands.
 * @param {readonly string[]} args
 */
function folderFrom(args) {
  const named = args[0];
  if (named === undefined) return SAMPLE;
  const folder = resolve(process.env['INIT_CWD'] ?? process.cwd(), named);
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (stat === undefined) throw new SetUpError(`There is no folder ${folder}\nUsage: npm start [-- FOLDER]`);
  if (!stat.isDirectory()) throw new SetUpError(`${folder} is not a folder\nUsage: npm start [-- FOLDER]`);
  return folder;
}

/**
 * Shows the findings on the terminal.
 * @param {string} folder
 * @returns {number} 0, or the command line's exit code when there is no report
 */
function lint(folder) {
  console.log(`\n• meshwright lint ${folder}\n`);
  const { status } = spawnSync(process.execPath, [CLI, 'lint', '--fail-on', 'never', '.'], {
    cwd: folder,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return status ?? 1;
}

/** @param {string} folder */
function howToOpen(folder) {
  return [
    '',
    'There is no terminal here, so no editor was opened. To open the folder in VS Code with the extension loaded,',
    'run `npm start` in a terminal, or:',
    '',
    `  code --extensionDevelopmentPath="${ROOT}" "${folder}"`,
  ].join('\n');
}

async function main() {
  const folder = folderFrom(process.argv.slice(2));
  await ensureDependencies();
  await ensureBuild();
  const lintCode = lint(folder);
  if (isCi() || !process.stdin.isTTY || !process.stdout.isTTY) {
    console.log(howToOpen(folder));
    return lintCode;
  }
  const code = findProgram(['code']);
  if (code !== undefined) return openInCode(code, folder);
  console.log('\n• There is no `code` on PATH: serving VS Code to the browser');
  return serveInBrowser(await ensureCodeServer(), folder, { isOurs: folder === SAMPLE });
}

await runMain(main);
