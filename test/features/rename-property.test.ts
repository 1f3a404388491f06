/** Not a fixture: properties of renaming over generated meshes, where names collide, shadow and miss. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { applyEdits } from '../../server/src/base/text-edit.ts';
import { prepareRename, rename } from '../../server/src/features/rename/rename.ts';
import { RULES } from '../../server/src/rules/registry.generated.ts';
import { rangeOfSite } from '../../server/src/workspace/references/sites-at.ts';
import { sitesOf } from '../../server/src/workspace/references/sites-of.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { Random } from '../engine/random.ts';
import { randomDocument } from '../engine/random-mesh.ts';
import { meshSnapshot } from './marked-text.ts';

/** A free name in the form that each kind of reference asks for. */
const NEW_NAMES: Readonly<Record<string, string>> = { provider: 'renamed', label: 'renamed' };

interface Place {
  readonly uri: string;
  readonly offset: number;
  readonly kind: string;
  readonly name: string;
}

describe('renaming in random meshes', () => {
  for (let seed = 1; seed <= 30; seed++) {
    it(`seed ${seed}: findings stay, and the way back restores every byte`, () => {
      const random = new Random(seed);
      const files = randomFiles(random);
      const snapshot = meshSnapshot(files);
      const places = allPlaces(snapshot);
      const known = new Set(missing(files));
      let done = 0;
      for (let count = 0; count < 25 && places.length > 0; count++) {
        if (checkPlace(files, snapshot, known, random.pick(places))) done++;
      }
      assert.ok(done > 0, 'nothing could be renamed');
    });
  }
});

function randomFiles(random: Random): ReadonlyMap<string, string> {
  return new Map(
    ['a', 'b', 'c', 'd'].map((name) => {
      const documents = Array.from({ length: 5 }, () => randomDocument(random));
      return [`file:///mesh/${name}.yaml`, documents.join('---\n')];
    }),
  );
}

function allPlaces(snapshot: Snapshot): readonly Place[] {
  return snapshot.uris().flatMap((uri) =>
    snapshot.resources(uri).flatMap((slot) => {
      const { targets, origins } = sitesOf(slot.resource);
      return [...targets, ...origins].map((row) => {
        const { start } = rangeOfSite(snapshot, { row, resource: slot });
        return { uri, offset: start, kind: row.kind, name: row.name };
      });
    }),
  );
}

/** True when the name was renamed; a refusal must say why. */
function checkPlace(
  files: ReadonlyMap<string, string>,
  before: Snapshot,
  known: ReadonlySet<string>,
  place: Place,
): boolean {
  const prepared = prepareRename(before, place.uri, place.offset);
  if (prepared === undefined) return false;
  if ('refused' in prepared) {
    assert.ok(prepared.refused.length > 10, prepared.refused);
    return false;
  }
  const oldName = prepared.name;
  const newName = oldName.includes('.') ? 'renamed.example.net' : freshName(oldName, place.kind);
  const answer = rename(before, place.uri, place.offset, newName);
  assert.ok(answer !== undefined);
  if ('refused' in answer) return false;
  const after = applied(files, answer.edits);
  const what = `${place.kind} "${oldName}" at ${place.uri}:${place.offset}`;
  const renamedSnapshot = meshSnapshot(after);
  const isJudged = hasNamesakes(before, oldName) ? isNoConflict : () => true;
  assert.deepEqual(
    shapes(renamedSnapshot, isJudged),
    shapes(before, isJudged),
    `findings after renaming ${what}`,
  );
  const fresh = missing(after).filter((place) => !known.has(place));
  assert.deepEqual(fresh, [], `names that are not found after renaming ${what}`);
  const moved = movedOffset(place, answer.edits);
  const back = rename(renamedSnapshot, place.uri, moved, oldName);
  assert.ok(back !== undefined && 'edits' in back, `the way back of ${what}: ${JSON.stringify(back)}`);
  assert.deepEqual(applied(after, back.edits), files, `the way back of ${what}`);
  return true;
}

/** Port names keep their protocol. */
function freshName(oldName: string, kind: string): string {
  return NEW_NAMES[kind] ?? (kind === 'port-name' ? `${oldName.split('-')[0]}-renamed` : 'renamed');
}

type Edits = ReadonlyMap<
  string,
  readonly { readonly range: { readonly start: number; readonly end: number }; readonly newText: string }[]
>;

function applied(files: ReadonlyMap<string, string>, edits: Edits): ReadonlyMap<string, string> {
  return new Map([...files].map(([uri, text]) => [uri, applyEdits(text, edits.get(uri) ?? [])]));
}

function movedOffset({ uri, offset }: Place, edits: Edits): number {
  return (edits.get(uri) ?? [])
    .filter(({ range }) => range.end <= offset)
    .reduce((at, { range, newText }) => at + newText.length - (range.end - range.start), offset);
}

/** Places of names that nothing is called, in a complete world: elsewhere namesakes decide, and a renaming may take those. */
function missing(files: ReadonlyMap<string, string>): readonly string[] {
  const snapshot = meshSnapshot(files, { completeness: 'complete' });
  return snapshot.uris().flatMap((uri) =>
    snapshot
      .findings(uri)
      .filter(({ rule }) => isAboutAbsence(rule))
      .map(({ rule, path }) => `${uri} ${rule} ${path}`),
  );
}

function isAboutAbsence(rule: string): boolean {
  return rule.endsWith('-not-found');
}

/** Of namesakes, one may be another version of the other, so that they do not meet; one of another name is none. */
function hasNamesakes(snapshot: Snapshot, name: string): boolean {
  const named = snapshot
    .uris()
    .flatMap((uri) => snapshot.resources(uri))
    .filter(({ resource }) => resource.name === name);
  return named.length > 1;
}

const CONFLICTS = new Set(RULES.filter(({ needsAll }) => needsAll).map(({ id }) => id));

function isNoConflict(rule: string): boolean {
  return !CONFLICTS.has(rule);
}

/** Other findings without what a name changes in them: places, and texts. */
function shapes(snapshot: Snapshot, isJudged: (rule: string) => boolean): readonly string[] {
  return snapshot
    .uris()
    .flatMap((uri) =>
      snapshot
        .findings(uri)
        .filter(({ rule }) => !isAboutAbsence(rule) && isJudged(rule))
        .map(({ rule, severity, path, messageKey }) => `${uri} ${rule} ${severity} ${messageKey} ${path}`),
    )
    .sort();
}
