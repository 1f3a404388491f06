/**
 * Applies every fix that any finding of any fixture offers, with all rules on: the text parses, the finding is gone, no
 * error is new, and with CRLF the same comes out.
 */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { type OfferedFix, offerFixes } from '../../server/src/rules/offer-fixes.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import type { Workspace } from '../../server/src/workspace/workspace.ts';
import type { FixtureCase } from './fixture-format.ts';
import { openCase, readFixture, textOf, textsAfter } from './run-fixture.ts';

const root = new URL('../../server/src/rules/', import.meta.url);
const fixtures = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.fixture.yaml'))
  .sort();

let applied = 0;

for (const path of fixtures) {
  it(`every fix of ${path.slice(0, -'.fixture.yaml'.length)}`, () => {
    for (const test of readFixture(new URL(path, root))) checkCase(test);
  });
}

describe('every fix', () => {
  it('was tried', () => assert.ok(applied > 200, `${applied} fixes`));
});

function checkCase(test: FixtureCase): void {
  const { snapshot, workspace } = openCase(test, '\n');
  const files = test.files.filter((file) => file.options['mesh'] === undefined);
  const before = files.flatMap((file) => snapshot.findings(file.path));
  const offers = before.flatMap((finding) => fixesOf(snapshot, finding).map((fix) => ({ finding, fix })));
  if (offers.length === 0) return;
  checkLineEnds(
    test,
    offers.map(({ fix }) => fix),
  );
  for (const { finding, fix } of offers) {
    applied++;
    const told = `"${fix.title}" (${finding.rule} ${fix.id}) of "${test.name}"`;
    const after = findingsAfter(test, workspace, fix);
    const texts = [...textsAfter(test, '\n', fix)].map(([uri, text]) => `${uri}\n${text}`).join('\n');
    const remaining = after.filter((other) => identity(other) === identity(finding)).length;
    const previous = before.filter((other) => identity(other) === identity(finding)).length;
    assert.ok(remaining < previous, `still there after ${told}:\n${texts}`);
    const known = new Set([...before.map(identity), ...before.map(place)]);
    const fresh = after.filter(
      (other) =>
        other.severity === 'error' &&
        !known.has(identity(other)) &&
        (other.rule === finding.rule || !known.has(place(other))),
    );
    assert.deepEqual(
      fresh.map(({ rule, message }) => `${rule}: ${message}`),
      [],
      `new errors after ${told}:\n${texts}`,
    );
  }
}

/** Another rule's message may name what a fix has added: it says so at its place. */
function place({ rule, path, uri }: PublishedFinding): string {
  return `${rule} ${uri} at ${path}`;
}

/** Lists shift when an item goes, so places are not compared. */
function identity({ rule, message, uri }: PublishedFinding): string {
  return `${rule} ${uri} ${message}`;
}

function fixesOf(snapshot: Snapshot, finding: PublishedFinding): readonly OfferedFix[] {
  const fixes = offerFixes(snapshot, finding, (error) => {
    throw new Error(`a fix of ${finding.rule} threw`, { cause: error });
  });
  assert.equal(
    new Set(fixes.map(({ title }) => title)).size,
    fixes.length,
    `titles of ${finding.rule} are alike`,
  );
  return fixes;
}

function findingsAfter(
  test: FixtureCase,
  workspace: Workspace,
  fix: OfferedFix,
): readonly PublishedFinding[] {
  const texts = textsAfter(test, '\n', fix);
  const changes = [...texts].map(([uri, text]) => ({ uri, text, isExplicit: true }));
  const snapshot = workspace.apply(changes);
  for (const _ of snapshot.analyze());
  const found = [...texts.keys()].flatMap((uri) => [...snapshot.findings(uri)]);
  workspace.apply([
    ...[...fix.change.created.keys()].map((uri) => ({ uri, text: undefined })),
    ...test.files.map((file) => ({ uri: file.path, text: textOf(file, '\n'), isExplicit: true })),
  ]);
  for (const _ of workspace.snapshot.analyze());
  return found;
}

function checkLineEnds(test: FixtureCase, fixes: readonly OfferedFix[]): void {
  const { snapshot } = openCase(test, '\r\n');
  const same = test.files
    .filter((file) => file.options['mesh'] === undefined)
    .flatMap((file) => snapshot.findings(file.path))
    .flatMap((finding) => fixesOf(snapshot, finding));
  assert.deepEqual(
    same.map(({ title }) => title),
    fixes.map(({ title }) => title),
  );
  for (const [at, fix] of same.entries()) {
    const expected = textsAfter(test, '\n', fixes[at] as OfferedFix);
    for (const [uri, text] of textsAfter(test, '\r\n', fix)) {
      assert.equal(text, expected.get(uri)?.replaceAll('\n', '\r\n'), `"${fix.title}" with CRLF`);
    }
  }
}
