/**
 * Whole projects under random edits: overlays, components, charts, alternatives, delivery objects, and files that come and
 * go. Whatever the files are divided into, the findings are those of a run from scratch.
 */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Helm } from '../../server/src/project/helm/helm.ts';
import { renderCharts } from '../../server/src/project/helm/render-charts.ts';
import { memoryFiles } from '../../server/src/project/memory-files.ts';
import { DECODERS, FOLDER, MemoryProject } from '../harness/memory-project.ts';
import { Random } from './random.ts';
import { randomDocument, randomEdit } from './random-mesh.ts';

const COMPONENT = 'apiVersion: kustomize.config.k8s.io/v1alpha1\nkind: Component\n';
const APPLICATION = (path: string, namespace: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: Application\nmetadata: {name: shop}\nspec:\n  source: {path: ${path}}\n  destination: {namespace: ${namespace}}\n`;
const SETTINGS = (path: string, settings: string) =>
  `${APPLICATION(path, 'web')}---\n${APPLICATION(path, 'shop').replace('shop}', 'second}').replace('{path:', `{kustomize: ${settings}, path:`)}`;
const FLUX = (spec: string) =>
  `apiVersion: kustomize.toolkit.fluxcd.io/v1\nkind: Kustomization\nmetadata: {name: flux}\nspec:\n  path: ./overlays/prod\n${spec}`;

const SET = (path: string, settings: string) =>
  `apiVersion: argoproj.io/v1alpha1\nkind: ApplicationSet\nmetadata: {name: all}\nspec:\n  generators: [{list: {elements: [{name: shop}, {name: web}]}}]\n  template: {spec: {source: {path: ${path}, kustomize: ${settings}}}}\n`;

const PEER = (mode: string) =>
  `apiVersion: security.istio.io/v1\nkind: PeerAuthentication\nmetadata: {name: default, namespace: shop}\nspec: {mtls: {mode: ${mode}}}\n`;

/** What a file may hold; `mesh`: random documents, `template`: those in the blocks of a chart. */
const FILES: Readonly<Record<string, readonly string[] | 'mesh' | 'template'>> = {
  'base/kustomization.yaml': [
    'resources: [all.yaml]\n',
    'resources: [all.yaml, more.yaml]\n',
    'resources: [\n',
  ],
  'base/all.yaml': 'mesh',
  'base/more.yaml': 'mesh',
  'part/kustomization.yaml': [
    `${COMPONENT}commonLabels: {tier: web}\n`,
    `${COMPONENT}patches:\n- target: {kind: VirtualService}\n  patch: |\n    - {op: add, path: /spec/exportTo, value: ["."]}\n`,
  ],
  'overlays/dev/kustomization.yaml': [
    'namespace: shop\nresources: [../../base]\n',
    'namePrefix: dev-\nresources: [../../base]\n',
    'resources: [../../base]\npatches: [{path: patch.yaml}]\n',
  ],
  'overlays/dev/patch.yaml': 'mesh',
  'overlays/prod/kustomization.yaml': [
    'resources: [../../base]\ncomponents: [../../part]\n',
    'resources: [../../base, https://example.com/more.yaml]\n',
  ],
  'chart/Chart.yaml': [
    'name: shop\nversion: 1.0.0\n',
    'name: shop\nversion: 1.0.0\ndependencies: [{name: part, condition: part.on}]\n',
  ],
  'chart/values.yaml': ['name: cart\n', 'name: reviews\ncanary: true\n'],
  'chart/values-prod.yaml': ['canary: true\n', 'canary: false\n', 'part: {on: false}\n', '- [\n'],
  'chart/charts/part/Chart.yaml': ['name: part\nversion: 1.0.0\n'],
  'chart/charts/part/templates/all.yaml': 'template',
  'chart/templates/all.yaml': 'template',
  'chart/templates/more.yaml': 'template',
  'rollout/route-90-10.yaml': 'mesh',
  'rollout/route-50-50.yaml': 'mesh',
  'rollout/peer-strict.yaml': [PEER('STRICT'), PEER('PERMISSIVE')],
  'rollout/peer-permissive.yaml': [PEER('PERMISSIVE')],
  'examples/one/a.yaml': 'mesh',
  'examples/two/a.yaml': 'mesh',
  'clusters/east/a.yaml': 'mesh',
  'clusters/west/a.yaml': 'mesh',
  'apps/shop.yaml': [
    APPLICATION('overlays/dev', 'web'),
    APPLICATION('plain', 'shop'),
    APPLICATION('chart', 'shop'),
    SETTINGS('chart', '{}'),
    APPLICATION('chart', 'shop').replace('{path:', "{helm: {values: 'canary: true'}, path:"),
    SETTINGS('overlays/dev', '{namePrefix: x-}'),
    SETTINGS('overlays/dev', '{namespace: payment, components: [../../part]}'),
  ],
  'apps/flux.yaml': [
    FLUX('  targetNamespace: payment\n'),
    FLUX('  postBuild: {substitute: {HOST: cart}}\n'),
    FLUX(
      '  patches:\n  - target: {kind: VirtualService}\n    patch: |\n      - {op: add, path: /spec/exportTo, value: ["."]}\n',
    ),
  ],
  'apps/plain.yaml': [
    FLUX('  targetNamespace: payment\n  commonMetadata: {annotations: {a: b}}\n').replace(
      'overlays/prod',
      'plain',
    ),
    FLUX('  namePrefix: x-\n').replace('overlays/prod', 'plain/sub'),
    SET('overlays/dev', "{namespace: '{{name}}'}"),
  ],
  'plain/a.yaml': 'mesh',
  'plain/sub/b.yaml': 'mesh',
};
const STEPS = 22;

describe('projects of many worlds', () => {
  const kinds = new Set<string>();
  for (const seed of [3, 6, 17]) {
    it(`equal a run from scratch after each of ${STEPS} random edits (seed ${seed})`, async () => {
      const random = new Random(seed);
      const files = new Map<string, string>();
      for (const path of Object.keys(FILES)) files.set(path, newText(path, random));
      const mesh = await new MemoryProject(Object.fromEntries(files)).read();
      let compared = 0;
      for (let step = 0; step < STEPS; step++) {
        await editOne(mesh, files, random);
        const scratch = await new MemoryProject(Object.fromEntries(files)).read();
        assert.deepEqual(mesh.units(), scratch.units(), `seed ${seed}, step ${step}: the units differ`);
        const expected = findingsOf(scratch);
        assert.equal(findingsOf(mesh), expected, `seed ${seed}, step ${step}: the findings differ`);
        compared += expected.split('"rule":').length - 1;
        for (const { kind, alternatives } of mesh.project.units)
          kinds.add(alternatives.length > 0 ? 'alternatives' : kind);
      }
      assert.ok(compared > 100, `${compared} findings were compared`);
    });
  }

  it('equal it with charts that an installed Helm has rendered, which is asked now and then', async () => {
    const random = new Random(29);
    const files = new Map<string, string>();
    for (const path of Object.keys(FILES)) files.set(path, newText(path, random));
    const mesh = await new MemoryProject(Object.fromEntries(files)).read();
    let rendered = 0;
    for (let step = 0; step < 12; step++) {
      if (step % 2 === 0) await askHelm(mesh, files);
      await editOne(mesh, files, random);
      const scratch = await new MemoryProject(Object.fromEntries(files)).read();
      scratch.project.chartOutputs = mesh.project.chartOutputs;
      scratch.indexer.divide([scratch.project]);
      assert.equal(findingsOf(mesh), findingsOf(scratch), `step ${step}: the findings differ`);
      rendered += mesh.project.units.filter((unit) => mesh.project.builtOf(unit)[0]?.list).length;
    }
    assert.ok(rendered > 5, `charts were rendered in ${rendered} steps`);
  });

  it('were of every kind', () => {
    assert.deepEqual(
      ['alternatives', 'delivery', 'environment', 'example', 'helm', 'kustomize', 'plain'].filter(
        (kind) => !kinds.has(kind),
      ),
      [],
    );
  });
});

/** Prints `cart` for every action, and fails with one list of values now and then. */
async function askHelm(mesh: MemoryProject, files: ReadonlyMap<string, string>): Promise<void> {
  const helm: Helm = {
    template: async ({ values }) => {
      if (values.length > 1) return { stderr: 'Error: execution error at (shop/templates/all.yaml:2:3): no' };
      const printed = [...files].filter(([path]) => /^chart\/.*templates\//.test(path)).flatMap(printedBy);
      return { output: printed.join('') };
    },
  };
  const contents = new Map([...files].map(([path, text]) => [`${FOLDER}/${path}`, Buffer.from(text)]));
  const hasChanged = await renderCharts([mesh.project], {
    ...{ helm, source: memoryFiles(contents), decoders: DECODERS, signal: new AbortController().signal },
    isWanted: () => true,
    onProblem: (text) => assert.fail(text),
  });
  if (hasChanged) mesh.indexer.divide([mesh.project]);
}

function printedBy([path, text]: readonly [string, string]): readonly string[] {
  const lines = text.split('\n').filter((line) => !/^\{\{.*\}\}$/.test(line));
  const documents = lines
    .join('\n')
    .replaceAll(/\{\{[^}]*\}\}/g, 'cart')
    .split(/^---\n/m);
  return documents.map((one) => `---\n# Source: shop/${path.slice('chart/'.length)}\n${one}\n`);
}

