/** The suites that run inside a real VS Code: `test/vscode/run.ts`, which prints its own count. */
import { ensureBuild, ensureRealEditor } from '../bootstrap.mjs';
import { run } from '../setup/run-command.mjs';
import { isCi } from '../setup/system-packages.mjs';

/** @typedef {import('./steps.mjs').Outcome} Outcome */

const SUITES = [
  'Node host',
  'web-worker host',
  'untrusted folder',
  'npm start',
  'preview panels',
  'preview panels in the web host',
  'typing',
  'installed package',
].map((suite) => `VS Code, ${suite}`);
const COUNT = /^(\d+) passed, (\d+) failed(?:, (\d+) skipped)?$/gm;
const TIMEOUT_MS = 50 * 60_000;

/** @returns {Promise<Outcome>} */
export async function realEditor() {
  const editor = await ensureRealEditor();
  if ('missing' in editor) {
    console.error(editor.missing);
    const [reason] = editor.missing.split('\n');
    const names = SUITES.map((name) => `${name}: ${reason}`);
    return isCi() ? { passed: 0, failed: names, skipped: [] } : { passed: 0, failed: [], skipped: names };
  }
  await ensureBuild();
  const { code, output } = await run(editor.node, ['test/vscode/run.ts'], {
    env: {
      ...process.env,
      MESHWRIGHT_CODE_SERVER: editor.home,
      MESHWRIGHT_CHROMIUM: editor.chromium,
      MESHWRIGHT_RUNTIME_NODE: process.execPath,
    },
    timeoutMs: TIMEOUT_MS,
  });
  const count = [...output.matchAll(COUNT)].at(-1);
  const [passed, failed, skipped] = (count?.slice(1) ?? []).map((text) => Number(text ?? 0));
  const failures = Math.max(failed ?? 0, code === 0 && count !== undefined ? 0 : 1);
  return {
    passed: passed ?? 0,
    failed: namesOf('✖', output, failures),
    skipped: namesOf('-', output, skipped ?? 0),
  };
}

/**
 * As many names as were counted, the titles of the lines with this mark first.
 * @param {string} mark
 * @param {string} output
 * @param {number} count
 */
function namesOf(mark, output, count) {
  const lines = output.split('\n').filter((line) => line.startsWith(`  ${mark} `));
  return Array.from({ length: count }, (_, index) => `VS Code: ${lines[index]?.slice(4) ?? 'see above'}`);
}
