/** Work counted, not time: what a person asks for costs no more in a mesh of many services than in one of a few. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { MAX_CHOICES } from '../../server/src/features/completion/mesh/choice.ts';
import type { MeshPlace } from '../../server/src/features/completion/mesh/mesh-place.ts';
import { hostChoices } from '../../server/src/features/completion/mesh/names/registry.ts';
import { definition } from '../../server/src/features/navigation/definition.ts';
import { references } from '../../server/src/features/navigation/references.ts';
import type { WorldReader } from '../../server/src/workspace/check.ts';
import { MOST_BESIDE } from '../../server/src/workspace/late-rows.ts';
import type { Snapshot } from '../../server/src/workspace/snapshot.ts';
import { serviceHosts } from '../../server/src/workspace/tables/service-hosts.ts';
import { destinationHostEnd } from '../perf/edits.ts';
import { makeMesh } from '../perf/mesh.ts';
import { meshWorkspace } from './marked-text.ts';

const FEW = 40;
const MANY = 400;

/** Rows of late tables that nobody has asked for yet, one for each object and table. */
function waiting(snapshot: Snapshot): number {
  let count = 0;
  for (const _ of snapshot.prepare()) count++;
  return count;
}

function routesOf(mesh: ReadonlyMap<string, string>): readonly (readonly [uri: string, text: string])[] {
  return [...mesh].filter(([, text]) => text.includes('kind: VirtualService')).slice(0, 3);
}

describe('names', () => {
  /** Objects that are read for an answer about the first route of a mesh in which nothing was asked before. */
  function readFor(
    services: number,
    answer: (snapshot: Snapshot, uri: string, text: string) => unknown,
  ): number {
    const mesh = makeMesh(services);
    const { snapshot } = meshWorkspace(mesh);
    const all = waiting(meshWorkspace(mesh).snapshot);
    const [[uri, text] = ['', '']] = routesOf(mesh);
    answer(snapshot, uri, text);
    return all - waiting(snapshot);
  }

  it('are defined where they resolve to, without a look at all of their kind', () => {
    const read = readFor(20, (snapshot, uri, text) => {
      const host = destinationHostEnd(text) - 1;
      assert.equal(definition(snapshot, uri, host)?.targets.length, 1);
      assert.equal(definition(snapshot, uri, text.indexOf('subset: ', host) + 9)?.targets.length, 1);
    });
    assert.equal(read, 0);
  });

  it('are looked for in those objects only that may hold them', () => {
    const uses = (snapshot: Snapshot, uri: string, text: string) =>
      assert.ok(references(snapshot, uri, destinationHostEnd(text) - 1, 'without-declarations').length > 0);
    const [few, many] = [readFor(20, uses), readFor(200, uses)];
    assert.ok(few > 0 && many <= few + 2 * MOST_BESIDE, `${few} objects of 20 services, ${many} of 200`);
  });

  it('are known after an edit as they were before', () => {
    const mesh = makeMesh(FEW);
    const workspace = meshWorkspace(mesh);
    assert.ok(waiting(workspace.snapshot) > 0);
    for (const [uri, text] of routesOf(mesh)) {
      const end = destinationHostEnd(text);
      const snapshot = workspace.apply([{ uri, text: `${text.slice(0, end)}x${text.slice(end)}` }]);
      assert.equal(waiting(snapshot), 0);
      workspace.apply([{ uri, text }]);
    }
  });
});

describe('completion of hosts', () => {
  /** Look-ups for the hosts that are offered for a word. */
  function lookUps(snapshot: Snapshot, uri: string, word: string) {
    const world = snapshot.world(uri);
    assert.ok(world);
    const reader = new CountingReader(world.reader());
    const place = { world, reader, namespace: 'shop', word } as Partial<MeshPlace> as MeshPlace;
    return { choices: hostChoices(place), reads: reader.reads };
  }

  const mesh = makeMesh(MANY);
  const workspace = meshWorkspace(mesh);
  const [[uri, text] = ['', '']] = routesOf(mesh);

  it('looks at those that match, and at no more than are of use', () => {
    const { snapshot } = workspace;
    const every = lookUps(snapshot, uri, '');
    assert.ok(every.choices.length > MAX_CHOICES);
    assert.ok(every.reads < MANY, `${every.reads} of ${MANY} services`);
    const one = lookUps(snapshot, uri, '399.');
    assert.equal(one.choices.length, 1);
    assert.ok(one.reads < 5, `${one.reads} reads for one host`);
  });

  it('keeps the names until one comes or goes', () => {
    const before = workspace.snapshot.world(uri)?.sortedKeys(serviceHosts);
    const edited = workspace.apply([
      { uri, text: text.replace('kind: VirtualService', 'kind: VirtualService # x') },
    ]);
    assert.equal(edited.world(uri)?.sortedKeys(serviceHosts), before);
    const service =
      'apiVersion: v1\nkind: Service\nmetadata: { name: aaa, namespace: shop }\nspec: { ports: [{ port: 80 }] }\n';
    const added = workspace.apply([{ uri: 'new.yaml', text: service }]);
    const after = added.world(uri)?.sortedKeys(serviceHosts) ?? [];
    assert.deepEqual(after, [...(before ?? []), 'aaa.shop.svc'].sort());
    const gone = workspace.apply([{ uri: 'new.yaml', text: undefined }]);
    assert.deepEqual(gone.world(uri)?.sortedKeys(serviceHosts), before);
  });
});

class CountingReader implements WorldReader {
  reads = 0;
  readonly #reader: WorldReader;

  constructor(reader: WorldReader) {
    this.#reader = reader;
  }

  read: WorldReader['read'] = (table, key) => {
    this.reads++;
    return this.#reader.read(table, key);
  };
  has: WorldReader['has'] = (table, key) => this.#reader.has(table, key);
  derive: WorldReader['derive'] = (derived, key) => this.#reader.derive(derived, key);
  config: WorldReader['config'] = (key) => this.#reader.config(key);
  repository: WorldReader['repository'] = () => this.#reader.repository();
  fileOf: WorldReader['fileOf'] = (resource) => this.#reader.fileOf(resource);
}
