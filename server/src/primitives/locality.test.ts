import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkLocalities, type LocalityFault, localityMatches, parseLocality } from './locality.ts';

describe('lists of localities', () => {
  const rows: readonly (readonly [readonly string[], readonly LocalityFault[]])[] = [
    [[], []],
    [['us', 'eu'], []],
    [['us/z1', 'us/z2'], []],
    [['us/z1/s1', 'us/z1/s2', 'us/z2'], []],
    [['*'], []],
    [['us/*', 'eu/*'], []],
    [['*/zone'], [{ problem: 'wildcard-position', index: 0 }]],
    [['a/*/*'], [{ problem: 'wildcard-position', index: 0 }]],
    [['region//sub'], [{ problem: 'empty-part', index: 0 }]],
    [[''], [{ problem: 'empty-part', index: 0 }]],
    [['us/'], [{ problem: 'empty-part', index: 0 }]],
    [['*', 'us'], [{ problem: 'overlap', index: 1 }]],
    [['us', 'us/z1'], [{ problem: 'overlap', index: 1 }]],
    [['us/*', 'us/z1'], [{ problem: 'overlap', index: 1 }]],
    [['us/z1', 'us'], [{ problem: 'overlap', index: 1 }]],
    [['us', 'us'], [{ problem: 'overlap', index: 1 }]],
    [['us/z1', 'us/z1'], [{ problem: 'overlap', index: 1 }]],
    [['us/z1', 'us/z1/s1'], [{ problem: 'overlap', index: 1 }]],
    [['us/z1/*', 'us/z1/s1'], [{ problem: 'overlap', index: 1 }]],
    [['us/z1/s1', 'us/z1'], [{ problem: 'overlap', index: 1 }]],
    [['us/z1/s1', 'us/z1/s1'], [{ problem: 'overlap', index: 1 }]],
    [['us', '*'], [{ problem: 'unnoticed-overlap', index: 1 }]],
    [['us/z1', 'us/*'], [{ problem: 'unnoticed-overlap', index: 1 }]],
    [['us/z1/s1', 'us/z1/*'], [{ problem: 'unnoticed-overlap', index: 1 }]],
  ];
  for (const [entries, faults] of rows) {
    it(`${JSON.stringify(entries)}: ${faults[0]?.problem ?? 'fine'}`, () => {
      assert.deepEqual(checkLocalities(entries), faults);
    });
  }
});

describe('localities', () => {
  it('have up to three parts', () => {
    assert.deepEqual(parseLocality('us'), { region: 'us', zone: undefined, subzone: undefined });
    assert.deepEqual(parseLocality('us/z/s/t'), { region: 'us', zone: 'z', subzone: 's/t' });
    assert.equal(parseLocality('us//s'), undefined);
  });
  it('match from the left', () => {
    assert.ok(
      localityMatches('us', 'us/z1/s1') && localityMatches('us/*', 'us/z1') && localityMatches('*', 'eu'),
    );
    assert.ok(!localityMatches('us', 'us2/z1') && !localityMatches('us/z1', 'us/z2'));
  });
});
