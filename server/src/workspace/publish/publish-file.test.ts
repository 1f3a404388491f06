/** No fixture: fixtures name their files, and this is about files that nobody named. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../../rules/environment.ts';
import { Workspace } from '../workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../world-config.ts';

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

const FOREIGN = 'apiVersion: example.com/v1\nkind: Thing\nmetadata: { name: a }\ndata: { a: 1, a: 2 }\n';
const OURS =
  'apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: a, labels: { a: yes } }\nspec: { egress: [{ hosts: ["./*"] }] }\n';

describe('publishing', () => {
  it('says nothing about the text of other documents in a file that nobody named', () => {
    assert.deepEqual(rulesFound(FOREIGN, false), []);
  });

  it('judges the text of a file that somebody named', () => {
    assert.deepEqual(rulesFound('a: 1\na: 2\n', true), ['yaml/duplicate-key']);
    assert.deepEqual(rulesFound('a: 1\na: 2\n', false), []);
  });

  it('judges the text of documents of ours', () => {
    assert.deepEqual(
      rulesFound(OURS.replace('spec:', 'kind: Sidecar\nspec:'), false).includes('yaml/duplicate-key'),
      true,
    );
  });

  it('judges a document whose header has run into one line, and no other one', () => {
    const glued = OURS.replace('networking.istio.io/v1\n', 'ne');
    assert.ok(rulesFound(glued, false).includes('yaml/syntax'));
    assert.deepEqual(rulesFound(glued, true), rulesFound(glued, false));
    assert.deepEqual(rulesFound(glued.replace('Sidecar', 'Blender'), false), []);
  });

  it('says nothing of the mesh about an object whose name cannot be read', () => {
    const text =
      'apiVersion: networking.istio.io/v1\nkind: DestinationRule\n  name: web\nspec: { host: web }\n';
    assert.deepEqual(rulesFound(text, true), ['yaml/syntax']);
    assert.ok(
      rulesFound(text.replace('  name: web', 'metadata: { name: web, namespace: a }'), true).length > 0,
    );
  });

  it('tells a value that reads as another type once', () => {
    assert.deepEqual(
      rulesFound(OURS, false).filter((rule) => rule.includes('type') || rule.includes('ambiguous')),
      ['schema/wrong-type'],
    );
  });
});

describe('12,000 findings of one document', () => {
  const fields = Array.from(
    { length: 12_000 },
    (_, at) => `  unknown${at}: 1 # meshwright-ignore port/out-of-range: x`,
  );
  const text = `apiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: a }\nspec:\n${fields.join('\n')}\n`;
  const environment = ruleEnvironment((part, _at, error) => {
    throw new Error(part.id, { cause: error });
  });
  const workspace = new Workspace(environment, {
    worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
    severity: () => undefined,
  });
  const snapshot = workspace.apply([{ uri: '/a.yaml', text }]);
  for (const _ of snapshot.analyze());

  it('publish in time', () => {
    const start = performance.now();
    assert.ok(snapshot.findings('/a.yaml').length >= 12_000);
    assert.ok(performance.now() - start < 15_000, 'quadratic work takes minutes');
  });

  it('are published once, until something that they were made of is another', () => {
    const before = snapshot.published('/a.yaml');
    assert.ok(snapshot.published('/a.yaml') === before);
    for (const _ of workspace
      .apply([{ uri: '/b.yaml', text: 'apiVersion: v1\nkind: Service\nmetadata: { name: b }\n' }])
      .analyze());
    assert.ok(workspace.snapshot.published('/a.yaml') === before, 'another file has nothing to do with it');
    for (const _ of workspace.apply([{ uri: '/a.yaml', text: `# moved\n${text}` }]).analyze());
    const moved = workspace.snapshot.published('/a.yaml');
    assert.ok(moved !== before);
    assert.equal(moved.findings[0]?.range.start, (before.findings[0]?.range.start ?? 0) + 8);
  });
});
