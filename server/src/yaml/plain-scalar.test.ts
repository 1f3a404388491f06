import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PlainValue, plainAmbiguity, plainValue } from './plain-scalar.ts';

const STRINGS = [
  'a',
  'yesterday',
  'oN',
  'tRue',
  '1:30',
  '2020-01-01',
  '2020-01-01T00:00:00Z',
  '1.2.3',
  '0x',
  '0b',
];
const MORE_STRINGS = [
  '-',
  '+',
  '.',
  '..',
  '1a',
  '0xg',
  '1e',
  'e3',
  '_1',
  '=',
  '<<',
  '.5.',
  '0o9',
  '0xFFFFFFFFFFFFFFFFF',
];

const SAME: readonly (readonly [string, PlainValue])[] = [
  ['', null],
  ['~', null],
  ['null', null],
  ['Null', null],
  ['true', true],
  ['FALSE', false],
  ['0', 0],
  ['-1', -1],
  ['+12', 12],
  ['12e03', 12000],
  ['1e3', 1000],
  ['.5', 0.5],
  ['1.', 1],
  ['-0.5E-1', -0.05],
  ['08', 8],
  ['0o12', 10],
  ['0x1f', 31],
  ['.inf', Infinity],
  ['-.INF', -Infinity],
  ['123456789012345678901234567890', 1.2345678901234568e29],
];

const DIFFERENT: readonly (readonly [string, PlainValue, string])[] = [
  ['y', true, '"y"'],
  ['N', false, '"N"'],
  ['Yes', true, '"Yes"'],
  ['on', true, '"on"'],
  ['OFF', false, '"OFF"'],
  ['012', 10, '12'],
  ['-012', -10, '-12'],
  ['1_000', 1000, '"1_000"'],
  ['1_0.5', 10.5, '"1_0.5"'],
  ['0b101', 5, '"0b101"'],
  ['-0x1F', -31, '"-0x1F"'],
  ['0X1F', 31, '"0X1F"'],
];

describe('plainValue', () => {
  for (const text of [...STRINGS, ...MORE_STRINGS]) {
    it(`reads ${text} as text`, () => {
      assert.equal(plainValue(text), text);
    });
  }
  for (const [text, value] of SAME) {
    it(`reads ${text} as ${value}, in YAML 1.2 too`, () => {
      assert.equal(plainValue(text), value);
      assert.equal(plainAmbiguity(text, value), undefined);
    });
  }
  for (const [text, value, yaml12] of DIFFERENT) {
    it(`reads ${text} as ${value}, other than YAML 1.2`, () => {
      assert.equal(plainValue(text), value);
      assert.deepEqual(plainAmbiguity(text, value), { yaml11: String(value), yaml12 });
    });
  }
  it('reads .nan as a number', () => {
    assert.ok(Number.isNaN(plainValue('.nan')));
    assert.equal(plainAmbiguity('.NaN', Number.NaN), undefined);
  });
});
