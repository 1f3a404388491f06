import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { DEFAULT_WORLD_CONFIG } from '../workspace/world-config.ts';
import { Indexer } from './indexer.ts';
import { memoryFiles } from './memory-files.ts';
import { Project, type ProjectRoot } from './project.ts';
import type { WalkProblem } from './walk.ts';

const FOLDER = 'file:///mesh';
const DECODERS = {
  strict: new TextDecoder('utf-8', { fatal: true }),
  tolerant: new TextDecoder('utf-8'),
};

/** A project of files in memory, and what it has told its host. */
function opened(files: Readonly<Record<string, string>>, roots?: readonly ProjectRoot[]) {
  const contents = new Map<string, Uint8Array>();
  const texts = new Map<string, string>();
  const problems: WalkProblem[] = [];
  const project = new Project({
    uri: FOLDER,
    name: 'mesh',
    choices: { exclude: [], ignore: [], worldConfig: DEFAULT_WORLD_CONFIG, flags: {}, meshFlags: {} },
    ...(roots && { roots }),
  });
  let sorts = 0;
  const indexer = new Indexer({
    sources: [memoryFiles(contents)],
    decoders: DECODERS,
    now: () => 0,
    giveWay: () => Promise.resolve(),
    projectOf: () => project,
    show: (uri) => uri,
    knownUris: () => [...texts.keys()],
    isOpen: () => false,
    apply: (changes) => {
      for (const { uri, text } of changes) {
        if (text === undefined) texts.delete(uri);
        else texts.set(uri, text);
      }
    },
    sort: () => {
      sorts++;
    },
    onProblem: (problem) => problems.push(problem),
    isCancelled: () => false,
  });
  const put = (path: string, text: string) => contents.set(`${FOLDER}/${path}`, Buffer.from(text));
  for (const [path, text] of Object.entries(files)) put(path, text);
  return {
    project,
    indexer,
    problems,
    put,
    remove: (path: string) => contents.delete(`${FOLDER}/${path}`),
    read: async () => indexer.index([project], () => {}),
    known: () => [...texts.keys()].map((uri) => uri.slice(FOLDER.length + 1)).sort(),
    world: (path: string) => project.worldOf(`${FOLDER}/${path}`),
    sorts: () => sorts,
  };
}

describe('worlds of a project', () => {
  it('are never merged because of their names', async () => {
    const { read, world } = opened({
      'meshwright.json': '{"worlds": [{"name": "default", "files": ["declared"]}]}',
      'plain.yaml': '',
      'declared/a.yaml': '',
      'default/kustomization.yaml': 'resources: [a.yaml]\n',
      'default/a.yaml': '',
    });
    await read();
    const worlds = ['plain.yaml', 'declared/a.yaml', 'default/a.yaml'].map(world);
    assert.deepEqual(
      worlds.map(({ kind, name }) => `${kind} ${name}`),
      ['plain default', 'declared default', 'folder default'],
    );
    assert.equal(new Set(worlds.map(({ id }) => id)).size, 3);
  });

  it('go with the folder that made them', async () => {
    const { indexer, read, world, known, remove, sorts } = opened({
      'a.yaml': '',
      'apps/prod/kustomization.yaml': 'resources: [b.yaml]\n',
      'apps/prod/b.yaml': '',
    });
    await read();
    assert.equal(world('apps/prod/b.yaml').kind, 'folder');
    remove('apps/prod/kustomization.yaml');
    remove('apps/prod/b.yaml');
    const before = sorts();
    indexer.remove(`${FOLDER}/apps`);
    assert.deepEqual(known(), ['a.yaml']);
    assert.equal(world('apps/prod/b.yaml').kind, 'plain');
    assert.equal(sorts(), before + 1);
    indexer.remove(`${FOLDER}/nothing`);
    assert.equal(sorts(), before + 1, 'a folder without markers sorts nothing');
  });

  it('are one of its own, and partial, for what is left out', async () => {
    const { read, world, known } = opened({ '.gitignore': 'out\n', 'out/a.yaml': '', 'b.yaml': '' });
    await read();
    assert.deepEqual(known(), ['b.yaml']);
    const { kind, config } = world('out/a.yaml');
    assert.deepEqual([kind, config.completeness], ['alone', 'partial']);
  });
});

describe('what a project reads', () => {
  it('is what was named, whatever is said of others like it', async () => {
    const root = (path: string, kind: ProjectRoot['kind']) => ({ uri: `${FOLDER}/${path}`, kind });
    const { read, world, known } = opened(
      { '.gitignore': '*.yaml\nout\n', 'x/a.txt': 'a', 'x/b.yaml': '', 'out/c.yaml': '', '.git/HEAD': '' },
      [root('x/a.txt', 'file'), root('out', 'folder'), root('x', 'folder')],
    );
    await read();
    assert.deepEqual(known(), ['out/c.yaml', 'x/a.txt']);
    assert.equal(world('x/a.txt').kind, 'plain');
  });

  it('follows the configuration, and says once what is wrong with it', async () => {
    const { read, project, known, put } = opened({
      'meshwright.json': '{"ignore": ["old"], "colour": "red"}',
      'old/a.yaml': '',
      'b.yaml': '',
    });
    await read();
    assert.deepEqual(known(), ['b.yaml', 'meshwright.json'].slice(0, 1));
    assert.equal(project.config.problems.length, 1);
    put('meshwright.json', '{}');
    await read();
    assert.deepEqual(known(), ['b.yaml', 'old/a.yaml']);
    assert.deepEqual(project.config.problems, []);
  });

  it('leaves out, and names, a file whose name is no text', async () => {
    const { read, known, problems } = opened({ 'a%EF%BF%BD.yaml': '', 'b.yaml': '' });
    await read();
    assert.deepEqual(known(), ['b.yaml']);
    assert.deepEqual(
      problems.map(({ kind }) => kind),
      ['name'],
    );
  });
});
