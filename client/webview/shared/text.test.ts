import assert from 'node:assert/strict';
import { it } from 'node:test';
import { middle, shown, visible } from './text.ts';

it('shows what would hide or reorder text', () => {
  assert.equal(visible('a\u0000\u001b[31m\u007f'), 'a␀␛[31m␡');
  assert.equal(visible('\u202eevil\u200b\ufeff'), '⟨U+202E⟩evil⟨U+200B⟩⟨U+FEFF⟩');
  assert.equal(visible('<img src=x onerror=alert(1)>'), '<img src=x onerror=alert(1)>');
});

it('keeps both ends of long names', () => {
  assert.equal(middle('abcdefghij', 5), 'ab…ij');
  assert.equal(middle('abc', 5), 'abc');
  assert.ok(shown('x'.repeat(10_000)).length <= 300);
});
