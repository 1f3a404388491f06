import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { FOLDER, MemoryProject } from '../../../test/harness/memory-project.ts';
import type { ProjectRoot } from './project-options.ts';

const service = (name: string, port = 80) =>
  `apiVersion: v1\nkind: Service\nmetadata: { name: ${name}, namespace: shop }\nspec: { ports: [{ port: ${port}, name: http }] }\n`;

describe('worlds of a project', () => {
  it('are never merged because of their names', async () => {
    const mesh = await new MemoryProject({
      'meshwright.json': '{"worlds": [{"name": "default", "files": ["declared"]}]}',
      'plain.yaml': service('a'),
      'declared/a.yaml': service('b'),
      'default/kustomization.yaml': 'resources: [a.yaml]\n',
      'default/a.yaml': service('c'),
    }).read();
    const worlds = ['plain.yaml', 'declared/a.yaml', 'default/a.yaml'].flatMap((path) =>
      mesh.workspace.worldsOf(`${FOLDER}/${path}`),
    );
    assert.deepEqual(
      worlds.map(({ name }) => name),
      ['default', 'default (declared)', 'default (kustomize)'],
    );
    assert.equal(new Set(worlds.map(({ id }) => id)).size, 3);
  });

  it('go with the folder that made them', async () => {
    const mesh = await new MemoryProject({
      'a.yaml': service('a'),
      'apps/prod/kustomization.yaml': 'resources: [b.yaml]\n',
      'apps/prod/b.yaml': service('b'),
    }).read();
    assert.deepEqual(mesh.units(), ['apps/prod kustomize: apps/prod/b.yaml', 'default plain: a.yaml']);
    mesh.remove('apps/prod/kustomization.yaml', 'apps/prod/b.yaml');
    const before = mesh.sorts;
    mesh.indexer.remove([`${FOLDER}/apps`]);
    assert.deepEqual(mesh.known(), ['a.yaml']);
    assert.deepEqual(mesh.units(), ['default plain: a.yaml']);
    assert.equal(mesh.sorts, before + 1);
    mesh.indexer.remove([`${FOLDER}/nothing`]);
    assert.equal(mesh.sorts, before + 1, 'what changes nothing sorts nothing');
  });

  it('follow the files that come and go', async () => {
    const mesh = await new MemoryProject({ 'a/s.yaml': service('a'), 'b/s.yaml': service('b') }).read();
    assert.deepEqual(mesh.units(), ['default plain: a/s.yaml b/s.yaml']);
    mesh.put('b/s.yaml', service('a', 81));
    await mesh.indexer.refresh([`${FOLDER}/b/s.yaml`]);
    const changed = mesh.units();
    assert.deepEqual(changed, ['a example: a/s.yaml', 'b example: b/s.yaml']);
    await mesh.read();
    assert.deepEqual(mesh.units(), changed, 'as from scratch');
  });

  it('are one of its own, and partial, for what is left out', async () => {
    const mesh = await new MemoryProject({
      '.gitignore': 'out\n',
      'out/a.yaml': service('a'),
      'b.yaml': service('b'),
    }).read();
    assert.deepEqual(mesh.known(), ['b.yaml']);
    const [world] = mesh.worlds('out/a.yaml');
    assert.deepEqual([world?.kind, world?.config.completeness], ['alone', 'partial']);
  });
});

describe('what a project reads', () => {
  it('is what was named, whatever is said of others like it', async () => {
    const root = (path: string, kind: ProjectRoot['kind']) => ({ uri: `${FOLDER}/${path}`, kind });
    const mesh = await new MemoryProject(
      {
        '.gitignore': '*.yaml\nout\n',
        'x/a.txt': service('a'),
        'x/b.yaml': '',
        'out/c.yaml': '',
        '.git/HEAD': '',
      },
      { roots: [root('x/a.txt', 'file'), root('out', 'folder'), root('x', 'folder')] },
    ).read();
    assert.deepEqual(mesh.known(), ['out/c.yaml', 'x/a.txt']);
    assert.equal(mesh.worlds('x/a.txt')[0]?.kind, 'plain');
  });

  it('follows the configuration, and says once what is wrong with it', async () => {
    const mesh = await new MemoryProject({
      'meshwright.json': '{"ignore": ["old"], "colour": "red"}',
      'old/a.yaml': service('a'),
      'b.yaml': service('b'),
    }).read();
    assert.deepEqual(mesh.known(), ['b.yaml']);
    assert.equal(mesh.project.config.problems.length, 1);
    mesh.put('meshwright.json', '{}');
    await mesh.read();
    assert.deepEqual(mesh.known(), ['b.yaml', 'old/a.yaml']);
    assert.deepEqual(mesh.project.config.problems, []);
  });

  it('leaves out, and names, a file whose name is no text', async () => {
    const mesh = await new MemoryProject({ 'a%EF%BF%BD.yaml': '', 'b.yaml': '' }).read();
    assert.deepEqual(mesh.known(), ['b.yaml']);
    assert.deepEqual(
      mesh.problems.map(({ kind }) => kind),
      ['name'],
    );
  });
});
