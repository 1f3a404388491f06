/** Not fixtures: this judges what is planned where no rule asks for it. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { JsonValue } from '../../base/json.ts';
import { applyEdits } from '../../base/text-edit.ts';
import { ruleEnvironment } from '../../rules/environment.ts';
import type { Snapshot } from '../snapshot.ts';
import { Workspace } from '../workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../world-config.ts';
import { createObject, type NewObject } from './new-object.ts';
import type { WorkspaceOperation } from './operation.ts';
import { planChange } from './plan-change.ts';

function open(files: Readonly<Record<string, string>>): Snapshot {
  const environment = ruleEnvironment((part, _at, error) => {
    throw new Error(part.id, { cause: error });
  });
  const workspace = new Workspace(environment, {
    worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
    severity: () => undefined,
  });
  return workspace.apply(Object.entries(files).map(([uri, text]) => ({ uri, text })));
}

const service = (name: string, end = '\n') =>
  ['apiVersion: v1', 'kind: Service', `metadata: {name: ${name}, namespace: shop}`].join(end) + end;

const MANIFEST: Readonly<Record<string, JsonValue>> = { apiVersion: 'v1', kind: 'Secret', data: { a: 'b' } };

const slotIn = (snapshot: Snapshot, uri: string, at = 0) =>
  snapshot.resources(uri)[at] ?? assert.fail(`no object in ${uri}`);

/** Texts by URI as the operations leave them, or why they do not. */
function planned(
  snapshot: Snapshot,
  operations: readonly WorkspaceOperation[],
): Readonly<Record<string, string>> | string {
  const self = slotIn(snapshot, snapshot.uris()[0] ?? '');
  const change = planChange(snapshot, self, operations);
  if ('refused' in change) return change.refused;
  return Object.fromEntries([
    ...[...change.edits].map(([uri, edits]) => [uri, applyEdits(snapshot.file(uri)?.text ?? '', edits)]),
    ...change.created,
  ]);
}

describe('a new document', () => {
  const behind = (text: string) => {
    const snapshot = open({ '/a.yaml': text });
    const beside = slotIn(snapshot, '/a.yaml');
    return planned(snapshot, [{ op: 'createDocument', beside, manifest: MANIFEST }]);
  };

  it('stands behind that of the object', () => {
    assert.deepEqual(behind(`${service('a')}# about the next\n---\n${service('b')}`), {
      '/a.yaml': `${service('a')}# about the next\n---\napiVersion: v1\nkind: Secret\ndata:\n  a: b\n---\n${service('b')}`,
    });
  });

  it('begins on a line of its own, with the line ends of the file', () => {
    assert.deepEqual(behind(service('a', '\r\n').trimEnd()), {
      '/a.yaml': `${service('a', '\r\n')}---\r\napiVersion: v1\r\nkind: Secret\r\ndata:\r\n  a: b\r\n`,
    });
  });

  it('is refused where a file holds one document only', () => {
    const json = '{"apiVersion": "networking.istio.io/v1", "kind": "Sidecar", "metadata": {"name": "a"}}';
    assert.match(String(behind(json)), /JSON/);
  });

  it('stands behind what is added to the one before it', () => {
    const snapshot = open({ '/a.yaml': service('a') });
    const beside = slotIn(snapshot, '/a.yaml');
    assert.deepEqual(
      planned(snapshot, [
        { op: 'createDocument', beside, manifest: { kind: 'B' } },
        { op: 'set', path: 'metadata.labels.x', value: 'z' },
      ]),
      { '/a.yaml': `${service('a').replace('shop}', 'shop, labels: {x: z}}')}---\nkind: B\n` },
    );
  });
});

describe('a new file', () => {
  it('stands beside that of the object, and takes no name that is there', () => {
    const snapshot = open({ '/shop/a.yaml': service('a'), '/shop/b.yaml': service('b') });
    const beside = slotIn(snapshot, '/shop/a.yaml');
    const file = {
      op: 'createFile',
      beside,
      name: 'b.yaml',
      manifests: [{ kind: 'A' }, { kind: 'B' }],
    } as const;
    assert.deepEqual(planned(snapshot, [file, file]), {
      '/shop/b-2.yaml': 'kind: A\n---\nkind: B\n',
      '/shop/b-3.yaml': 'kind: A\n---\nkind: B\n',
    });
  });
});

describe('an object that is missing', () => {
  const rule = (name: string, namespace = 'shop'): NewObject => ({
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    name,
    namespace,
    body: { spec: { host: name } },
  });
  const written = (name: string, namespace = 'shop') =>
    `apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  host: ${name}\n`;
  const created = (files: Readonly<Record<string, string>>, wanted = rule('b')) => {
    const snapshot = open(files);
    const near = slotIn(snapshot, Object.keys(files)[0] ?? '');
    return planned(snapshot, [createObject(snapshot, near, wanted)]);
  };

  it('goes behind its kin, else behind the object that needs it', () => {
    const files = { '/a.yaml': service('a'), '/rules.yaml': `${written('a')}---\n${written('c')}` };
    assert.deepEqual(created(files), { '/rules.yaml': `${files['/rules.yaml']}---\n${written('b')}` });
    assert.deepEqual(created(files, rule('b', 'other')), {
      '/a.yaml': `${service('a')}---\n${written('b', 'other')}`,
    });
  });

  it('gets a file where each object has one, named as the others are', () => {
    const one = (names: readonly string[]) =>
      created({
        [`/shop/${names[0]}`]: service('cart'),
        [`/shop/${names[1]}`]: written('cart'),
        '/other/x.yaml': `${service('x')}---\n${service('y')}`,
      });
    const told = [
      ['cart-service.yaml', 'cart-destination-rule.yaml', '/shop/b-destination-rule.yaml'],
      ['svc-cart.yml', 'destinationrule-cart.yml', '/shop/destinationrule-b.yml'],
      ['cart.s.yaml', 'cart.dr.yaml', '/shop/b.dr.yaml'],
      ['one.yaml', 'two.yaml', '/shop/b-destination-rule.yaml'],
    ] as const;
    for (const [first, second, expected] of told) {
      assert.deepEqual(one([first, second]), { [expected]: written('b') });
    }
  });
});
