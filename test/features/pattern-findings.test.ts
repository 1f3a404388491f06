/** Every pattern, accepted as it comes, is right: alone in a folder and in the sample mesh, for each release it claims. */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { PATTERNS, type Pattern } from '../../server/src/features/completion/patterns/patterns.ts';
import { isAtLeast } from '../../server/src/primitives/istio-version.ts';
import { istioReleases } from '../../server/src/schema/lookup.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import { meshWorkspace } from './marked-text.ts';

const SAMPLE = fileURLToPath(new URL('../../samples/shop', import.meta.url));
const HERE = pathToFileURL(join(SAMPLE, 'pattern.yaml')).href;

/** The text of a person who accepts every blank; the first of several choices. */
function accepted({ body }: Pattern): string {
  return `${body
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:((?:[^\\}]|\\.)*)\}/g, '$1')
    .replace(/\\([\\$}])/g, '$1')}\n`;
}

/** Of one file of a mesh after the other. */
function loudFindings(mesh: Workspace, text: string): readonly string[] {
  const snapshot = mesh.apply([{ uri: HERE, text }]);
  for (const _ of snapshot.analyze());
  return snapshot
    .findings(HERE)
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map(({ rule, message }) => `${rule}: ${message}`);
}

const sample = new Map(
  readdirSync(SAMPLE, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => [pathToFileURL(join(SAMPLE, name)).href, readFileSync(join(SAMPLE, name), 'utf8')]),
);

const alone = istioReleases().map((release) => ({
  release,
  mesh: meshWorkspace(new Map(), { istioVersion: release }),
}));
const among = meshWorkspace(sample);

describe('patterns as they come', () => {
  test('there are at least ninety, each with a name and words of its own', () => {
    assert.ok(PATTERNS.length >= 90, `${PATTERNS.length}`);
    const titles = PATTERNS.map(({ title }) => title);
    assert.deepEqual(
      titles.filter((title, at) => titles.indexOf(title) !== at),
      [],
    );
    for (const { title, body, description } of PATTERNS) {
      assert.doesNotMatch(description, /\.$/, title);
      assert.doesNotMatch(accepted({ body } as Pattern), /[ \t]$/m, title);
    }
  });

  for (const pattern of PATTERNS) {
    test(pattern.title, () => {
      const text = accepted(pattern);
      for (const { release, mesh } of alone) {
        if (pattern.since !== undefined && !isAtLeast(release, pattern.since)) continue;
        assert.deepEqual(loudFindings(mesh, text), [], `alone, Istio ${release}:\n${text}`);
      }
      assert.deepEqual(loudFindings(among, text), [], `in the sample mesh:\n${text}`);
    });
  }
});
