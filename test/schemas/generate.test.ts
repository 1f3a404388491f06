/** Not fixtures: these check the generator and that what is committed is what it makes. */
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { digestBundle } from '../../scripts/schemas/digest-crd.ts';
import {
  type FamilyFacts,
  type FieldFacts,
  importFacts,
  parseRecord,
  printRecord,
} from '../../scripts/schemas/facts.ts';
import { addRelease, overlayStandard } from '../../scripts/schemas/fold-release.ts';
import { schemaFiles } from '../../scripts/schemas/generate.ts';

const ROOT = new URL('../../', import.meta.url);
const SHARED = new URL('../shared/data/', ROOT);
const read = (path: string, base = ROOT) => readFileSync(new URL(path, base), 'utf8');
const mesh = {
  facts: read('schemas/source/mesh-facts.jsonl'),
  docs: read('schemas/source/mesh-docs.yaml'),
};
const record = () => parseRecord(read('schemas/source/facts.jsonl'));

describe('the generator', () => {
  it('makes exactly what is committed, the same every time', async () => {
    const docs = read('schemas/source/field-docs.yaml');
    const files = await schemaFiles(record(), docs, mesh);
    for (const [path, text] of files)
      assert.ok(read(path) === text, `${path} is out of step: npm run gen:schemas`);
    assert.deepEqual(await schemaFiles(record(), docs, mesh), files);
  });

  it('makes validators that need nothing from outside and no eval', async () => {
    for (const family of ['istio', 'gateway-api']) {
      const text = read(`schemas/validators/${family}.js`);
      assert.doesNotMatch(text, /\brequire\(|\bimport\b|\beval\b|\bFunction\(/);
      assert.ok(text.length < 300_000, `${family}: ${text.length} characters`);
    }
  });

  it('reads back what it prints', () => {
    assert.deepEqual(parseRecord(printRecord(record())), record());
  });
});

const facts = new URL('schema-facts.json', SHARED);
const crds = new URL('crds/', SHARED);

describe('the record and the shared facts', {
  skip: !existsSync(facts) && '../shared/data is not here',
}, () => {
  const shared = existsSync(facts) ? importFacts(read('schema-facts.json', SHARED)) : record();
  const bundle = (name: string) => digestBundle(read(`crds/${name}.yaml`, SHARED));

  const isNewer = record().istio.releases.at(-1) !== shared.istio.releases.at(-1);
  const skip = isNewer && 'the record knows a newer release than ../shared/data';

  it('are the same for every kind', { skip }, () => {
    assert.deepEqual(record(), shared);
  });

  it('come out of the Istio bundles, one release after the other', { skip: !existsSync(crds) }, () => {
    const family: FamilyFacts = { releases: [], kinds: {} };
    for (const release of shared.istio.releases) addRelease(family, release, bundle(`istio-${release}`));
    assert.deepEqual(family, shared.istio);
    const newest = shared.istio.releases.at(-1)!;
    addRelease(family, newest, bundle(`istio-${newest}`));
    assert.deepEqual(family, shared.istio, 'replacing the newest release by itself changes nothing');
  });

  it('come out of the Gateway API bundles of both channels', { skip: !existsSync(crds) }, () => {
    const family: FamilyFacts = { releases: [], kinds: {} };
    const add = (tag: string) => {
      addRelease(family, tag, bundle(`gateway-api-${tag}-experimental`));
      overlayStandard(family, tag, bundle(`gateway-api-${tag}-standard`));
    };
    for (const tag of shared.gatewayApi.releases) add(tag);
    assert.deepEqual(family, shared.gatewayApi);
    add(shared.gatewayApi.releases.at(-1)!);
    assert.deepEqual(family, shared.gatewayApi);
  });
});

/** A bundle with one kind whose `spec` has these properties, as JSON (which is YAML). */
function bundleOf(properties: object, required: readonly string[] = []): string {
  const schema = {
    type: 'object',
    properties: {
      apiVersion: { type: 'string' },
      metadata: { type: 'object' },
      spec: { type: 'object', description: 'not kept', properties, required },
    },
  };
  const version = { name: 'v1', served: true, storage: true, schema: { openAPIV3Schema: schema } };
  const names = { kind: 'Sample', plural: 'samples', singular: 'sample' };
  const spec = { group: 'sample.istio.io', scope: 'Namespaced', names, versions: [version] };
  return JSON.stringify({ kind: 'CustomResourceDefinition', spec });
}

describe('a new release', () => {
  const family: FamilyFacts = { releases: [], kinds: {} };
  addRelease(
    family,
    '1.1',
    digestBundle(bundleOf({ a: { type: 'string' }, b: { enum: ['X'], type: 'string' } })),
  );
  addRelease(
    family,
    '1.2',
    digestBundle(bundleOf({ a: { type: 'string' }, b: { enum: ['X'], type: 'string' } })),
  );
  addRelease(
    family,
    '1.10',
    digestBundle(
      bundleOf(
        { b: { enum: ['X', 'Y'], type: 'string' }, c: { type: 'array', items: { type: 'integer' } } },
        ['b'],
      ),
    ),
  );
  const fields: Record<string, FieldFacts> = family.kinds['sample.istio.io/Sample']?.fields ?? {};

  it('gives new fields their first and gone fields their last release', () => {
    assert.deepEqual(fields['spec.c[]'], { type: 'integer', since: '1.10' });
    assert.deepEqual(fields['spec.a'], { type: 'string', until: '1.2' });
  });

  it('notes what changed', () => {
    assert.deepEqual(fields['spec.b']?.changed, [
      { at: '1.10', what: 'enum', from: ['X'], to: ['X', 'Y'] },
      { at: '1.10', what: 'required', to: true },
    ]);
  });

  it('keeps facts only, and nothing of metadata', () => {
    assert.deepEqual(fields['spec'], { type: 'object' });
    assert.equal(fields['metadata'], undefined);
  });

  it('must not be older than what is recorded', () => {
    assert.throws(() => addRelease(family, '1.9', new Map()), /older than 1\.10/);
  });

  it('marks kinds that are gone', () => {
    addRelease(family, '1.11', new Map());
    assert.equal(family.kinds['sample.istio.io/Sample']?.until, '1.10');
  });
});
