/** Not fixtures: these prove that the documentation covers the schema and that its examples hold. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { bug } from '../../server/src/base/bug.ts';
import type { CompiledDocs, DocEntry } from '../../server/src/schema/compiled-docs.ts';
import { fieldDoc } from '../../server/src/schema/docs.ts';
import type { FieldSchema, KindSchema } from '../../server/src/schema/field-schema.ts';
import { findDoc } from '../../server/src/schema/find-doc.ts';
import { allKinds, kindSchema } from '../../server/src/schema/lookup.ts';
import { METADATA_DOCS } from '../../server/src/schema/metadata-docs.ts';
import { METADATA_SCHEMA } from '../../server/src/schema/metadata-schema.ts';
import { isPatternExplained } from '../../server/src/schema/pattern-words.ts';
import { checkYaml } from './check-yaml.ts';

const docs = JSON.parse(
  readFileSync(new URL('../../schemas/docs.json', import.meta.url), 'utf8'),
) as CompiledDocs;
const istioKinds = allKinds().filter((kind) => kind.family === 'istio');

interface Place {
  readonly path: string;
  readonly field: FieldSchema;
}

/** Every place below a field, lists and maps as `[]` and `{}`. */
function* places(field: FieldSchema, path: string): Generator<Place> {
  for (const [key, member] of field.fields ?? []) {
    const at = `${path}.${key}`;
    yield { path: at, field: member };
    yield* places(member, at);
  }
  if (field.element !== undefined) {
    const at = `${path}${field.type === 'map' ? '{}' : '[]'}`;
    yield { path: at, field: field.element };
    yield* places(field.element, at);
  }
}

function specPlaces(kind: KindSchema): readonly Place[] {
  const spec = kind.root.fields?.get('spec') ?? bug(`${kind.id} has no spec`);
  return [...places(spec, 'spec')].filter(({ field }) => field.until === undefined);
}

describe('field documentation', () => {
  for (const kind of istioKinds) {
    it(`covers every field of ${kind.kind}`, () => {
      const all = specPlaces(kind);
      assert.ok(all.length > 3);
      for (const { path } of all) assert.ok(fieldDoc(kind.id, path)?.doc, `${kind.kind} ${path}`);
    });

    it(`explains every enum value of ${kind.kind} and no other`, () => {
      for (const { path, field } of specPlaces(kind)) {
        if (field.enum === undefined) continue;
        const values = Object.keys(fieldDoc(kind.id, path)?.values ?? {});
        assert.deepEqual(values.sort(), field.enum.map(String).sort(), `${kind.kind} ${path}`);
      }
    });
  }

  it('has no entry that nothing leads to', () => {
    const used = new Set<DocEntry>();
    for (const kind of istioKinds) {
      for (const { path } of specPlaces(kind)) {
        for (const entry of findDoc(docs, kind.kind, path.slice('spec.'.length))?.trail ?? [])
          used.add(entry);
      }
    }
    for (const [name, table] of [...Object.entries(docs.kinds), ...Object.entries(docs.shared)]) {
      for (const [path, entry] of Object.entries(table.fields)) assert.ok(used.has(entry), `${name} ${path}`);
    }
  });

  it('is at most three sentences a field', () => {
    for (const [name, table] of [...Object.entries(docs.kinds), ...Object.entries(docs.shared)]) {
      for (const [path, { doc }] of Object.entries(table.fields)) {
        assert.ok((doc.match(/[.!?](?=\s+[A-Z`])/g) ?? []).length < 3, `${name} ${path}`);
      }
    }
  });

  it('covers metadata', () => {
    for (const { path } of places(METADATA_SCHEMA, 'metadata')) {
      const isServerField = path.startsWith('metadata.managedFields');
      if (!isServerField) assert.ok(METADATA_DOCS[path.replace(/(?:\[\]|\{\})+$/, '')], path);
    }
  });
});

describe('examples', () => {
  for (const kind of istioKinds) {
    it(`of ${kind.kind} are valid`, () => {
      let examples = 0;
      for (const { path } of specPlaces(kind)) {
        const example = fieldDoc(kind.id, path)?.example;
        if (example === undefined || /[\]}]$/.test(path)) continue;
        examples++;
        const problems = checkYaml(nest(kind, path, example)).filter(
          (problem) =>
            problem.path.startsWith(concrete(path)) &&
            !['deprecated-field', 'experimental-field'].includes(problem.code),
        );
        assert.deepEqual(problems, [], `${kind.kind} ${path}: ${example}`);
      }
      assert.ok(examples > 0);
    });
  }
});

/** Lists hold one item and maps one key that fits port maps too. */
const concrete = (path: string) => path.replaceAll('[]', '[0]').replaceAll('{}', '["8080"]');

/** A resource that holds nothing but the example at its place. */
function nest(kind: KindSchema, path: string, example: string): string {
  const version = kind.versions('1.31')[0]?.name;
  const lines = [`apiVersion: ${kind.group}/${version}`, `kind: ${kind.kind}`];
  let indent = '';
  for (const step of path.split('.').slice(0, -1)) {
    const match = /^([^[{]+)((?:\[\]|\{\})*)$/.exec(step) ?? bug(`not a step: ${step}`);
    lines.push(`${indent}${match[1]}:`);
    indent += '  ';
    for (const level of match[2]?.match(/\[\]|\{\}/g) ?? []) {
      lines.push(`${indent}${level === '[]' ? '-' : '"8080":'}`);
      indent += '  ';
    }
  }
  lines.push(...example.split('\n').map((line) => `${indent}${line}`));
  return `${lines.join('\n')}\n`;
}

describe('patterns', () => {
  it('are all explained in words', () => {
    for (const kind of allKinds()) {
      for (const { path, field } of specPlaces(kind)) {
        if (field.pattern !== undefined)
          assert.ok(isPatternExplained(field.pattern), `${kind.id} ${path} ${field.pattern}`);
      }
    }
  });
});

describe('the documentation of messages', () => {
  for (const name of ['MeshConfig', 'ProxyConfig', 'MeshNetworks'] as const) {
    it(`has a text for every field of ${name}`, () => {
      const kind = kindSchema(`istio.mesh.v1alpha1/${name}`) ?? bug(`no schema for ${name}`);
      const missing = pathsBelow(kind.root, '').filter((path) => fieldDoc(kind.id, path) === undefined);
      assert.deepEqual(missing, []);
    });
  }
});

function pathsBelow(field: FieldSchema, path: string): readonly string[] {
  const own = [...(field.fields ?? [])].flatMap(([name, member]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [at, ...pathsBelow(member, at)];
  });
  if (field.element === undefined) return own;
  return [...own, ...pathsBelow(field.element, `${path}${field.type === 'map' ? '{}' : '[]'}`)];
}
