/** The sample mesh is found to have exactly the mistakes that its README lists; not a fixture because people read it. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { LintReport } from '../../server/src/cli/report.ts';
import { runHere, SHOP } from '../cli/run-cli.ts';

const ROW = /^\| \[(\S+):(\d+)\]\((\S+)#L(\d+)\) \| .+ \| `(\S+)` \|$/gm;

describe('samples/shop', () => {
  it('has the planted mistakes that its README lists, and no others', async () => {
    const rows = [...readFileSync(join(SHOP, 'README.md'), 'utf8').matchAll(ROW)];
    const planted = rows.map(([, file, line, linked, linkedLine, rule]) => {
      assert.equal(`${linked}:${linkedLine}`, `${file}:${line}`);
      return `${file}:${line} ${rule}`;
    });
    assert.equal(planted.length, 7);
    const run = await runHere(['lint', '--format', 'json'], SHOP);
    const { findings } = JSON.parse(run.stdout) as LintReport;
    assert.deepEqual(
      findings.map(({ file, range, rule }) => `${file}:${range.start.line + 1} ${rule}`).sort(),
      planted.sort(),
    );
    assert.equal(run.exitCode, 1);
  });
});
