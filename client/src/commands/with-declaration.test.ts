import assert from 'node:assert/strict';
import { test } from 'node:test';
import { withDeclaration } from './with-declaration.ts';

test('names are added to a list of meshwright.json', () => {
  const add = (text: string) => withDeclaration(text, 'externalHosts', ['b', 'c']);
  assert.equal(add('{}\n'), '{\n  "externalHosts": [\n    "b",\n    "c"\n  ]\n}\n');
  assert.deepEqual(JSON.parse(add('{ "externalHosts": ["a", "b"], "preset": "all" }') ?? ''), {
    externalHosts: ['a', 'b', 'c'],
    preset: 'all',
  });
  assert.match(
    add('{\r\n\t"preset": "all"\r\n}\r\n') ?? '',
    /^\{\r\n\t"preset": "all",\r\n\t"externalHosts": \[/,
  );
  for (const text of ['{ // known\n}', '[]', '{ "externalHosts": "a" }', '{ "externalHosts": [1] }']) {
    assert.equal(add(text), undefined, text);
  }
});
