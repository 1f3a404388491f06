import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FileFilter } from './file-filter.ts';
import type { FileSource, FolderEntry } from './file-source.ts';
import { memoryFiles } from './memory-files.ts';
import { walk } from './walk.ts';

const DECODERS = { strict: new TextDecoder('utf-8', { fatal: true }), tolerant: new TextDecoder('utf-8') };
const ROOT = 'file:///mesh';

function filter(): FileFilter {
  return new FileFilter({ root: '/mesh', exclude: [], ignore: [] });
}

/** Folders without end, one in the other. */
function endless(entries: (folder: string) => readonly FolderEntry[]): FileSource {
  return { ...memoryFiles(new Map()), tree: async () => ({ entries: async (folder) => entries(folder) }) };
}

test('a walk ends between folders when it is called off, and keeps what it has found', async () => {
  let visits = 0;
  const source = endless((folder) => {
    visits++;
    return [
      { name: 'deeper', kind: 'folder' },
      { name: `${folder.length}.yaml`, kind: 'file' },
    ];
  });
  const found: number[] = [];
  const result = await walk(ROOT, {
    source,
    decoders: DECODERS,
    filter: filter(),
    isCancelled: () => visits >= 3,
    report: (count) => found.push(count),
  });
  assert.equal(result.uris.length, 3);
  assert.deepEqual(found, [1, 2, 3]);
});

test('a tree without end is cut, and somebody is told', async () => {
  const source = endless(() => Array.from({ length: 3 }, (_, at) => ({ name: `d${at}`, kind: 'folder' })));
  const { problems } = await walk(ROOT, { source, decoders: DECODERS, filter: filter(), most: 100 });
  assert.deepEqual(
    problems.map(({ kind }) => kind),
    ['limit'],
  );
});

test('a folder that cannot be listed takes nothing else along', async () => {
  const tree = memoryFiles(new Map([[`${ROOT}/a/b.yaml`, new Uint8Array()]]));
  const source: FileSource = {
    ...tree,
    tree: async (root) => {
      const inner = await tree.tree(root);
      return {
        entries: async (folder) => {
          if (folder.endsWith('/locked')) throw new Error('permission denied');
          const own = await inner.entries(folder);
          return folder === root ? [...own, { name: 'locked', kind: 'folder' }] : own;
        },
      };
    },
  };
  const { uris, problems } = await walk(ROOT, { source, decoders: DECODERS, filter: filter() });
  assert.deepEqual(uris, [`${ROOT}/a/b.yaml`]);
  assert.deepEqual(problems, [{ uri: `${ROOT}/locked`, problem: 'permission denied', kind: 'unreadable' }]);
});
