/** The documents name files, tests and outputs: all of them must be there. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { runHere, SHOP } from '../cli/run-cli.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const OURS = ['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'samples/shop/README.md'];
const GENERATED = readdirSync(join(ROOT, 'docs'), { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.md'))
  .map((path) => join('docs', path));

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const withoutCode = (text: string) => text.replace(/^ *```[\s\S]*?^ *```$/gm, '').replace(/`[^`\n]*`/g, '');

describe('documents', () => {
  for (const path of [...OURS, ...GENERATED]) {
    it(`${path} has no dead link`, () => {
      const links = [...withoutCode(read(path)).matchAll(/\]\(([^)\s]+)\)/g)].map(
        ([, target]) => target ?? '',
      );
      const dead = links
        .filter((target) => !/^(?:https?:|#)/.test(target))
        .map((target) => join(dirname(path), target.replace(/#.*$/, '')))
        .filter((target) => !existsSync(join(ROOT, target)));
      assert.deepEqual(dead, []);
    });
  }

  for (const path of ['ARCHITECTURE.md', 'CONTRIBUTING.md']) {
    it(`${path} names files that are there`, () => {
      const names = [...read(path).matchAll(/`([\w.-]+(?:\/[\w.-]+)+\.(?:ts|mjs|jsonl|yaml|json))`/g)];
      const missing = names
        .map(([, name]) => name ?? '')
        .filter((name) => !['', 'server/src'].some((base) => existsSync(join(ROOT, base, name))));
      assert.deepEqual(missing, []);
      assert.ok(names.length > 5);
    });
  }

  it('ARCHITECTURE.md names tests that are there', () => {
    const named = [...read('ARCHITECTURE.md').matchAll(/`([\w./-]+\.test\.ts)`,\s+"([^"]+)"/g)];
    assert.ok(named.length > 0);
    for (const [, file = '', title = ''] of named) {
      const path = ['', 'server/src'].map((base) => join(ROOT, base, file)).find(existsSync);
      assert.ok(path !== undefined && readFileSync(path, 'utf8').includes(title), `${file}: ${title}`);
    }
  });

  it('README.md shows what the command line prints', async () => {
    const block = /```\n(checkout\/[\s\S]*?)\n```/.exec(read('README.md'))?.[1] ?? '';
    const { stdout } = await runHere(['lint'], SHOP);
    assert.ok(block !== '' && stdout.includes(block), `in ${relative(ROOT, SHOP)}:\n${stdout}`);
  });
});
