import assert from 'node:assert/strict';
import { test } from 'node:test';
import { issueAddress } from './issue-address.ts';

test('the form carries questions and versions, and survives odd characters', () => {
  const address = new URL(
    issueAddress('https://example.com/issues', [
      ['Meshwright', '1.2.3'],
      ['An & Editor #1', '4+5'],
    ]),
  );
  assert.equal(address.origin + address.pathname, 'https://example.com/issues/new');
  assert.deepEqual([...address.searchParams.keys()], ['body']);
  const body = address.searchParams.get('body') ?? '';
  assert.match(body, /### What did you expect\?/);
  assert.match(body, /### Versions\n\n- Meshwright: 1\.2\.3\n- An & Editor #1: 4\+5\n$/);
});
