/**
 * Offered fixes on meshes that nobody wrote for them: the sample, generated ones with planted mistakes, the corpora, and
 * Kustomize overlays. A sample of them; `MESHWRIGHT_FIXES=full` tries all.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { generatedMesh, WITHOUT_GENERATOR, yamlBelow } from './generated-mesh.ts';
import { tryFixes } from './try-fixes.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const CORPUS = join(ROOT, '..', 'shared', 'corpus');
const WITHOUT_CORPUS = !existsSync(CORPUS) && '../shared/corpus is not here';
const isFull = process.env['MESHWRIGHT_FIXES'] === 'full';

/** Of each kind of fix the first few: the same edit in the next file proves little. */
function firstOfEach(limit: number): (rule: string, fix: string) => boolean {
  const seen = new Map<string, number>();
  return (rule, fix) => {
    const key = `${rule} ${fix.replace(/:.*/s, '')}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return isFull || count <= limit;
  };
}

async function check(files: ReadonlyMap<string, string>, limit = 2): Promise<void> {
  for (const completeness of ['auto', 'complete'] as const) {
    const { problems } = await tryFixes(files, { completeness }, firstOfEach(limit));
    assert.deepEqual(
      problems.map((text) => text.slice(0, text.indexOf('\n'))),
      [],
      problems[0],
    );
  }
}

describe('every offered fix', () => {
  it('mends the sample mesh', async () => {
    await check(yamlBelow(join(ROOT, 'samples', 'shop')));
  });

  for (const seed of isFull ? [3, 11, 29] : [3]) {
    for (const slips of [[], ['--slips', 'mixed']]) {
      const options = ['--services', '30', '--errors', '60', '--seed', String(seed), ...slips];
      it(`mends a generated mesh (${options.join(' ')})`, { skip: WITHOUT_GENERATOR }, async () => {
        await check(generatedMesh(...options), 1);
      });
    }
  }

  for (const suite of ['kiali', 'layouts', 'reports', 'webhook', 'kustomize', 'helm']) {
    it(`mends the corpus ${suite}`, { skip: WITHOUT_CORPUS }, async () => {
      const folders = readdirSync(join(CORPUS, suite, 'cases'))
        .filter((name) => !/\.(?:json|md)$/.test(name))
        .sort();
      const taken = folders.filter((_, at) => isFull || at % SHARE === 0);
      const wanted = firstOfEach(2);
      const problems: string[] = [];
      for (const folder of taken) {
        const found = await tryFixes(filesOf(join(CORPUS, suite, 'cases', folder)), {}, wanted);
        for (const problem of found.problems) problems.push(`${folder}: ${problem}`);
      }
      assert.deepEqual(
        problems.map((text) => text.slice(0, text.indexOf('\n'))),
        [],
        problems[0],
      );
    });
  }
});

/** A case is a folder or a file. */
function filesOf(path: string): ReadonlyMap<string, string> {
  return statSync(path).isDirectory()
    ? yamlBelow(path)
    : new Map([['case.yaml', readFileSync(path, 'utf8')]]);
}

/** One folder of so many. */
const SHARE = 15;
