/** What completion inserts is right by our own schemas. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { COMMON_KEYS } from '../../server/src/features/completion/common-keys.ts';
import { EXCLUSIONS } from '../../server/src/features/completion/exclusions.ts';
import { SKELETONS } from '../../server/src/features/completion/patterns/patterns.ts';
import { STARTERS } from '../../server/src/features/completion/starters.ts';
import { schemaTarget } from '../../server/src/features/schema-target.ts';
import { FAMILIES } from '../../server/src/schema/families.ts';
import type { FieldSchema } from '../../server/src/schema/field-schema.ts';
import { allKinds } from '../../server/src/schema/lookup.ts';
import { validateResource } from '../../server/src/schema/validate.ts';
import { complete, snapshotOf, URI } from './marked-text.ts';

/** The text that a person gets who accepts every placeholder. */
function withoutPlaceholders(snippet: string): string {
  return snippet
    .replace(/\$\{\d+\|([^,|]*)[^|]*\|\}/g, '$1')
    .replace(/\$\{\d+:([^}]*)\}/g, '$1')
    .replace(/\$\d+/g, '');
}

describe('skeletons', () => {
  for (const [id, { body }] of SKELETONS) {
    const kind = allKinds().find((each) => each.id === id);
    const isGone = kind?.until !== undefined;
    test(`${id} has no finding of ours`, () => {
      assert.ok(kind);
      const config = isGone ? { gatewayApiVersion: kind.until } : {};
      const done = complete('$0', config).accept(kind.kind === 'Gateway' ? labelOf(id) : kind.kind);
      assert.ok(done.includes(body) || kind.kind === 'Gateway');
      const text = withoutPlaceholders(done);
      const snapshot = snapshotOf(`${text}\n`, config);
      const [slot] = snapshot.resources(URI);
      assert.ok(slot);
      const problems = validateResource(slot.resource.root, kind, schemaTarget(snapshot, URI));
      assert.deepEqual(problems, []);
      assert.deepEqual(slot.resource.document.problems, []);
      assert.equal(snapshot.resources(URI)[0]?.kindId, id);
    });
  }

  test('every kind that the newest releases serve has one', () => {
    const without = allKinds().filter(
      (kind) => kind.until === undefined && !SKELETONS.has(kind.id) && !kind.experimental,
    );
    assert.deepEqual(
      without.map((kind) => kind.id),
      [],
    );
  });

  test('a header alone is completed to the whole resource', () => {
    const { accept } = complete('apiVersion: security.istio.io/v1\nkind: PeerAuthentication\n$0');
    assert.match(accept('PeerAuthentication skeleton'), /kind: PeerAuthentication\nmetadata:\n {2}name: /);
  });

  test('line ends are those of the document', () => {
    const { accept } = complete('# mine\r\n$0\r\n');
    assert.doesNotMatch(accept('Sidecar'), /[^\r]\n/);
  });
});

/** Two groups have a Gateway, so its label names the group. */
function labelOf(id: string): string {
  return id.startsWith('networking') ? 'Gateway' : 'Gateway (gateway.networking.k8s.io)';
}

describe('tables about siblings', () => {
  const places = new Map<string, FieldSchema[]>();
  // Messages hold themselves, at any depth, and no table is about them.
  for (const family of FAMILIES.filter(({ name }) => name !== 'envoy'))
    for (const kind of family.kinds().values()) collect(kind.root, kind.kind, '');

  function collect(field: FieldSchema, kind: string, path: string): void {
    places.set(`${kind} ${path}`, [...(places.get(`${kind} ${path}`) ?? []), field]);
    for (const [name, member] of field.fields ?? []) {
      collect(member, kind, path === '' ? name : `${path}.${name}`);
    }
    if (field.element !== undefined)
      collect(field.element, kind, `${path}${field.type === 'list' ? '[]' : '{}'}`);
  }

  function placesAt(kind: string, at: string): readonly FieldSchema[] {
    return [...places]
      .filter(([key]) => key.startsWith(`${kind} `) && key.endsWith(at))
      .flatMap(([, fields]) => fields);
  }

  test('exclusions name keys that exist', () => {
    const wrong = EXCLUSIONS.flatMap(({ kinds, at, sets }) =>
      kinds.flatMap((kind) =>
        sets
          .flat(2)
          .filter((key) => !placesAt(kind, at).some((field) => field.fields?.has(key)))
          .map((key) => `${kind} ${at} ${key}`),
      ),
    );
    // TrafficExtension came after targetRef had been replaced.
    assert.deepEqual(wrong, ['TrafficExtension spec targetRef']);
  });

  test('common keys exist', () => {
    const wrong = COMMON_KEYS.filter(({ kind }) => kind !== undefined).flatMap(({ kind = '', at, keys }) =>
      keys
        .filter((key) => !placesAt(kind, at).some((field) => field.fields?.has(key)))
        .map((key) => `${kind} ${at} ${key}`),
    );
    assert.deepEqual(wrong, []);
  });

  test('starters name keys that exist', () => {
    const wrong = STARTERS.flatMap(({ kind, at, keys }) =>
      keys
        .filter((key) => !placesAt(kind, at).some((field) => field.fields?.has(key)))
        .map((key) => `${kind} ${at} ${key}`),
    );
    assert.deepEqual(wrong, []);
  });
});
