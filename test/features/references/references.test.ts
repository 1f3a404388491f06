/**
 * The table of references, kind by kind: definition, references, highlight, rename, completion and the rules for unknown
 * names all follow from the same marks, so one kind cannot have the one and lack the other.
 */
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { describe, it } from 'node:test';
import { applyEdits } from '../../../server/src/base/text-edit.ts';
import { completion } from '../../../server/src/features/completion/index.ts';
import { definition } from '../../../server/src/features/navigation/definition.ts';
import type { Location } from '../../../server/src/features/navigation/location.ts';
import { highlights, references } from '../../../server/src/features/navigation/references.ts';
import { prepareRename, rename } from '../../../server/src/features/rename/rename.ts';
import { RULES } from '../../../server/src/rules/registry.generated.ts';
import { REFERENCE_KINDS } from '../../../server/src/workspace/references/reference-kinds.ts';
import type { Snapshot } from '../../../server/src/workspace/snapshot.ts';
import { referenceOrigins, referenceTargets } from '../../../server/src/workspace/tables/reference-sites.ts';
import { meshSnapshot } from '../marked-text.ts';
import { type Mark, type MarkedMesh, readMeshes } from './marked-mesh.ts';

/** Half-typed text at the end of every file must not change what stands above it. */
const BROKEN =
  '---\napiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: {name: half, \nspec:\n  hosts: [a\n';

/** A name, or a port, that nobody uses. */
const UNKNOWN = '7654';

for (const kind of REFERENCE_KINDS) {
  const url = new URL(`${kind.id}.fixture.yaml`, import.meta.url);
  describe(`references of kind ${kind.id}`, () => {
    it('has meshes beside this test', () => assert.ok(existsSync(url), `${kind.id}.fixture.yaml is missing`));
    if (!existsSync(url)) return;
    const meshes = readMeshes(url);
    for (const mesh of meshes) {
      it(mesh.title, () => checkNavigation(mesh, meshSnapshot(mesh.files)));
      it(`${mesh.title}: rows stand under keys that their objects may have`, () =>
        checkKeys(meshSnapshot(mesh.files)));
      it(`${mesh.title}, with broken text below`, () => {
        const files = new Map([...mesh.files].map(([uri, text]) => [uri, text + BROKEN]));
        checkNavigation(mesh, meshSnapshot(files));
      });
      if (mesh.rename !== undefined) it(`${mesh.title}: renamed and back`, () => checkRename(mesh));
      if (mesh.refused !== undefined) it(`${mesh.title}: not renamed`, () => checkRefusal(mesh));
    }
    it('is renamed in some mesh, or says why not', () => {
      const isRenamed = meshes.some((mesh) => mesh.rename !== undefined);
      assert.equal(isRenamed, !('refused' in kind.rename));
    });
    it('is completed', () => {
      const uses = meshes.flatMap((mesh) =>
        mesh.marks.filter(({ role }) => role === 'use').map((mark) => ({ mesh, mark })),
      );
      const found = uses.filter(({ mesh, mark }) => isOffered(mesh, mark));
      assert.ok(found.length * 2 >= uses.length, `${found.length} of ${uses.length} uses are offered`);
    });
    it('has rules for unknown names, or says why not', () => {
      if (!('none' in kind.unknown)) checkUnknown(kind.unknown, meshes);
      else assert.match(kind.unknown.none, /^[a-z].{20,}[^.]$/);
    });
  });
}

function checkNavigation({ marks }: MarkedMesh, snapshot: Snapshot): void {
  const definitions = places(marks, 'definition');
  const uses = [...places(marks, 'use'), ...places(marks, 'wildcard')].sort(byPlace);
  assert.ok(definitions.length > 0 && uses.length > 0, 'a mesh needs both marks');
  for (const { uri, range, role } of marks) {
    const at = [snapshot, uri, range.start + 1] as const;
    const place = `at ${uri}:${range.start}`;
    if (role !== 'definition')
      assert.deepEqual(definition(...at)?.targets, definitions, `definition ${place}`);
    assert.deepEqual(references(...at, 'without-declarations'), uses, `references ${place}`);
    const here = highlights(...at).map((each) => ({ uri, range: each.range }));
    assert.deepEqual(
      here.sort(byPlace),
      [...definitions, ...uses].filter((each) => each.uri === uri).sort(byPlace),
      `highlights ${place}`,
    );
  }
}

/** Who asks for a name has only those objects read that may hold it. */
function checkKeys(snapshot: Snapshot): void {
  for (const world of snapshot.worlds()) {
    for (const table of [referenceTargets, referenceOrigins]) {
      for (const key of world.keys(table)) {
        for (const { resource } of world.reader().read(table, key)) {
          const { kindId, resource: object } = snapshot.slotOf(resource);
          const holders = table.holdersOf?.(key);
          const may = holders?.kinds.has(kindId) && holders.mayHold(object);
          assert.ok(may, `${table.name} ${key} in ${resource.key}`);
        }
      }
    }
  }
}

