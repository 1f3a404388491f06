/** Every rule can be silenced in every form: the documented mistake of each rule, with a suppression put in. */
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { RULES } from '../../server/src/rules/registry.generated.ts';
import type { PublishedFinding } from '../../server/src/workspace/finding.ts';
import type { Slot } from '../../server/src/workspace/slot.ts';
import { insertEntry } from '../../server/src/yaml/edit.ts';
import type { FixtureCase } from '../harness/fixture-format.ts';
import { openCase, readFixture, textOf } from '../harness/run-fixture.ts';

const root = new URL('../../server/src/rules/', import.meta.url);
const fixtures = new Set(
  readdirSync(root, { recursive: true, encoding: 'utf8' }).map((path) => path.replaceAll('\\', '/')),
);

interface Found {
  readonly test: FixtureCase;
  readonly path: string;
  readonly text: string;
  readonly finding: PublishedFinding;
  readonly slot: Slot;
}

/** Rules about YAML that stands in a block scalar. */
const TEXTS = /^mesh-(?:config|networks)\//;

for (const { id } of RULES) {
  if (!fixtures.has(`${id}.fixture.yaml`)) continue;
  describe(`suppressing ${id}`, () => {
    const test = readFixture(new URL(`${id}.fixture.yaml`, root)).find(({ docs }) => docs === 'bad');
    assert.ok(test, 'a documented bad case');
    const found = firstFinding(test, id);

    it('with a comment on top of the document', () => {
      const start = startOf(found.slot);
      assertSilent(found, start, `# meshwright-ignore ${id}: known\n`);
    });

    // In a block scalar a comment would be part of the text.
    if (!TEXTS.test(id)) {
      it('with a comment on the line before', () => {
        const start = found.text.lastIndexOf('\n', found.finding.range.start - 1) + 1;
        const indentation = /^ */.exec(found.text.slice(start))?.[0] ?? '';
        assertSilent(found, start, `${indentation}# meshwright-ignore ${id}: known\n`);
      });
    }

    const code = found.finding.equivalents.find(({ tool }) => tool === 'istioctl')?.code;
    if (code !== undefined) it('with the annotation', () => assertGone(found, annotated(found, code)));
  });
}

/** Of the object's document in its file. */
function startOf({ origin }: Slot): number {
  return origin.placeRange({ start: 0, end: 0 })?.start ?? 0;
}

/** The text with the annotation of `istioctl analyze` on the object of the finding. */
function annotated({ text, slot }: Found, codes: string): string {
  const { resource } = slot;
  const { document } = resource;
  const documentStart = startOf(slot);
  const annotation = 'galley.istio.io/analyze-suppress';
  const hasAnnotations = resource.cursor.get('metadata').get('annotations').exists;
  const edits = hasAnnotations
    ? insertEntry(document, resource.documentPath('metadata.annotations'), annotation, codes)
    : insertEntry(document, resource.documentPath('metadata'), 'annotations', { [annotation]: codes });
  assert.ok(edits, 'metadata takes annotations');
  const end = documentStart + document.text.length;
  return text.slice(0, documentStart) + applyEdits(document.text, edits) + text.slice(end);
}

function firstFinding(test: FixtureCase, rule: string): Found {
  const { snapshot } = openCase(test, '\n', rule);
  for (const file of test.files) {
    const finding = snapshot.findings(file.path).find((each) => each.rule === rule);
    if (finding?.resource === undefined) continue;
    const slot = snapshot.slotOf(finding.resource);
    return { test, path: file.path, text: textOf(file, '\n'), finding, slot };
  }
  return assert.fail('the documented bad case is bad');
}

function assertSilent(found: Found, offset: number, comment: string): void {
  assertGone(found, found.text.slice(0, offset) + comment + found.text.slice(offset));
}

/** The finding is gone, it is gone because it is silenced, and nobody calls the suppression useless. */
function assertGone({ test, path, finding }: Found, text: string): void {
  const files = test.files.map((file) =>
    file.path === path ? { ...file, lines: text.replace(/\n$/, '').split('\n') } : file,
  );
  const { snapshot } = openCase({ ...test, files }, '\n', finding.rule);
  const same = (other: PublishedFinding) =>
    other.rule === finding.rule && other.message === finding.message && other.path === finding.path;
  assert.equal(snapshot.findings(path).some(same), false, `still there in\n${text}`);
  assert.equal(snapshot.published(path).suppressed.some(same), true, `not among the suppressed in\n${text}`);
  assert.deepEqual(
    snapshot.findings(path).filter(({ rule }) => rule.startsWith('suppression/')),
    [],
  );
}
