import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failureLog } from './failure-log.ts';

test('a failing part is named once, with the first object', () => {
  const lines: string[] = [];
  const log = failureLog({ error: (line) => lines.push(line) });
  log({ kind: 'rule', id: 'gateway/bad' }, { uri: 'file:///a.yaml', key: '/Pod/a/b' }, new Error('first'));
  log({ kind: 'rule', id: 'gateway/bad' }, { uri: 'file:///b.yaml', key: '' }, new Error('second'));
  log({ kind: 'table', id: 'secrets' }, { uri: 'file:///b.yaml', key: '' }, 'no error object');
  assert.equal(lines.length, 2);
  assert.match(
    lines[0] ?? '',
    /^The rule gateway\/bad failed in file:\/\/\/a\.yaml \(\/Pod\/a\/b\)\nError: first/,
  );
  assert.equal(lines[1], 'The table secrets failed in file:///b.yaml\nno error object');
});
