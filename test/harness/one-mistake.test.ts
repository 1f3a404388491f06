/**
 * One mistake, one finding: with all rules on, no two of them speak at one place, or at one inside the other, but for pairs
 * that tell of two mistakes. Over all fixtures, and over the documents of the admission corpus, where that is at hand.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { openCase, readFixture } from './run-fixture.ts';
import { OF_ABSENCE, OF_WHOLES, TWO_MISTAKES } from './two-mistakes.ts';

const RULES = new URL('../../server/src/rules/', import.meta.url);
const CORPUS =
  process.env['ADMISSION_CORPUS'] ?? new URL('../../../shared/corpus/webhook/cases/', import.meta.url);

/** `rule and rule`, with a place where they met. */
const met = new Map<string, string>();

describe('one mistake', () => {
  it('gives one finding in the fixtures', () => {
    const fixtures = readdirSync(RULES, { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.fixture.yaml'))
      .sort();
    for (const path of fixtures) {
      for (const test of readFixture(new URL(path, RULES))) {
        note(openCase(test, '\n').snapshot, `${path}, "${test.name}"`);
      }
    }
    expectOnlyKnown();
  });

  it('gives one finding in the admission corpus', {
    skip: !existsSync(CORPUS) && 'the corpus is not here',
  }, () => {
    const config = { ...DEFAULT_WORLD_CONFIG, completeness: 'partial', istioVersion: '1.31' } as const;
    const workspace = new Workspace(
      ruleEnvironment((check, _slot, error) => {
        throw new Error(`rule ${check.id} threw`, { cause: error });
      }),
      { worldsOf: () => [{ id: 'default', name: 'default', config }], severity: () => undefined },
    );
    const snapshot = workspace.apply(
      readdirSync(CORPUS).map((name) => ({
        uri: `file:///${name}`,
        text: readFileSync(typeof CORPUS === 'string' ? `${CORPUS}/${name}` : new URL(name, CORPUS), 'utf8'),
        isExplicit: true,
      })),
    );
    for (const _ of snapshot.analyze());
    note(snapshot, 'corpus');
    expectOnlyKnown();
  });
});

function expectOnlyKnown(): void {
  const unknown = [...met].filter(([pair]) => !TWO_MISTAKES.has(pair));
  assert.deepEqual(
    unknown.map(([pair, place]) => `${pair}: ${place}`),
    [],
    'two findings for one mistake? Let one supersede the other, or list the pair in two-mistakes.ts and say why',
  );
}

function note(snapshot: Snapshot, where: string): void {
  for (const uri of snapshot.uris()) {
    const told = snapshot
      .findings(uri)
      .filter(({ severity }) => severity === 'error' || severity === 'warning');
    for (const [at, one] of told.entries()) {
      for (const other of told.slice(at + 1)) {
        if (!areOfOneObject(one, other) || !meet(one, other)) continue;
        const pair = [one.rule, other.rule].sort().join(' and ');
        const place = `${where}, ${one.resource?.name ?? uri}: ${one.path} (${one.rule}), ${other.path} (${other.rule})`;
        if (!met.has(pair)) met.set(pair, place);
      }
    }
  }
}

function areOfOneObject(one: PublishedFinding, other: PublishedFinding): boolean {
  return one.resource?.key === other.resource?.key && one.path !== '' && other.path !== '';
}

function meet(one: PublishedFinding, other: PublishedFinding): boolean {
  if (one.path === other.path) return true;
  // A rule may find several mistakes in one block.
  if (one.rule === other.rule) return false;
  const [outer, inner] = one.path.length <= other.path.length ? [one, other] : [other, one];
  const isInside = inner.path.startsWith(`${outer.path}.`) || inner.path.startsWith(`${outer.path}[`);
  if (OF_ABSENCE.has(outer.rule) && !OF_ABSENCE.has(inner.rule)) return false;
  return isInside && !OF_WHOLES.has(outer.rule) && !OF_WHOLES.has(inner.rule);
}