function checkRename(mesh: MarkedMesh): void {
  const { from, to } = mesh.rename ?? { from: '', to: '' };
  const before = meshSnapshot(mesh.files);
  // In a complete world absence is a fact whatever is called alike.
  const found = keyedFindings(meshSnapshot(mesh.files, { completeness: 'complete' }));
  const expected = expectedTexts(mesh, from, to);
  for (const { uri, range, role } of mesh.marks) {
    if (role === 'wildcard') continue;
    const prepared = prepareRename(before, uri, range.start + 1);
    assert.ok(prepared !== undefined && 'name' in prepared, `prepare at ${uri}:${range.start}`);
    assert.equal(prepared.name, from);
    assert.equal(mesh.files.get(uri)?.slice(prepared.range.start, prepared.range.end), from);
    assert.deepEqual(renamed(mesh.files, before, { uri, offset: range.start + 1, to }), expected);
  }
  const after = meshSnapshot(expected);
  assert.deepEqual(
    keyedFindings(meshSnapshot(expected, { completeness: 'complete' })),
    found,
    'findings after the renaming',
  );
  const first = mesh.marks.find(({ role }) => role === 'definition');
  assert.ok(first);
  const back = { uri: first.uri, offset: startAfter(mesh, first, from, to) + 1, to: from };
  assert.deepEqual(renamed(expected, after, back), mesh.files, 'renamed back');
}

function checkRefusal(mesh: MarkedMesh): void {
  const snapshot = meshSnapshot(mesh.files);
  for (const { uri, range } of mesh.marks) {
    const prepared = prepareRename(snapshot, uri, range.start + 1);
    const answer =
      prepared !== undefined && 'refused' in prepared
        ? prepared
        : rename(snapshot, uri, range.start + 1, 'other');
    assert.ok(answer !== undefined && 'refused' in answer, `at ${uri}:${range.start}`);
    assert.ok(answer.refused.includes(mesh.refused ?? ''), answer.refused);
  }
}

/** Whether completion at a use offers what stands there; hidden things and older spellings are not offered. */
function isOffered({ files }: MarkedMesh, { uri, range }: Mark): boolean {
  const name = files.get(uri)?.slice(range.start, range.end) ?? '';
  const snapshot = meshSnapshot(files);
  // Behind a name that nothing else matches, there is nothing left to say.
  const before = files.get(uri)?.slice(0, range.start) ?? '';
  const start = before.length - (/[\w./@-]*$/.exec(before)?.[0].length ?? 0);
  const items = [start, range.start, range.end].flatMap((at) => completion(snapshot, uri, at).items);
  return items.some(({ kind, label }) => kind === 'reference' && label.includes(name));
}

/** Without its definitions, a used name is reported by one of the rules of its kind. */
function checkUnknown(rules: readonly string[], meshes: readonly MarkedMesh[]): void {
  for (const rule of rules)
    assert.ok(
      RULES.some(({ id }) => id === rule),
      `no rule is called ${rule}`,
    );
  const reported = new Set(
    meshes.flatMap((mesh) => {
      const definitions = mesh.marks.filter(({ role }) => role === 'definition');
      const files = expectedTexts({ ...mesh, marks: definitions }, mesh.rename?.from ?? /^\d+$/, UNKNOWN);
      const snapshot = meshSnapshot(files, { completeness: 'complete' });
      return snapshot.uris().flatMap((uri) => snapshot.findings(uri).map((finding) => finding.rule));
    }),
  );
  for (const rule of rules)
    assert.ok(reported.has(rule), `${rule} says nothing; said: ${[...reported].join(', ')}`);
}

function places(marks: readonly Mark[], role: Mark['role']): readonly Location[] {
  return marks
    .filter((mark) => mark.role === role)
    .map(({ uri, range }) => ({ uri, range }))
    .sort(byPlace);
}

function byPlace(a: Location, b: Location): number {
  return a.uri === b.uri ? a.range.start - b.range.start : a.uri < b.uri ? -1 : 1;
}

function renamed(
  files: ReadonlyMap<string, string>,
  snapshot: Snapshot,
  { uri, offset, to }: { readonly uri: string; readonly offset: number; readonly to: string },
): ReadonlyMap<string, string> {
  const answer = rename(snapshot, uri, offset, to);
  assert.ok(answer !== undefined && 'edits' in answer, JSON.stringify(answer));
  return new Map([...files].map(([each, text]) => [each, applyEdits(text, answer.edits.get(each) ?? [])]));
}

function expectedTexts(
  { files, marks }: MarkedMesh,
  from: string | RegExp,
  to: string,
): ReadonlyMap<string, string> {
  return new Map(
    [...files].map(([uri, text]) => {
      const edits = marks
        .filter((mark) => mark.uri === uri && mark.role !== 'wildcard')
        .map(({ range }) => ({ range, newText: text.slice(range.start, range.end).replace(from, to) }));
      return [uri, applyEdits(text, edits)];
    }),
  );
}

/** Where a mark starts once those before it in its file have changed their length. */
function startAfter({ marks }: MarkedMesh, mark: Mark, from: string, to: string): number {
  const before = marks.filter(
    ({ uri, range, role }) => uri === mark.uri && role !== 'wildcard' && range.start < mark.range.start,
  );
  return mark.range.start + before.length * (to.length - from.length);
}

function keyedFindings(snapshot: Snapshot): readonly string[] {
  return snapshot
    .uris()
    .flatMap((uri) =>
      snapshot
        .findings(uri)
        // A hint about absence rests on namesakes elsewhere, and a renaming may take those.
        .filter(({ rule, severity }) =>
          severity !== 'hint' && severity !== 'warning' ? true : !rule.endsWith('-not-found'),
        )
        .map(({ rule, path }) => `${uri} ${rule} ${path}`),
    )
    .sort();
}
