/** Every reason for which a folder cannot be built is one finding, at the place that has to be changed. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { LineIndex } from '../../server/src/base/line-index.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { kustomizeRendering } from '../../server/src/workspace/kustomize-rendering.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: cart\nspec: {ports: [{port: 80}]}\n';
const TWO = `${SERVICE}---\napiVersion: v1\nkind: Service\nmetadata: {name: cart, namespace: other}\n`;

/** Files of a mistake by its class, with its place; `''`: `kustomization.yaml`. */
const MISTAKES: Readonly<
  Record<string, readonly [at: string, kustomization: string, files?: Readonly<Record<string, string>>]>
> = {
  cycle: ['kustomization.yaml:0', 'resources: [.]\n'],
  'outside-root': ['kustomization.yaml:0', 'resources: [../x.yaml]\n', { '../x.yaml': SERVICE }],
  'path-missing': ['kustomization.yaml:1', 'resources:\n- gone.yaml\n'],
  'kustomization-several': [
    'kustomization.yaml:0',
    'namePrefix: x\n',
    { 'kustomization.yml': 'namePrefix: x\n' },
  ],
  'kustomization-empty': ['kustomization.yaml:0', 'kind: Kustomization\n'],
  'kustomization-malformed': ['kustomization.yaml:0', 'resources: [\n'],
  'kustomization-unknown-field': ['kustomization.yaml:1', 'resources: [s.yaml]\nlabel: []\n'],
  'kustomization-bad-type': ['kustomization.yaml:1', 'resources: [s.yaml]\ncommonLabels: {a: true}\n'],
  'kustomization-wrong-kind': ['kustomization.yaml:0', 'kind: Kustom\nresources: [s.yaml]\n'],
  'component-mismatch': [
    'kustomization.yaml:0',
    'components: [c]\n',
    { 'c/kustomization.yaml': 'namePrefix: x\n' },
  ],
  'resource-malformed': [
    'bad.yaml:3',
    'resources: [bad.yaml]\n',
    { 'bad.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nspec: [\n' },
  ],
  'resource-duplicate-key': [
    'bad.yaml:3',
    'resources: [bad.yaml]\n',
    { 'bad.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: a}\nkind: Service\n' },
  ],
  'resource-not-an-object': [
    'bad.yaml:0',
    'resources: [bad.yaml]\n',
    { 'bad.yaml': 'kind: Service\nspec: {}\n' },
  ],
  'duplicate-id': ['again.yaml:3', 'resources: [s.yaml, again.yaml]\n', { 'again.yaml': SERVICE }],
  'namespace-collision': [
    'kustomization.yaml:0',
    'namespace: one\nresources: [two.yaml]\n',
    { 'two.yaml': TWO },
  ],
  'generator-conflict': ['kustomization.yaml:1', 'configMapGenerator:\n- {name: a, behavior: merge}\n'],
  'generator-malformed': ['kustomization.yaml:0', 'configMapGenerator: [{name: a, literals: [b]}]\n'],
  'replicas-target-missing': [
    'kustomization.yaml:1',
    'resources: [s.yaml]\nreplicas: [{name: x, count: 2}]\n',
  ],
  'patch-target-missing': [
    'p.yaml:2',
    'resources: [s.yaml]\npatches: [{path: p.yaml}]\n',
    { 'p.yaml': 'apiVersion: v1\nkind: Service\nmetadata: {name: carte}\n' },
  ],
  'patch-malformed': ['kustomization.yaml:1', 'resources: [s.yaml]\npatches: [{target: {kind: Service}}]\n'],
  'patch-failed': [
    'kustomization.yaml:4',
    'resources: [s.yaml]\npatches:\n- target: {kind: Service}\n  patch: |\n    - {op: remove, path: /spec/none}\n',
  ],
  'replacement-source': [
    'kustomization.yaml:1',
    'resources: [s.yaml]\nreplacements: [{source: {kind: Nope}, targets: [{select: {kind: Service}}]}]\n',
  ],
  'replacement-target': [
    'kustomization.yaml:1',
    'resources: [s.yaml]\nreplacements: [{source: {kind: Service}, targets: [{select: {kind: Service}, fieldPaths: [spec.none]}]}]\n',
  ],
  'var-object-missing': [
    'kustomization.yaml:1',
    'resources: [s.yaml]\nvars: [{name: A, objref: {kind: Nope, name: x, apiVersion: v1}}]\n',
  ],
};

