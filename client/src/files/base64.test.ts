import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toBase64 } from './base64.ts';

test('bytes of every value come back, also over several chunks', () => {
  for (const length of [0, 1, 2, 3, 256, 100_000]) {
    const bytes = Uint8Array.from({ length }, (_, index) => index % 256);
    assert.deepEqual(new Uint8Array(Buffer.from(toBase64(bytes), 'base64')), bytes);
  }
});
