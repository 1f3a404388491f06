/** Not fixtures: what must not be offered. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offerFixes } from '../../server/src/rules/offer-fixes.ts';
import { snapshotOf, URI } from '../features/marked-text.ts';

test('a fix that changes nothing is not offered', () => {
  // The group is no group, and the offered version is the one that stands there.
  const text =
    'apiVersion: security.istio.io/io/v1\nkind: PeerAuthentication\nmetadata: {name: a, namespace: b}\nspec: {mtls: {mode: STRICT}}\n';
  const snapshot = snapshotOf(text);
  for (const _ of snapshot.analyze());
  const { findings } = snapshot.published(URI);
  assert.ok(findings.length > 0);
  for (const finding of findings) {
    for (const { title, change } of offerFixes(snapshot, finding, (error) => assert.ifError(error))) {
      const edits = [...change.edits.values()].flat();
      const isChange = edits.some(({ range, newText }) => text.slice(range.start, range.end) !== newText);
      assert.ok(isChange, title);
    }
  }
});