describe('build errors', () => {
  for (const [name, [at, kustomization, files = {}]] of Object.entries(MISTAKES)) {
    it(`kustomize/${name} is told once, at its place`, () => {
      assert.deepEqual(errorsIn({ 'kustomization.yaml': kustomization, 's.yaml': SERVICE, ...files }), [
        `${at} kustomize/${name}`,
      ]);
    });
  }

  it('say nothing of a folder that can be built, nor of content that others make', () => {
    const kustomization =
      'resources: [s.yaml]\nconfigMapGenerator: [{name: a, files: [made.txt], envs: [made.env]}]\n';
    assert.deepEqual(errorsIn({ 'kustomization.yaml': kustomization, 's.yaml': SERVICE }), []);
  });

  it('say nothing of steps that fail for the sake of an earlier one', () => {
    const kustomization =
      'resources: [gone.yaml]\npatches: [{path: p.yaml}]\nreplicas: [{name: cart, count: 2}]\n';
    const patch = 'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\n';
    assert.deepEqual(errorsIn({ 'kustomization.yaml': kustomization, 'p.yaml': patch }), [
      'kustomization.yaml:0 kustomize/path-missing',
    ]);
  });

  it('say nothing of a generator that changes what a remote base may hold', () => {
    const kustomization =
      'resources: [https://github.com/shop/base?ref=v1]\nsecretGenerator: [{name: token, behavior: replace, literals: [a=b]}]\n';
    assert.deepEqual(errorsIn({ 'kustomization.yaml': kustomization }), []);
  });

  it('say nothing of names that an action prints, written alike', () => {
    const policy = '---\napiVersion: v1\nkind: Service\nmetadata:\n  name: {{< .x >}}\n';
    const text = `{{<- range .a >}}\n${policy}{{<- end >}}\n{{<- range .b >}}\n${policy}{{<- end >}}\n`;
    assert.deepEqual(errorsIn({ 'kustomization.yaml': 'resources: [p.yaml]\n', 'p.yaml': text }), []);
  });

  it('go when the mistake goes', () => {
    const workspace = open({ 'kustomization.yaml': 'resources: [gone.yaml]\n' });
    assert.equal(problems(workspace).length, 1);
    workspace.apply([{ uri: `${FOLDER}/gone.yaml`, text: SERVICE }]);
    assert.deepEqual(problems(workspace), []);
  });
});

const FOLDER = 'file:///w/over';

function open(files: Readonly<Record<string, string>>): Workspace {
  const world = {
    id: 'over',
    name: 'over',
    config: { ...DEFAULT_WORLD_CONFIG, completeness: 'partial' as const },
  };
  const rendering = kustomizeRendering({ id: 'build of over', world, folder: FOLDER });
  const workspace = new Workspace(
    ruleEnvironment((part, _at, error) => assert.fail(`${part.id}: ${error}`)),
    { worldsOf: () => [], renderings: [rendering], severity: () => undefined },
  );
  workspace.apply(
    Object.entries(files).map(([path, text]) => ({ uri: new URL(path, `${FOLDER}/`).href, text })),
  );
  return workspace;
}

function errorsIn(files: Readonly<Record<string, string>>): readonly string[] {
  return problems(open(files));
}

function problems(workspace: Workspace): readonly string[] {
  const { snapshot } = workspace;
  for (const _ of snapshot.analyze());
  return snapshot.uris().flatMap((uri) => {
    const lines = new LineIndex(snapshot.file(uri)?.text ?? '');
    const findings = snapshot
      .findings(uri)
      .filter(({ severity, rule }) => severity === 'error' || rule === 'kustomize/outside-root');
    return findings.map(
      ({ rule, range }) => `${uri.slice(FOLDER.length + 1)}:${lines.positionAt(range.start).line} ${rule}`,
    );
  });
}
