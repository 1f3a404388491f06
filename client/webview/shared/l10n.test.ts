import assert from 'node:assert/strict';
import { it } from 'node:test';
import { setTexts, t, told } from './l10n.ts';

it('texts are those of the editor’s language, and English where it has none', () => {
  assert.equal(t('{0} of {1} shown', 2, 3), '2 of 3 shown');
  assert.equal(t('nothing', 2), 'nothing');
  assert.equal(t('{0} and {1}', 'only'), 'only and ');
  setTexts({ '{0} of {1} shown': 'von {1} nur {0}', constructor: 'Bauer' });
  assert.equal(t('{0} of {1} shown', 2, 3), 'von 3 nur 2');
  assert.equal(t('{0} of {1} shown', '{1}', '$&'), 'von $& nur {1}');
  assert.equal(t('toString'), 'toString');
  assert.deepEqual(told('{0} of {1} shown', 'a', 'b'), ['von ', 'b', ' nur ', 'a', '']);
  setTexts({});
});
