import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Random } from '../../../test/engine/random.ts';
import {
  checkCrdDuration,
  checkDuration,
  type DurationProblem,
  explainDuration,
  formatDuration,
  parseDuration,
} from './duration.ts';

const SECOND = 1_000_000_000n;

describe('durations', () => {
  const good: readonly (readonly [string, bigint])[] = [
    ['0', 0n],
    ['-0', 0n],
    ['0s', 0n],
    ['1s', SECOND],
    ['+1s', SECOND],
    ['-1s', -SECOND],
    ['1m30s', 90n * SECOND],
    ['1h1m1s1ms1us1ns', 3661n * SECOND + 1_001_001n],
    ['1s1m', 61n * SECOND],
    ['1.5s', 1_500_000_000n],
    ['.5s', 500_000_000n],
    ['5.s', 5n * SECOND],
    ['1µs', 1_000n],
    ['1μs', 1_000n],
    ['0.3333333333333333333h', 1_200n * SECOND],
    ['0.000000000001s', 0n],
    ['9223372036854775807ns', 9_223_372_036_854_775_807n],
    ['-9223372036854775808ns', -9_223_372_036_854_775_808n],
    ['2562047h47m16.854775807s', 9_223_372_036_854_775_807n],
  ];
  for (const [text, nanoseconds] of good) {
    it(`reads ${text}`, () => assert.deepEqual(parseDuration(text), { ok: true, nanoseconds }));
  }
  const bad: readonly (readonly [string, DurationProblem, string])[] = [
    ['', 'empty', ''],
    ['1', 'missing-unit', '1'],
    ['10', 'missing-unit', '10'],
    ['1m30', 'missing-unit', '30'],
    ['+', 'syntax', '+'],
    ['s', 'syntax', 's'],
    ['.s', 'syntax', '.s'],
    ['one second', 'syntax', 'one second'],
    ['1d', 'unknown-unit', 'd'],
    ['1S', 'unknown-unit', 'S'],
    ['1sec', 'unknown-unit', 'sec'],
    ['1 s', 'unknown-unit', ' s'],
    ['1s ', 'unknown-unit', 's '],
    ['1s-1s', 'unknown-unit', 's-'],
    ['00', 'missing-unit', '00'],
    ['9223372036854775808ns', 'too-large', '9223372036854775808ns'],
    ['2562048h', 'too-large', '2562048h'],
    [`${'9'.repeat(100_000)}s`, 'too-large', `${'9'.repeat(100_000)}s`],
  ];
  for (const [text, problem, part] of bad) {
    it(`refuses "${text.slice(0, 30)}": ${problem}`, () => {
      const result = parseDuration(text);
      assert.ok(!result.ok);
      assert.equal(result.problem, problem);
      assert.equal(text.slice(result.start, result.end), part);
    });
  }
});

describe('durations of fields', () => {
  it('are at least a millisecond for the API server', () => {
    for (const text of ['1ms', '1.5ms', '1000us', '1h']) assert.ok(checkCrdDuration(text).ok, text);
    for (const text of ['0s', '0', '999us', '-1s', '-0.5ms']) {
      assert.equal((checkCrdDuration(text) as { problem: string }).problem, 'too-short', text);
    }
  });
  it('are whole milliseconds for the webhook', () => {
    for (const text of ['1ms', '1000us', '0.001s', '1m30s', '1000h']) assert.ok(checkDuration(text).ok, text);
    assert.deepEqual(checkDuration('1.5ms'), {
      ok: false,
      problem: 'not-whole-milliseconds',
      nanoseconds: 1_500_000n,
    });
    assert.deepEqual(checkDuration('500us'), { ok: false, problem: 'too-short', nanoseconds: 500_000n });
    assert.equal((checkDuration('5') as { problem: string }).problem, 'missing-unit');
  });
});

describe('durations as text', () => {
  const rows: readonly (readonly [string, string, string])[] = [
    ['0', '0s', '0 seconds'],
    ['90s', '1m30s', '1 minute 30 seconds'],
    ['3600s', '1h', '1 hour'],
    ['1h0m5s', '1h5s', '1 hour 5 seconds'],
    ['1.5s', '1.5s', '1 second 500 milliseconds'],
    ['250ms', '250ms', '250 milliseconds'],
    ['1500us', '1.5ms', '1 millisecond 500 microseconds'],
    ['1001ns', '1.001us', '1 microsecond 1 nanosecond'],
    ['-2m', '-2m', 'minus 2 minutes'],
    ['48h', '48h', '48 hours'],
  ];
  for (const [text, formatted, words] of rows) {
    it(`${text} is ${formatted}, "${words}"`, () => {
      const parsed = parseDuration(text);
      assert.ok(parsed.ok);
      assert.equal(formatDuration(parsed.nanoseconds), formatted);
      assert.equal(explainDuration(parsed.nanoseconds), words);
    });
  }
  it('read back as the same duration', () => {
    const random = new Random(11);
    for (let round = 0; round < 5_000; round++) {
      const nanoseconds =
        BigInt(Math.floor(random.next() * 10 ** random.below(16))) * (random.chance(0.5) ? 1n : -1n);
      assert.deepEqual(parseDuration(formatDuration(nanoseconds)), { ok: true, nanoseconds });
    }
  });
});
