import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../../test/engine/random.ts';
import { checkHeaderValue, escapePercents, type HeaderValueProblem } from './header-value.ts';

describe('header values', () => {
  for (const good of [
    '',
    'foo',
    'a\tb',
    'é',
    '100%%',
    '%HOSTNAME%',
    'a %START_TIME% b',
    '%REQ(X-Foo?X-Bar)%',
    '%REQ( X )%',
    '%DOWNSTREAM_PEER_CERT_V_END(%b %d %H:%M:%S %Y %Z)%',
    '%DYNAMIC_METADATA(["ns","key"])%',
    '%DYNAMIC_METADATA( [ "ns" , "k\\"ey" ] ) %',
    '%F(()%',
    '%F(a\\)b)%',
  ]) {
    it(`accepts ${JSON.stringify(good)}`, () => assert.deepEqual(checkHeaderValue(good), { ok: true }));
  }
  const bad: readonly (readonly [string, HeaderValueProblem, number])[] = [
    ['50%', 'lone-percent', 2],
    ['abc%123', 'unterminated', 3],
    ['%START_TIME%%', 'lone-percent', 12],
    ['%START_TIME()%', 'unterminated', 0],
    ['%REQ(X):10%', 'bad-arguments', 7],
    ['%ENVIRONMENT("X")%', 'bad-arguments', 16],
    ['%D(["a" "b"])%', 'bad-arguments', 8],
    ['%D([a])%', 'bad-arguments', 4],
    ['%D(["a"]x)%', 'bad-arguments', 8],
    ['%D(a\\', 'unterminated', 0],
    ['%%%', 'lone-percent', 2],
    ['a\nb', 'control-character', 1],
    ['a\u007f', 'control-character', 1],
    ['\u0000', 'control-character', 0],
  ];
  for (const [text, problem, offset] of bad) {
    it(`refuses ${JSON.stringify(text)}: ${problem}`, () => {
      assert.deepEqual(checkHeaderValue(text), { ok: false, problem, offset });
    });
  }
  it('are literal once every percent sign is doubled', () => {
    const random = new Random(5);
    for (let round = 0; round < 3_000; round++) {
      const text = Array.from({ length: random.below(12) }, () => random.pick([...'%()[]", ab\\'])).join('');
      assert.ok(checkHeaderValue(escapePercents(text)).ok, text);
      const single = checkHeaderValue(text);
      if (!single.ok) assert.ok(single.offset < text.length, text);
    }
  });
});
