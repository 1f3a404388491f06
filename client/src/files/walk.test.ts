import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Entry, walk } from './walk.ts';

const isYaml = (name: string) => name.endsWith('.yaml');

/** A tree as nested records; a file is `null`. */
interface Tree {
  readonly [name: string]: Tree | null;
}

function lister(tree: Tree, asked: string[] = []) {
  return async (folder: string): Promise<readonly Entry[]> => {
    asked.push(folder);
    let at: Tree | null | undefined = tree;
    for (const step of folder.split('/').filter((part) => part !== '')) at = at?.[step];
    if (at === null || at === undefined) throw new Error('not a folder');
    return Object.entries(at).map(([name, value]) => ({ name, kind: value === null ? 'file' : 'folder' }));
  };
}

test('wanted files of all depths are found', async () => {
  const tree = { 'a.yaml': null, 'b.txt': null, edge: { 'c.yaml': null, deep: { 'd.yaml': null } } };
  assert.deepEqual(await walk(isYaml, lister(tree)), ['a.yaml', 'edge/c.yaml', 'edge/deep/d.yaml']);
});

test('folders that hold no work of people are not even listed', async () => {
  const asked: string[] = [];
  const tree = { node_modules: { 'x.yaml': null }, '.git': { 'y.yaml': null }, mesh: { 'z.yaml': null } };
  assert.deepEqual(await walk(isYaml, lister(tree, asked)), ['mesh/z.yaml']);
  assert.deepEqual(asked, ['', 'mesh']);
});

test('links are not followed and an unreadable folder hides nothing else', async () => {
  const list = async (folder: string): Promise<readonly Entry[]> => {
    if (folder === 'locked') throw new Error('permission denied');
    return [
      { name: 'locked', kind: 'folder' },
      { name: 'loop', kind: 'link' },
      { name: 'a.yaml', kind: 'file' },
    ];
  };
  assert.deepEqual(await walk(isYaml, list), ['a.yaml']);
});

test('a tree without end is left after a bound', async () => {
  let listed = 0;
  const list = async (): Promise<readonly Entry[]> => {
    listed += 1;
    return [{ name: 'more', kind: 'folder' }];
  };
  assert.deepEqual(await walk(isYaml, list), []);
  assert.equal(listed, 5000);
});
