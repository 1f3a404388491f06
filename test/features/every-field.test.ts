/** Every field of every kind: completion offers it where it belongs, hover explains it. No fixture could hold them. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, test } from 'node:test';
import { completion } from '../../server/src/features/completion/index.ts';
import { hover } from '../../server/src/features/hover/index.ts';
import { fieldDoc } from '../../server/src/schema/docs.ts';
import type { FieldSchema, KindSchema } from '../../server/src/schema/field-schema.ts';
import { allKinds, kindSchema } from '../../server/src/schema/lookup.ts';
import { Random } from '../engine/random.ts';
import { blockDocument, flowDocument } from './field-document.ts';
import { snapshotOf, URI } from './marked-text.ts';

interface FieldPath {
  readonly kind: KindSchema;
  readonly path: string;
  /** Last release that has the field, when that is not the newest. */
  readonly until: string | undefined;
}

const FACTS = new URL('../../../shared/data/schema-facts.json', import.meta.url);

/** Paths that end with a key, from the specification's facts when they are here, else from our own. */
function fieldPaths(): readonly FieldPath[] {
  return existsSync(FACTS) ? specified() : own();
}

function specified(): readonly FieldPath[] {
  const facts = JSON.parse(readFileSync(FACTS, 'utf8'));
  return Object.entries<SpecifiedKind>({ ...facts.istio, ...facts.gatewayApi }).flatMap(
    ([id, { fields, until }]) => {
      const kind = kindSchema(id as KindSchema['id']);
      assert.ok(kind, `no schema of ${id}`);
      return Object.entries(fields).map(([path, field]) => ({ kind, path, until: field.until ?? until }));
    },
  );
}

interface SpecifiedKind {
  readonly until?: string;
  readonly fields: Readonly<Record<string, { readonly until?: string }>>;
}

function own(): readonly FieldPath[] {
  return allKinds().flatMap((kind) =>
    [...walk(kind.root, '')].map(([path, until]) => ({ kind, path, until: until ?? kind.until })),
  );
}

function* walk(field: FieldSchema, path: string): Generator<readonly [string, string | undefined]> {
  for (const [name, member] of field.fields ?? []) {
    const inner = path === '' ? name : `${path}.${name}`;
    yield [inner, member.until];
    yield* walk(member, inner);
  }
  if (field.element !== undefined)
    yield* walk(field.element, `${path}${field.type === 'list' ? '[]' : '{}'}`);
}

const PATHS = fieldPaths().filter(({ path }) => /^spec(?:\.|$)/.test(path) && !/(?:\[\]|\{\})$/.test(path));

function configFor({ kind, until }: FieldPath): object {
  if (until === undefined) return {};
  return kind.family === 'istio' ? { istioVersion: until } : { gatewayApiVersion: until };
}

function versionFor({ kind, until }: FieldPath): string {
  return kind.versions(until ?? (kind.family === 'istio' ? '1.31' : 'v1.6.1'))[0]?.name ?? 'v1';
}

function offered(text: string, config: object): readonly string[] {
  return completion(snapshotOf(text, config), URI, text.length).items.map((item) => item.label);
}

describe('every field', () => {
  test('the list is complete', () => assert.ok(PATHS.length > 1000, `${PATHS.length}`));

  test('is offered in block style, on an empty place and half-typed', () => {
    const missing = PATHS.filter((each) => {
      const key = each.path.slice(each.path.lastIndexOf('.') + 1);
      return ['', key.slice(0, 1), key].some((typed) => {
        const text = blockDocument(each.kind, versionFor(each), each.path, typed);
        return !offered(text, configFor(each)).includes(key);
      });
    });
    assert.deepEqual(
      missing.map(({ kind, path }) => `${kind.id} ${path}`),
      [],
    );
  });

  test('is offered in unclosed braces (a sample)', () => {
    const random = new Random(7);
    const missing = PATHS.filter(({ path }) => path.includes('.') && random.chance(0.25)).filter((each) => {
      const key = each.path.slice(each.path.lastIndexOf('.') + 1);
      const text = flowDocument(each.kind, versionFor(each), each.path, key.slice(0, 2));
      return !offered(text, configFor(each)).includes(key);
    });
    assert.deepEqual(
      missing.map(({ kind, path }) => `${kind.id} ${path}`),
      [],
    );
  });

  test('has a hover on its key', () => {
    const silent = PATHS.filter((each) => {
      const key = each.path.slice(each.path.lastIndexOf('.') + 1);
      const text = blockDocument(each.kind, versionFor(each), each.path, `${key}: x`);
      const found = hover(snapshotOf(text, configFor(each)), URI, text.length - 3);
      if (found === undefined || text.slice(found.range.start, found.range.end) !== key) return true;
      const doc = fieldDoc(each.kind.id, each.path)?.doc;
      const isDocumented = doc !== undefined && found.markdown.includes(doc);
      // What the value means in the mesh stands above the field.
      const field = found.markdown.split('\n\n---\n\n').at(-1) ?? '';
      return !field.startsWith(`**${key}**`) || (each.kind.family === 'istio' && !isDocumented);
    });
    assert.deepEqual(
      silent.map(({ kind, path }) => `${kind.id} ${path}`),
      [],
    );
  });
});
