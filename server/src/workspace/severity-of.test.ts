import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SeveritySetting } from './finding.ts';
import { severityOf, severityWith } from './severity-of.ts';

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

test('a chosen severity is that of proved findings; what is unproven stays or sinks', () => {
  assert.equal(severityWith(undefined, 'hint', 'error'), 'hint');
  assert.equal(severityWith('error', 'warning', 'warning'), 'error');
  assert.equal(severityWith('error', 'hint', 'warning'), 'hint');
  assert.equal(severityWith('error', 'warning', 'error'), 'warning');
  assert.equal(severityWith('info', 'warning', 'error'), 'info');
  assert.equal(severityWith('hint', 'error', 'error'), 'hint');
  assert.equal(severityWith('off', 'hint', 'error'), undefined);
});
