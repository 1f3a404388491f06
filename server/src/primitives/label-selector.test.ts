import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { labelSelectorMatches } from './label-selector.ts';

function matches(operator: string, labels: Readonly<Record<string, string>>): boolean {
  const expression = { key: 'tier', operator, values: ['front', 'back'] };
  return labelSelectorMatches({ matchLabels: {}, matchExpressions: [expression] }, labels);
}

describe('labelSelectorMatches', () => {
  it('matches everything when empty', () => {
    assert.equal(labelSelectorMatches({ matchLabels: {}, matchExpressions: [] }, { a: 'b' }), true);
  });
  it('asks for labels and expressions', () => {
    const selector = {
      matchLabels: { app: 'cart' },
      matchExpressions: [{ key: 'tier', operator: 'Exists', values: [] }],
    };
    assert.equal(labelSelectorMatches(selector, { app: 'cart', tier: 'x' }), true);
    assert.equal(labelSelectorMatches(selector, { app: 'cart' }), false);
    assert.equal(labelSelectorMatches(selector, { tier: 'x' }), false);
  });
  it('knows the four operators', () => {
    assert.deepEqual(
      ['In', 'NotIn', 'Exists', 'DoesNotExist', 'Near'].map((operator) => [
        matches(operator, { tier: 'front' }),
        matches(operator, { tier: 'other' }),
        matches(operator, {}),
      ]),
      [
        [true, false, false],
        [false, true, true],
        [true, true, false],
        [false, false, true],
        [false, false, false],
      ],
    );
  });
});
