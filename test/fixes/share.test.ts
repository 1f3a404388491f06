/** How much of what a person is shown has a way out. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import { offerFixes } from '../../server/src/rules/offer-fixes.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { generatedMesh, WITHOUT_GENERATOR } from './generated-mesh.ts';

const LEAST = 0.85;

describe('errors and warnings with a fix', { skip: WITHOUT_GENERATOR }, () => {
  for (const seed of [3, 11, 29]) {
    for (const slips of seed === 3 ? [[], ['--slips', 'mixed']] : [[]]) {
      const options = ['--services', '40', '--errors', '60', '--seed', String(seed), ...slips];
      it(`are at least ${LEAST * 100} % (${options.join(' ')})`, (test) => {
        const files = generatedMesh(...options);
        for (const completeness of ['auto', 'complete'] as const) {
          const shown = rulesShown(files, completeness);
          const without = shown.filter(({ fixes }) => fixes === 0).map(({ rule }) => rule);
          const share = 1 - without.length / shown.length;
          test.diagnostic(`${completeness}: ${shown.length - without.length} of ${shown.length}`);
          assert.ok(shown.length > 40, `${shown.length} findings`);
          assert.ok(
            share >= LEAST,
            `${completeness}: ${Math.round(share * 100)} %; without: ${without.join(', ')}`,
          );
        }
      });
    }
  }
});

/** Suppressions are no fixes, and are not among the offers. */
function rulesShown(
  files: ReadonlyMap<string, string>,
  completeness: 'auto' | 'complete',
): readonly { readonly rule: string; readonly fixes: number }[] {
  const fail = (error: unknown) => {
    throw new Error('a fix or rule threw', { cause: error });
  };
  const workspace = new Workspace(
    ruleEnvironment((_check, _slot, error) => fail(error)),
    {
      worldsOf: () => [{ id: 'mesh', name: 'mesh', config: { ...DEFAULT_WORLD_CONFIG, completeness } }],
      severity: () => undefined,
    },
  );
  const snapshot = workspace.apply([...files].map(([uri, text]) => ({ uri, text })));
  for (const _ of snapshot.analyze());
  return snapshot
    .uris()
    .flatMap((uri) => [...snapshot.findings(uri)])
    .filter(({ severity }) => severity === 'error' || severity === 'warning')
    .map((finding) => ({ rule: finding.rule, fixes: offerFixes(snapshot, finding, fail).length }));
}
