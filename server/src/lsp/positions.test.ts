import assert from 'node:assert/strict';
import { test } from 'node:test';
import { chooseEncoding, Positions } from './positions.ts';

test('UTF-16 unless the client can only do UTF-8', () => {
  assert.equal(chooseEncoding(undefined), 'utf-16');
  assert.equal(chooseEncoding(['utf-8', 'utf-16']), 'utf-16');
  assert.equal(chooseEncoding(['utf-8']), 'utf-8');
  assert.equal(chooseEncoding(['utf-32']), 'utf-16');
});

test('offsets and positions of every character agree in both encodings', () => {
  const text = 'a: "é😀x"\r\nb: ü\rc: 1\n';
  for (const encoding of ['utf-16', 'utf-8'] as const) {
    const positions = new Positions(text, encoding);
    let offset = 0;
    for (const character of text) {
      // Between CR and LF is no place for a cursor.
      if (character !== '\n' || text[offset - 1] !== '\r') {
        assert.equal(positions.offsetAt(positions.positionAt(offset)), offset, `${encoding} ${offset}`);
      }
      offset += character.length;
    }
    assert.equal(positions.offsetAt(positions.positionAt(text.length)), text.length);
  }
});

test('UTF-8 positions count bytes', () => {
  const positions = new Positions('é😀x', 'utf-8');
  assert.deepEqual(positions.positionAt(1), { line: 0, character: 2 });
  assert.deepEqual(positions.positionAt(3), { line: 0, character: 6 });
  assert.equal(positions.offsetAt({ line: 0, character: 6 }), 3);
  assert.equal(positions.offsetAt({ line: 0, character: 4 }), 1, 'inside a character: before it');
});

test('what lies outside of the text is clamped to it', () => {
  for (const encoding of ['utf-16', 'utf-8'] as const) {
    const positions = new Positions('ab\r\ncd', encoding);
    assert.equal(positions.offsetAt({ line: 0, character: 99 }), 2);
    assert.equal(positions.offsetAt({ line: 1, character: 99 }), 6);
    assert.equal(positions.offsetAt({ line: 9, character: 0 }), 6);
    assert.equal(positions.offsetAt({ line: -1, character: 0 }), 0);
    assert.deepEqual(positions.positionAt(99), { line: 1, character: 2 });
  }
});
