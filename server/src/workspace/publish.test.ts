/** No fixture: fixtures name their files, and this is about files that nobody named. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../rules/environment.ts';
import { Workspace } from './workspace.ts';
import { DEFAULT_WORLD_CONFIG } from './world-config.ts';

function rulesFound(text: string, isExplicit: boolean): readonly string[] {
  const environment = ruleEnvironment((check, _slot, error) => {
    throw new Error(check.id, { cause: error });
  });
  const workspace = new Workspace(environment, {
    worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
    severity: () => undefined,
  });
  const snapshot = workspace.apply([{ uri: '/a.yaml', text, isExplicit }]);
  for (const _ of snapshot.analyze());
  return snapshot.findings('/a.yaml').map(({ rule }) => rule);
}

const FOREIGN = 'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: a }\ndata: { a: 1, a: 2 }\n';
const OURS =
  'apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: a, labels: { a: yes } }\nspec: { egress: [{ hosts: ["./*"] }] }\n';

describe('publishing', () => {
  it('says nothing about the text of other documents in a file that nobody named', () => {
    assert.deepEqual(rulesFound(FOREIGN, false), []);
  });

  it('judges the text of a file that somebody named', () => {
    assert.deepEqual(rulesFound(FOREIGN, true), ['yaml/duplicate-key']);
  });

  it('judges the text of documents of ours', () => {
    assert.deepEqual(
      rulesFound(OURS.replace('spec:', 'kind: Sidecar\nspec:'), false).includes('yaml/duplicate-key'),
      true,
    );
  });

  it('tells a value that reads as another type once', () => {
    assert.deepEqual(
      rulesFound(OURS, false).filter((rule) => rule.includes('type') || rule.includes('ambiguous')),
      ['schema/wrong-type'],
    );
  });
});
