/** The built program as a process: what only a process can show. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { copyFileSync, cpSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, it } from 'node:test';
import type { LintReport } from '../../server/src/cli/report.ts';
import { BAD, GOOD, SERVICE } from './manifests.ts';
import { CLI, inFolder, NOT_BUILT, RUNTIME, runHere, runProcess, SHOP } from './run-cli.ts';

describe('dist/cli.js', { skip: NOT_BUILT }, () => {
  it('gives exit codes 0, 1 and 2 to the shell', () =>
    inFolder({ 'good.yaml': `${SERVICE}---\n${GOOD}`, 'bad.yaml': BAD }, async (folder) => {
      assert.equal((await runProcess(['lint', 'good.yaml'], folder)).exitCode, 0);
      assert.equal((await runProcess(['lint', 'bad.yaml'], folder)).exitCode, 1);
      assert.equal((await runProcess(['lint', 'nix.yaml'], folder)).exitCode, 2);
      assert.equal((await runProcess(['--help'], folder)).exitCode, 0);
    }));

  it('knows its version', () =>
    inFolder({}, async (folder) => {
      assert.match((await runProcess(['--version'], folder)).stdout, /^\d+\.\d+\.\d+\n$/);
    }));

  it('says in one sentence that its report did not arrive', () =>
    inFolder({ 'bad.yaml': `${BAD}---\n`.repeat(2000) }, async (folder) => {
      for (const [command, reason] of [
        [
          '"$0" "$1" lint --format compact bad.yaml > /dev/full',
          /^meshwright: Cannot write the report: no space is left on the device\n$/,
        ],
        [
          '("$0" "$1" lint --format compact bad.yaml; echo "code $?" >&2) | head -c 1',
          /^meshwright: Cannot write the report: nobody reads it any more\ncode 2\n$/,
        ],
      ] as const) {
        const child = spawn('sh', ['-c', command, RUNTIME, CLI], { cwd: folder });
        let stderr = '';
        child.stderr.setEncoding('utf8').on('data', (part: string) => {
          stderr += part;
        });
        const code = await new Promise((resolve) => child.on('close', resolve));
        assert.match(stderr, reason);
        if (command.includes('/dev/full')) assert.equal(code, 2);
      }
    }));

  it('needs nothing beside its own files', () =>
    inFolder({ 'a.yaml': BAD, 'package.json': '{"type": "module"}' }, async (folder) => {
      copyFileSync(CLI, join(folder, 'alone.js'));
      for (const name of ['cli-main.js', 'cli']) {
        cpSync(join(dirname(CLI), name), join(folder, name), { recursive: true });
      }
      const child = spawn(RUNTIME, ['alone.js', 'lint', '--format', 'compact'], {
        cwd: folder,
        env: { PATH: '' },
      });
      let text = '';
      child.stdout.setEncoding('utf8').on('data', (part: string) => {
        text += part;
      });
      const code = await new Promise((resolve) => child.on('close', resolve));
      assert.equal(code, 1);
      assert.match(text, /schema\/unknown-field/);
    }));

  it('reads standard input to its end', () =>
    inFolder({}, async (folder) => {
      const many = Array.from({ length: 3000 }, () => GOOD).join('---\n');
      const run = await runProcess(['lint', '-', '--format', 'json', '--fail-on', 'never'], folder, {
        input: `${many}---\n${BAD}`,
      });
      const report = JSON.parse(run.stdout) as LintReport;
      assert.equal(report.resources, 3001);
      assert.ok(report.findings.some(({ rule }) => rule === 'schema/unknown-field'));
    }));

  it('refuses endless input', () =>
    inFolder({}, async (folder) => {
      const input = Buffer.from('# 0123456789abcdef\n'.repeat(1_100_000));
      const run = await runProcess(['lint', '-', '--format', 'compact'], folder, { input });
      assert.match(run.stdout, /^<stdin>:1:1 error file\/too-large /);
    }));

  it('finds the same in a process as in this one', async () => {
    const rid = (text: string) => text.replace(/"durationMs": \d+|"version": "[^"]*"/g, '');
    const process = await runProcess(['lint', '--format', 'json'], SHOP);
    const here = await runHere(['lint', '--format', 'json'], SHOP);
    assert.equal(rid(process.stdout), rid(here.stdout));
  });

  it('says in a sentence that its reader has gone', () =>
    inFolder({}, async (folder) => {
      writeFileSync(join(folder, 'a.yaml'), Array.from({ length: 2000 }, () => BAD).join('---\n'));
      const child = spawn(RUNTIME, [CLI, 'lint', '--format', 'compact'], { cwd: folder, env: { PATH: '' } });
      let stderr = '';
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.stdout.once('data', () => child.stdout.destroy());
      const code = await new Promise((resolve) => child.on('close', resolve));
      assert.equal(stderr, 'meshwright: Cannot write the report: nobody reads it any more\n');
      assert.equal(code, 2);
    }));
});
