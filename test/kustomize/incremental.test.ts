/** Overlays, components and their bases under random edits: the same findings as from scratch, and nothing rendered in vain. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { kustomizeRendering } from '../../server/src/workspace/kustomize-rendering.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import type { Rendering } from '../../server/src/workspace/workspace-configuration.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { Random } from '../engine/random.ts';
import { randomDocument, randomEdit } from '../engine/random-mesh.ts';

const ROOT = 'file:///w';
const OVERLAYS = ['dev', 'prod', 'other'];

const FILES: Readonly<Record<string, readonly string[]>> = {
  'base/kustomization.yaml': [
    'resources: [all.yaml]\n',
    'resources: [all.yaml, more.yaml]\n',
    'resources: [gone.yaml]\n',
  ],
  'lone/kustomization.yaml': [
    'resources: [all.yaml]\n',
    'namePrefix: a-\nresources: [all.yaml]\n',
    'resources: [\n',
  ],
  'part/kustomization.yaml': [
    'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\npatches:\n- target: {kind: VirtualService}\n  patch: |\n    - {op: add, path: /spec/exportTo, value: ["."]}\n',
    'kind: Component\napiVersion: kustomize.config.k8s.io/v1alpha1\ncommonLabels: {tier: web}\n',
  ],
  'dev/kustomization.yaml': [
    'namespace: dev\nresources: [../base]\n',
    'namePrefix: dev-\nresources: [../base]\n',
    'resources: [../base]\npatches: [{path: patch.yaml}]\n',
  ],
  'prod/kustomization.yaml': [
    'namespace: prod\nresources: [../base]\ncomponents: [../part]\n',
    'resources: [../base, ../lone]\ncomponents: [../part]\n',
  ],
  'other/kustomization.yaml': ['resources: [../lone]\n', 'nameSuffix: -x\nresources: [../lone]\n'],
};
const MESHES = ['base/all.yaml', 'base/more.yaml', 'lone/all.yaml', 'dev/patch.yaml'];

describe('rendered worlds', () => {
  for (const seed of [4, 7, 11]) {
    it(`equal a run from scratch after each of 40 random edits (seed ${seed})`, () => {
      const random = new Random(seed);
      const files = new Map<string, string>();
      for (const [path, texts] of Object.entries(FILES)) files.set(path, texts[0] ?? '');
      for (const path of MESHES.slice(0, 3)) files.set(path, meshText(random));
      const workspace = open(files);
      let compared = 0;
      for (let step = 0; step < 40; step++) {
        edit(workspace, files, random);
        const incremental = findingsOf(workspace);
        assert.equal(incremental, findingsOf(open(files)), `step ${step}`);
        compared += incremental.split('"rule":').length - 1;
      }
      assert.ok(compared > 60, `${compared} findings were compared`);
    });
  }

  it('render anew for an edit in a base exactly where the base is used', () => {
    const files = new Map(Object.entries(FILES).map(([path, texts]) => [path, texts[0] ?? '']));
    files.set('base/all.yaml', SERVICE);
    files.set('lone/all.yaml', SERVICE);
    const rendered: string[] = [];
    const workspace = open(files, (rendering) => ({
      ...rendering,
      render(read) {
        rendered.push(rendering.world.name);
        return rendering.render(read);
      },
    }));
    const renderedBy = (path: string, text: string | undefined): readonly string[] => {
      rendered.length = 0;
      workspace.apply([{ uri: `${ROOT}/${path}`, text }]);
      return [...rendered].sort();
    };
    assert.deepEqual(renderedBy('base/all.yaml', SERVICE.replace('80', '81')), ['dev', 'prod']);
    assert.deepEqual(renderedBy('lone/all.yaml', SERVICE.replace('80', '81')), ['other']);
    assert.deepEqual(renderedBy('part/kustomization.yaml', 'kind: Component\nnameSuffix: -p\n'), ['prod']);
    assert.deepEqual(renderedBy('unused/all.yaml', SERVICE), []);
    assert.deepEqual(renderedBy('base/all.yaml', undefined), ['dev', 'prod']);
  });
});

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata: {name: cart}\nspec: {ports: [{port: 80}]}\n';

function meshText(random: Random): string {
  return Array.from({ length: 1 + random.below(3) }, () => randomDocument(random)).join('---\n');
}

function edit(workspace: Workspace, files: Map<string, string>, random: Random): void {
  const isMesh = random.chance(0.7);
  const path = isMesh ? random.pick(MESHES) : random.pick(Object.keys(FILES));
  const text = files.get(path);
  let next: string | undefined;
  if (!isMesh) next = random.pick(FILES[path] ?? []);
  else if (text === undefined) next = meshText(random);
  else next = random.chance(0.1) ? undefined : randomEdit(text, random);
  if (next === undefined) files.delete(path);
  else files.set(path, next);
  workspace.apply([{ uri: `${ROOT}/${path}`, text: next }]);
}

function open(files: ReadonlyMap<string, string>, wrap = (rendering: Rendering) => rendering): Workspace {
  const renderings = OVERLAYS.map((name) =>
    wrap(
      kustomizeRendering({
        id: `build of ${name}`,
        folder: `${ROOT}/${name}`,
        world: { id: name, name, config: { ...DEFAULT_WORLD_CONFIG, completeness: 'complete' } },
      }),
    ),
  );
  const environment = ruleEnvironment((part, at, error) => {
    throw new Error(`${part.kind} ${part.id} failed at ${at.uri}`, { cause: error });
  });
  const workspace = new Workspace(environment, { worldsOf: () => [], renderings, severity: () => undefined });
  workspace.apply([...files].map(([path, text]) => ({ uri: `${ROOT}/${path}`, text })));
  return workspace;
}

/** Without what names objects by identity. */
function findingsOf(workspace: Workspace): string {
  const { snapshot } = workspace;
  for (const _ of snapshot.analyze());
  return JSON.stringify(
    [...snapshot.uris()]
      .sort()
      .map((uri) => [uri, snapshot.findings(uri).map(({ resource: _, ...finding }) => finding)]),
  );
}
