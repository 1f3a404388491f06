/** `npm start` on this checkout, as a process. */
import assert from 'node:assert/strict';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import {
  hasCodeServer,
  type Machine,
  npmStart,
  prepareMachine,
  ROOT,
  type Run,
  sampleFolder,
  scriptProgram,
} from './run-start.ts';

const noTerminal = scriptProgram === undefined ? 'util-linux `script` cannot make a terminal here' : false;
const BROWSER_TIMEOUT_MS = 90_000;

async function waitFor<T>(run: Run, what: string, probe: () => T | undefined): Promise<T> {
  const end = Date.now() + BROWSER_TIMEOUT_MS;
  while (Date.now() < end && run.child.exitCode === null) {
    const found = probe();
    if (found !== undefined) return found;
    await delay(50);
  }
  assert.fail(`${what} did not come; output so far:\n${run.output()}`);
}

describe('npm start with `code` on PATH', () => {
  let machine: Machine;
  before(() => {
    machine = prepareMachine({ withCode: true });
  });
  after(() => rmSync(machine.home, { recursive: true }));

  it('says without a terminal how to open the editor, after the report, and opens none', async () => {
    const { code, output } = await npmStart(machine, [], { terminal: false }).done;
    assert.equal(code, 0, output);
    assert.match(output, /meshwright lint .*shop/);
    assert.match(output, /[1-9]\d* (error|warning)s?/, 'the planted mistakes');
    assert.ok(output.includes(`code --extensionDevelopmentPath="${ROOT}" "${sampleFolder}"`), output);
    assert.equal(machine.codeArguments(), undefined);
  });

  it('names a folder that does not exist, and does nothing else', async () => {
    const { code, output } = await npmStart(machine, ['no/such folder'], { terminal: false }).done;
    assert.equal(code, 1);
    assert.ok(output.includes(`There is no folder ${join(ROOT, 'no/such folder')}`), output);
    assert.doesNotMatch(output, /meshwright lint/);
  });

  it('refuses a file', async () => {
    const { code, output } = await npmStart(machine, ['package.json'], { terminal: false }).done;
    assert.equal(code, 1);
    assert.ok(output.includes(`${join(ROOT, 'package.json')} is not a folder`), output);
  });

  it('opens the sample mesh with this checkout as the extension', { skip: noTerminal }, async () => {
    const { code, output } = await npmStart(machine, [], { terminal: true }).done;
    assert.equal(code, 0, output);
    assert.deepEqual(machine.codeArguments(), [`--extensionDevelopmentPath=${ROOT}`, sampleFolder]);
  });

  it('opens a folder named from where the person stands', { skip: noTerminal }, async () => {
    const folder = join(machine.home, 'my mesh');
    mkdirSync(folder);
    writeFileSync(join(folder, 'service.yaml'), 'apiVersion: v1\nkind: Service\nmetadata:\n  name: shop\n');
    const { code, output } = await npmStart(machine, ['shop'], { terminal: true, cwd: join(ROOT, 'samples') })
      .done;
    assert.equal(code, 0, output);
    assert.deepEqual(machine.codeArguments()?.[1], sampleFolder);
    await npmStart(machine, [folder], { terminal: true }).done;
    assert.deepEqual(machine.codeArguments(), [`--extensionDevelopmentPath=${ROOT}`, folder]);
  });

  it('opens no editor in CI, terminal or not', { skip: noTerminal }, async () => {
    const ci = prepareMachine({ withCode: true });
    const { code, output } = await npmStart({ ...ci, env: { ...ci.env, CI: 'true' } }, [], { terminal: true })
      .done;
    assert.equal(code, 0, output);
    assert.equal(ci.codeArguments(), undefined);
    rmSync(ci.home, { recursive: true });
  });
});

describe('npm start without `code`', () => {
  const skip = noTerminal || (hasCodeServer() ? false : 'code-server is not installed here');

  it('serves VS Code to the browser, behind a secret, until Ctrl-C', { skip }, async () => {
    const machine = prepareMachine({ withCode: false });
    const run = npmStart(machine, [], { terminal: true });
    try {
      const address = await waitFor(
        run,
        'the address',
        () => /http:\/\/127\.0\.0\.1:\S+/.exec(run.output())?.[0],
      );
      const url = new URL(address);
      assert.equal(url.searchParams.get('folder'), sampleFolder);
      assert.ok(url.searchParams.get('payload')?.includes('extensionDevelopmentPath'));
      assert.equal((await fetch(url.origin)).status, 403, 'without the secret');
      const first = await fetch(url, { redirect: 'manual' });
      const cookie = first.headers.get('set-cookie')?.split(';')[0] ?? '';
      const page = await fetch(new URL(first.headers.get('location') ?? '', url), { headers: { cookie } });
      assert.equal(page.status, 200);
      run.child.stdin?.write('\x03');
      const { code, output } = await run.done;
      assert.ok(code === 0 || code === 130, `${code}: ${output}`); // npm makes 130 of a Ctrl-C
      await assert.rejects(fetch(url), 'nothing listens any more');
    } finally {
      run.child.kill();
    }
    rmSync(machine.home, { recursive: true });
  });
});
