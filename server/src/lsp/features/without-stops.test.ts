import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withoutStops } from './without-stops.ts';

// The strings are snippets as clients know them, not templates of ours.
const STOP = '$';

test('placeholders become their text, choices the first one, stops nothing', () => {
  assert.equal(withoutStops('retries:\n  attempts: $1'), 'retries:\n  attempts: ');
  assert.equal(withoutStops(`${STOP}{1:key}: ${STOP}{2:value}$0`), 'key: value');
  assert.equal(withoutStops(`mode: ${STOP}{1|SIMPLE,MUTUAL|}\n`), 'mode: SIMPLE\n');
  assert.equal(withoutStops(`${STOP}{1|a\\,b,c|}`), 'a,b');
});

test('escaped characters stand for themselves', () => {
  assert.equal(withoutStops('price: \\$5 \\} \\\\'), 'price: $5 } \\');
  assert.equal(withoutStops(`${STOP}{1:a\\}b}`), 'a}b');
  assert.equal(withoutStops('plain: {a: 1}'), 'plain: {a: 1}');
});
