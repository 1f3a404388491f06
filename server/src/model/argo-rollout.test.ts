import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { argoRollout } from './argo-rollout.ts';

const facts = (strategy: string) =>
  factsOf(
    argoRollout,
    `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: a }\nspec: { strategy: ${strategy} }\n`,
  );

describe('Argo Rollout', () => {
  it('names the routes and subsets that it rewrites', () => {
    const { virtualServices, destinationRule, services } = facts(
      '{ canary: { stableService: a, canaryService: a-next, trafficRouting: { istio: { virtualServices: [{ name: v, routes: [main] }, { name: w }], destinationRule: { name: d, stableSubsetName: stable, canarySubsetName: canary } } } } }',
    );
    assert.deepEqual(
      virtualServices.map(({ name, routes }) => [name.value, routes.map(({ value }) => value)]),
      [
        ['v', ['main']],
        ['w', []],
      ],
    );
    assert.equal(destinationRule?.name.value, 'd');
    assert.deepEqual(
      destinationRule?.subsets.map(({ value }) => value),
      ['stable', 'canary'],
    );
    assert.deepEqual(
      services.map(({ value }) => value),
      ['a', 'a-next'],
    );
  });

  it('has two Services in a blue-green release, and nothing of the mesh', () => {
    const { virtualServices, destinationRule, services } = facts(
      '{ blueGreen: { activeService: a, previewService: b } }',
    );
    assert.deepEqual([virtualServices, destinationRule], [[], undefined]);
    assert.deepEqual(
      services.map(({ value }) => value),
      ['a', 'b'],
    );
  });
});
