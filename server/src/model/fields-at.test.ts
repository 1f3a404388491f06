import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDocument } from '../yaml/parse-document.ts';
import { Cursor } from './cursor.ts';
import { fieldsAt } from './fields-at.ts';

const text = `
http:
  - timeout: 1s
    headers: { a: x, "b.c": y, gone: null }
  - retries: { attempts: 2 }
  - null
  - timeout: 2s
`;
const root = new Cursor(parseDocument(text, { apiVersion: undefined, kind: undefined }).root);
const pathsAt = (pattern: string) => fieldsAt(root, pattern).map(({ path }) => path);

describe('fields by pattern', () => {
  it('are found in every item of a list', () => {
    assert.deepEqual(pathsAt('http[].timeout'), ['http[0].timeout', 'http[3].timeout']);
    assert.deepEqual(
      fieldsAt(root, 'http[].timeout').map((field) => field.string()),
      ['1s', '2s'],
    );
  });
  it('are found in every value of a map, null left out', () => {
    assert.deepEqual(pathsAt('http[].headers{}'), ['http[0].headers.a', 'http[0].headers["b.c"]']);
  });
  it('may be the items themselves', () => {
    assert.deepEqual(pathsAt('http[]'), ['http[0]', 'http[1]', 'http[3]']);
  });
  it('are none where the pattern meets another shape', () => {
    for (const pattern of [
      'tls[].timeout',
      'http.timeout',
      'http{}',
      'http[].timeout[]',
      'http[].timeout.x',
    ]) {
      assert.deepEqual(pathsAt(pattern), []);
    }
  });
});
