/** No fixture: what must happen when a part of the engine throws cannot be written as a file. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { extractResources } from '../../server/src/model/extract-resources.ts';
import type { Model } from '../../server/src/model/resource.ts';
import { ruleEnvironment } from '../../server/src/rules/environment.ts';
import type { Reading } from '../../server/src/workspace/file-reader.ts';
import { defineTable } from '../../server/src/workspace/table.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { DEFAULT_WORLD_CONFIG } from '../../server/src/workspace/world-config.ts';
import { parseDocument } from '../../server/src/yaml/parse-document.ts';

const SERVICE_ENTRY = 'networking.istio.io/ServiceEntry';

const throwing: Model<number> = {
  kinds: [SERVICE_ENTRY],
  build({ name }) {
    if (name === 'bad') throw new Error(`cannot read ${name}`);
    return 1;
  },
};

function tableOf(name: string) {
  return defineTable<number>({
    name,
    kinds: [SERVICE_ENTRY],
    *rows(resource) {
      yield ['all', 0];
      yield ['all', resource.facts(throwing)];
    },
  });
}

function serviceEntry(name: string): string {
  return `apiVersion: networking.istio.io/v1\nkind: ServiceEntry\nmetadata: {name: ${name}, namespace: a}\nspec: {hosts: [${name}.example.com], resolution: NOWHERE}\n`;
}

function environmentWith(told: string[]) {
  const environment = ruleEnvironment(({ kind, id }, { uri, key }) =>
    told.push(`${kind} ${id}: ${key} in ${uri}`),
  );
  return { ...environment, tables: [...environment.tables, tableOf('first'), tableOf('second')] };
}

const CONFIGURATION = {
  worldsOf: () => [{ id: 'default', name: 'default', config: DEFAULT_WORLD_CONFIG }],
  severity: () => undefined,
};

describe('a part of the engine that throws', () => {
  it('loses its own rows, is told once, and takes nothing else with it', () => {
    const told: string[] = [];
    const environment = environmentWith(told);
    const workspace = new Workspace(environment, CONFIGURATION);
    const files = ['good', 'bad', 'other'].map((name) => ({
      uri: `/${name}.yaml`,
      text: serviceEntry(name),
    }));
    const snapshot = workspace.apply(files);
    for (const _ of snapshot.analyze());
    for (const { uri } of files) {
      assert.ok(
        snapshot.findings(uri).some(({ rule }) => rule.startsWith('schema/')),
        uri,
      );
    }
    const [world] = snapshot.worlds();
    for (const table of environment.tables.slice(-2)) {
      const names = world
        ?.reader()
        .read(table, 'all')
        .map(({ resource }) => resource.name);
      assert.deepEqual(names, ['good', 'good', 'other', 'other']);
    }
    assert.deepEqual(told, ['table first: networking.istio.io/ServiceEntry/a/bad in /bad.yaml']);
    workspace.apply([{ uri: '/bad2.yaml', text: serviceEntry('bad') }]);
    assert.equal(told.length, 2, 'another object, another failure');
  });
});

describe('a reading that throws', () => {
  const bad = serviceEntry('bad');
  const good = serviceEntry('good');
  const files = [
    { uri: '/bad.yaml', text: `${good}---\n${bad}---\n${serviceEntry('other')}` },
    { uri: '/behind.yaml', text: serviceEntry('behind') },
  ];
  const isBad = (text: string) => text.includes('name: bad');
  const readings: Readonly<Record<'text' | 'objects', Reading>> = {
    text: {
      extractResources,
      parseDocument(text, header) {
        if (isBad(text)) throw new Error('cannot be parsed');
        return parseDocument(text, header);
      },
    },
    objects: {
      parseDocument,
      extractResources(document, options) {
        if (isBad(document.text)) throw new Error('has no objects');
        return extractResources(document, options);
      },
    },
  };

  for (const [part, reading] of Object.entries(readings)) {
    it(`of ${part} loses one document, is told once, and takes nothing else with it`, () => {
      const told: string[] = [];
      const workspace = new Workspace({ ...environmentWith(told), reading }, CONFIGURATION);
      let snapshot = workspace.apply(files);
      for (const _ of snapshot.analyze());
      const names = () => [...(snapshot.worlds()[0]?.slots() ?? [])].map(({ name }) => name);
      assert.deepEqual(names(), ['good', 'other', 'behind']);
      for (const { uri } of files) assert.ok(snapshot.findings(uri).length > 0, uri);
      const failure = `reading of ${part}: ServiceEntry at line 6 in /bad.yaml`;
      assert.deepEqual(told, [failure]);
      const mended = `${good}---\n${bad.replace('bad', 'mended')}`;
      snapshot = workspace.apply([{ uri: '/bad.yaml', text: mended }]);
      assert.deepEqual(names(), ['behind', 'good', 'mended']);
      workspace.apply(files.slice(0, 1));
      workspace.configure(CONFIGURATION);
      assert.deepEqual(told, [failure], 'told once');
    });
  }
});

describe('a certificate with a time of 200 kB', () => {
  it('has no validity, and throws nothing', () => {
    const told: string[] = [];
    const workspace = new Workspace(environmentWith(told), CONFIGURATION);
    const text = `apiVersion: v1\nkind: Secret\nmetadata: {name: tls, namespace: a}\ntype: kubernetes.io/tls\ndata: {tls.crt: ${Buffer.from(hugeTimeCertificate()).toString('base64')}, tls.key: YQ==}\n`;
    const snapshot = workspace.apply([
      { uri: '/secret.yaml', text },
      { uri: '/behind.yaml', text: serviceEntry('good') },
    ]);
    for (const _ of snapshot.analyze());
    assert.ok(snapshot.findings('/behind.yaml').length > 0);
    assert.deepEqual(told, []);
  });
});

/** PEM of the smallest structure in which a validity can be found. */
function hugeTimeCertificate(): string {
  const time = element(0x17, Buffer.alloc(200_000, '1'));
  const validity = element(0x30, Buffer.concat([time, time]));
  const empty = element(0x30, Buffer.alloc(0));
  const signed = element(0x30, Buffer.concat([element(2, Buffer.from([1])), empty, empty, validity]));
  const base64 = element(0x30, signed).toString('base64');
  return `-----BEGIN CERTIFICATE-----\n${base64}\n-----END CERTIFICATE-----\n`;
}

function element(tag: number, content: Buffer): Buffer {
  const size = Buffer.alloc(4);
  size.writeUInt32BE(content.length);
  return Buffer.concat([Buffer.from([tag, 0x84]), size, content]);
}
