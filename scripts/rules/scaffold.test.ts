/** What `npm run new:rule` writes must load, and report what its fixture draws. */
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pathToFileURL } from 'node:url';
import type { Rule } from '../../server/src/rules/define-rule.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { parseFixture } from '../../test/harness/fixture-format.ts';
import { checkFindings, textOf } from '../../test/harness/run-fixture.ts';
import { fixtureText, isRuleId, ruleText } from './scaffold.ts';

/** Loads the rule's text as a module; it imports `defineRule` from where it really is. */
async function load(id: string): Promise<Rule> {
  const folder = mkdtempSync(join(tmpdir(), 'meshwright-scaffold-'));
  try {
    const path = join(folder, 'rule.ts');
    const defineRule = new URL('../../server/src/rules/define-rule.ts', import.meta.url).href;
    writeFileSync(path, ruleText(id).replace('../define-rule.ts', defineRule));
    const exports = Object.values((await import(pathToFileURL(path).href)) as Record<string, Rule>);
    assert.equal(exports.length, 1);
    return exports[0] ?? assert.fail();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

describe('npm run new:rule', () => {
  const ids = ['virtual-service/made-up', 'http-route/made-up-too', 'mesh/no-kind'];
  for (const id of ids) {
    it(`${id} passes its own fixture`, async () => {
      const rule = await load(id);
      assert.equal(rule.id, id);
      const environment = ruleEnvironment(
        (check, _slot, error) => {
          throw new Error(`rule ${check.id} threw`, { cause: error });
        },
        [rule],
      );
      const cases = parseFixture(fixtureText(id), id);
      assert.deepEqual(
        cases.map(({ docs }) => docs),
        ['bad', 'good', undefined, undefined],
      );
      for (const test of cases) {
        const workspace = new Workspace(environment, {
          worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
          severity: () => undefined,
        });
        const snapshot = workspace.apply(
          test.files.map((file) => ({ uri: file.path, text: textOf(file, '\n'), isExplicit: true })),
        );
        for (const _ of snapshot.analyze());
        checkFindings(test, snapshot);
      }
    });
  }

  it('takes kebab-case ids of two words only', () => {
    assert.ok(isRuleId('virtual-service/subset-not-found'));
    for (const id of ['', 'a', 'a/b/c', 'A/b', '../x', 'a/b.ts']) assert.ok(!isRuleId(id), id);
  });
});
