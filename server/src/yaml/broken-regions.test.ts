import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { brokenRegions } from './broken-regions.ts';
import { readWhole } from './read-whole.ts';

function regionsOf(text: string): readonly string[] {
  const { documents } = readWhole(text);
  const document = documents[0]?.document;
  return brokenRegions(text, document?.problems ?? []).map(({ start, end }) => text.slice(start, end));
}

describe('around a broken line', () => {
  it('is what it stands in', () => {
    const item = '  - match:\n    - uri: [x] y\n    # c\n    route: [x]\n';
    assert.deepEqual(regionsOf(`spec:\n  http:\n${item}  - route: [y]\n  tls: [z]\n`), [item]);
  });

  it('is the line and what is below it at the outermost level', () => {
    assert.deepEqual(regionsOf('a: 1\nb: [x] y\nc: 2\n'), ['b: [x] y\n']);
  });

  it('is the rest of an object, not what stands above the line', () => {
    assert.deepEqual(regionsOf('spec:\n  hosts: [a]\n  tls: [x] y\n  tcp: [z]\n'), [
      '  tls: [x] y\n  tcp: [z]\n',
    ]);
  });

  it('is nothing where nothing is broken', () => {
    assert.deepEqual(regionsOf('a:\n  b: 1\n'), []);
  });
});
