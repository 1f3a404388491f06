import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFailureLog } from './check-failure-log.ts';

test('a failing rule is named once, with the first file', () => {
  const lines: string[] = [];
  const log = checkFailureLog({ error: (line) => lines.push(line) });
  log({ id: 'gateway/bad' }, { uri: 'file:///a.yaml' }, new Error('first'));
  log({ id: 'gateway/bad' }, { uri: 'file:///b.yaml' }, new Error('second'));
  log({ id: 'port/bad' }, { uri: 'file:///b.yaml' }, 'no error object');
  assert.equal(lines.length, 2);
  assert.match(lines[0] ?? '', /^Rule gateway\/bad failed in file:\/\/\/a\.yaml\nError: first/);
  assert.equal(lines[1], 'Rule port/bad failed in file:///b.yaml\nno error object');
});
