import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkStringMatch, matchesString } from './string-match.ts';

describe('string matches', () => {
  it('have one form, or none', () => {
    assert.equal(checkStringMatch({}), undefined);
    assert.equal(checkStringMatch({ exact: '' }), undefined);
    assert.equal(checkStringMatch({ prefix: '/a' }), undefined);
    assert.equal(checkStringMatch({ regex: 'a.*' }), undefined);
    assert.equal(checkStringMatch({ exact: 'a', prefix: 'a' }), 'several-forms');
    assert.equal(checkStringMatch({ prefix: '' }), 'empty-prefix');
    assert.equal(checkStringMatch({ prefix: '' }, 'empty-prefix-allowed'), undefined);
    assert.equal(checkStringMatch({ regex: '' }), 'bad-regex');
    assert.equal(checkStringMatch({ regex: '(?=a)' }), 'bad-regex');
  });
  it('compare as Envoy does', () => {
    assert.equal(matchesString({}, 'a'), true);
    assert.equal(matchesString({}, undefined), false);
    assert.equal(matchesString({ exact: 'a' }, 'A'), false);
    assert.equal(matchesString({ prefix: '/a' }, '/abc'), true);
    assert.equal(matchesString({ regex: 'a.c' }, 'abc'), true);
    assert.equal(matchesString({ regex: 'a.c' }, 'xabc'), false);
    assert.equal(matchesString({ regex: '(' }, 'a'), undefined);
  });
});
