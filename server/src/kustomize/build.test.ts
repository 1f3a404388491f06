import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { memorySource } from '../../../test/kustomize/memory-source.ts';
import { type Build, buildKustomization, builtObjectToJson } from './build.ts';
import { sha256 } from './sha256.ts';
import { descendant } from './tree.ts';

const SERVICE = 'apiVersion: v1\nkind: Service\nmetadata:\n  name: cart\nspec: {}\n';

function build(folder: string, files: Readonly<Record<string, string>>): Build {
  return buildKustomization(folder, memorySource(files));
}

describe('a build', () => {
  const OVERLAY = {
    'base/kustomization.yaml': 'resources: [all.yaml]\n',
    'base/all.yaml': SERVICE,
    'over/kustomization.yaml': 'namePrefix: dev-\nnamespace: shop\nresources: [../base]\n',
  };

  it('knows the text behind a name and what it was composed with', () => {
    const { objects, errors, files } = build('over', OVERLAY);
    assert.deepEqual(errors, []);
    assert.deepEqual(files, ['over/kustomization.yaml', 'base/kustomization.yaml', 'base/all.yaml']);
    const [object] = objects;
    assert.ok(object);
    assert.deepEqual(builtObjectToJson(object), {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'dev-cart', namespace: 'shop' },
      spec: {},
    });
    const name = descendant(object.root, 'metadata', 'name')?.origin;
    assert.equal(name?.file, 'base/all.yaml');
    assert.equal(SERVICE.slice(name?.start, name?.end), 'cart');
    assert.equal(name?.isDerived, true);
    assert.equal(
      OVERLAY['over/kustomization.yaml'].slice(name?.via?.[0]?.start, name?.via?.[0]?.end),
      'dev-',
    );
  });

  it('leaves a failing step out and goes on', () => {
    const { objects, errors } = build('', {
      'kustomization.yaml':
        'resources: [all.yaml, gone.yaml]\nnameSuffix: -x\npatches: [{patch: "- {op: remove, path: /spec/none}", target: {kind: Service}}]\n',
      'all.yaml': SERVICE,
    });
    assert.deepEqual(
      errors.map((error) => error.class),
      ['path-missing', 'patch-failed'],
    );
    assert.equal(objects.length, 1);
    assert.deepEqual(objects.map(builtObjectToJson)[0], {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'cart-x' },
      spec: {},
    });
  });

  it('places what stands in an inline patch to the character', () => {
    const text =
      'resources: [all.yaml]\npatches:\n  - target: {kind: Service}\n    patch: |-\n      - op: add\n        path: /spec/type\n        value: ClusterIP\n';
    const { objects } = build('', { 'kustomization.yaml': text, 'all.yaml': SERVICE });
    const origin = descendant(objects[0]?.root, 'spec', 'type')?.origin;
    assert.equal(text.slice(origin?.start, origin?.end), 'ClusterIP');
  });

  it('says what stands on the network and stays quiet about what only that may hold', () => {
    const { errors, unresolved } = build('', {
      'kustomization.yaml':
        'resources: [https://example.invalid/all.yaml]\npatches: [{path: p.yaml}]\nreplicas: [{name: x, count: 1}]\n',
      'p.yaml': SERVICE,
    });
    assert.deepEqual(errors, []);
    assert.deepEqual(
      unresolved.map(({ kind, effect }) => `${kind} ${effect}`),
      ['remote adds', 'patch-target changes', 'patch-target changes'],
    );
  });
});

describe('hostile folders', () => {
  it('end although every layer doubles the one below', () => {
    const files: Record<string, string> = {
      'l0/kustomization.yaml': 'resources: [s.yaml]',
      'l0/s.yaml': SERVICE,
    };
    for (let at = 1; at < 40; at++) {
      for (const side of ['a', 'b'])
        files[`v${at}${side}/kustomization.yaml`] = `namePrefix: ${side}\nresources: [../l${at - 1}]`;
      files[`l${at}/kustomization.yaml`] = `resources: [../v${at}a, ../v${at}b]`;
    }
    const { errors } = build('l39', files);
    assert.equal(errors[0]?.class, 'too-large');
  });

  it('end when folders name each other', () => {
    const { errors } = build('a', {
      'a/kustomization.yaml': 'resources: [../b]\ncomponents: [../a]',
      'b/kustomization.yaml': 'resources: [../a]',
    });
    assert.deepEqual(
      errors.map((error) => error.class),
      ['cycle', 'cycle'],
    );
  });

  it('take names from prototypes as names', () => {
    const text = 'apiVersion: v1\nkind: constructor\nmetadata: {name: __proto__, labels: {toString: x}}\n';
    const { objects, errors } = build('', {
      'kustomization.yaml':
        'resources: [a.yaml]\ncommonLabels: {hasOwnProperty: "1"}\nvars: [{name: valueOf, objref: {kind: constructor, apiVersion: v1, name: __proto__}}]\n',
      'a.yaml': text,
    });
    assert.deepEqual(errors, []);
    assert.equal(objects.length, 1);
  });

  it('never raise, wherever a text is cut off', () => {
    const files = {
      'kustomization.yaml':
        'resources: [a.yaml]\nconfigMapGenerator:\n- name: x\n  literals: ["a=b"]\npatches:\n- patch: |-\n    - {op: add, path: /a/-, value: [1]}\n  target: {kind: Service}\nreplacements:\n- source: {kind: Service, fieldPath: "a.[b=c].0"}\n  targets: [{select: {kind: ".*"}, fieldPaths: ["a.*.b"], options: {create: true}}]\n',
      'a.yaml': SERVICE,
    };
    for (let at = 0; at <= files['kustomization.yaml'].length; at++)
      build('', { ...files, 'kustomization.yaml': files['kustomization.yaml'].slice(0, at) });
    for (let at = 0; at <= SERVICE.length; at++) build('', { ...files, 'a.yaml': SERVICE.slice(0, at) });
  });
});

describe('sha256', () => {
  it('is that of the standard', () => {
    assert.equal(sha256(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    assert.equal(sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    assert.equal(sha256('ä'.repeat(100)), sha256('ä'.repeat(100)));
    assert.equal(
      sha256('a'.repeat(1000)),
      '41edece42d63e8d9bf515a9ba6932e1c20cbc9f5a5d134645adb5db1b9737ea3',
    );
  });
});
