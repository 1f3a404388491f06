/**
 * A second real client: Neovim's built-in one, as Debian has it (0.7: no pull diagnostics, no dynamic registration,
 * UTF-16, incremental changes). Not a fixture: it judges the server from the outside.
 */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { findNeovim, isCi } from '../../scripts/setup/system-packages.mjs';
import { SHOP } from '../cli/run-cli.ts';
import { serverBundle } from '../protocol/server-bundle.ts';

const RUNTIME = process.env['MESHWRIGHT_RUNTIME_NODE'] ?? process.execPath;
const SESSION = fileURLToPath(new URL('session.lua', import.meta.url));
const LIMIT_MS = 90_000;

interface Found {
  readonly line: number;
  readonly column: number;
  readonly last: number;
  readonly code: string;
  readonly message: string;
}

interface Answer {
  readonly failure?: string;
  readonly log: readonly string[];
  readonly diagnostics: readonly Found[];
  readonly hover: string;
  readonly definition: { readonly uri: string; readonly line: number };
  readonly labels: readonly string[];
  readonly accepted: string;
  readonly elsewhere: readonly Found[];
}

const neovim = findNeovim();
// On a build machine it was installed: there its absence is a failure, not a reason to skip.
const skip =
  neovim === undefined && !isCi() ? 'there is no Neovim on this machine (apt-get install neovim)' : false;

test('Neovim gets diagnostics, a completion, a hover and a definition', { skip }, async (t) => {
  assert.ok(neovim, 'Neovim is not installed');
  const scratch = mkdtempSync(join(tmpdir(), 'meshwright-neovim-'));
  t.after(() => rmSync(scratch, { recursive: true, force: true }));
  const folder = join(scratch, 'shop mesh');
  cpSync(SHOP, folder, { recursive: true });
  const answer = await runSession(t, neovim, { scratch, folder });

  assert.deepEqual(
    answer.diagnostics.map(({ line, column, last, code }) => ({ line, column, last, code })),
    [{ line: 37, column: 20, last: 22, code: 'virtual-service/subset-not-found' }],
  );
  assert.match(answer.diagnostics[0]?.message ?? '', /"v3"/);
  assert.match(answer.hover, /attempts/);
  const uri = pathToFileURL(join(folder, 'shop', 'catalog-canary.yaml')).href;
  assert.deepEqual(answer.definition, { uri, line: 13 });
  assert.ok(answer.labels.includes('v1') && answer.labels.includes('v2'), answer.labels.join(', '));
  assert.equal(answer.accepted, '            subset: v2');
  assert.ok(answer.elsewhere.length > 0);
  for (const { code } of answer.elsewhere) assert.match(code, /host-not-found/);
});

async function runSession(
  t: TestContext,
  program: string,
  { scratch, folder }: { readonly scratch: string; readonly folder: string },
): Promise<Answer> {
  const result = join(scratch, 'answer.json');
  const child = spawn(
    program,
    ['--headless', '--clean', '-n', '-c', `luafile ${SESSION.replaceAll(' ', '\\ ')}`],
    {
      cwd: scratch,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        HOME: scratch,
        XDG_STATE_HOME: scratch,
        XDG_CACHE_HOME: scratch,
        MESHWRIGHT_COMMAND: JSON.stringify([RUNTIME, await serverBundle(), 'lsp', '--stdio']),
        MESHWRIGHT_FOLDER: folder,
        MESHWRIGHT_ANSWER: result,
      },
    },
  );
  t.after(() => endGroup(child.pid));
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      said += part;
    });
  }
  const timer = setTimeout(() => endGroup(child.pid), LIMIT_MS);
  const code = await new Promise((resolve) => child.once('close', resolve));
  clearTimeout(timer);
  assert.ok(existsSync(result), `Neovim ended with ${String(code)} and no answer:\n${said}`);
  const answer = JSON.parse(readFileSync(result, 'utf8')) as Answer;
  assert.equal(answer.failure, undefined, `${answer.failure}\n${answer.log.join('\n')}\n${said}`);
  assert.ok(!isGroupAlive(child.pid), 'the server outlives the editor');
  return answer;
}

/** Neovim leads a process group, with the server in it. */
function endGroup(leader: number | undefined): void {
  if (isGroupAlive(leader)) process.kill(-(leader ?? 0), 'SIGKILL');
}

function isGroupAlive(leader: number | undefined): boolean {
  if (leader === undefined) return false;
  try {
    return process.kill(-leader, 0);
  } catch {
    return false;
  }
}