async function editOne(mesh: MemoryProject, files: Map<string, string>, random: Random): Promise<void> {
  const path = random.pick(Object.keys(FILES));
  const text = files.get(path);
  const uri = `${FOLDER}/${path}`;
  if (text !== undefined && random.chance(0.2)) {
    files.delete(path);
    mesh.remove(path);
    mesh.indexer.remove([uri]);
    return;
  }
  const isEdited = text !== undefined && !Array.isArray(FILES[path]);
  const next = isEdited ? randomEdit(text, random) : newText(path, random);
  files.set(path, next);
  mesh.put(path, next);
  await mesh.indexer.refresh([uri]);
}

function newText(path: string, random: Random): string {
  const choices = FILES[path];
  if (typeof choices === 'object') return random.pick(choices);
  const documents = Array.from({ length: 1 + random.below(3) }, () => randomDocument(random));
  if (choices === 'mesh') return documents.join('---\n');
  return documents.map((text) => inBlocks(text, random)).join('---\n');
}

/** A document of a template: in a block, or with a value that an action prints. */
function inBlocks(text: string, random: Random): string {
  if (random.chance(0.4)) return `{{- if .Values.canary }}\n${text}{{- else }}\n${text}{{- end }}\n`;
  if (random.chance(0.3)) return text.replace(/name: \w+/, 'name: {{ .Values.name }}');
  return text;
}

/** Without what names objects by identity. */
function findingsOf({ workspace: { snapshot } }: MemoryProject): string {
  for (const _ of snapshot.analyze());
  return JSON.stringify(
    [...snapshot.uris()].sort().map((uri) => [uri, snapshot.findings(uri)]),
    (name, value) => (name === 'resource' ? undefined : value),
  );
}
