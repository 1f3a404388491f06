import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeveritySetting } from './finding.ts';
import { severityOf } from './severity-of.ts';

const CHOSEN = new Map<string, SeveritySetting>([
  ['schema/unknown-field', 'hint'],
  ['schema/unknown-*', 'info'],
  ['schema/*', 'warning'],
  ['*', 'error'],
]);

test('the most exact key decides', () => {
  assert.equal(severityOf(CHOSEN, 'schema/unknown-field'), 'hint');
  assert.equal(severityOf(CHOSEN, 'schema/unknown-kind'), 'info');
  assert.equal(severityOf(CHOSEN, 'schema/type'), 'warning');
  assert.equal(severityOf(CHOSEN, 'gateway/port-not-on-service'), 'error');
  assert.equal(severityOf(new Map([['schema/*', 'off' as const]]), 'gateway/x'), undefined);
});
