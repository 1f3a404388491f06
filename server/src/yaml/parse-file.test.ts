import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { YamlFile } from './node.ts';
import { type ParseOptions, parseYamlFile } from './parse-file.ts';
import { asData } from './testing/as-data.ts';

const ALL: ParseOptions = { isOurs: () => true, explicit: false };
const SERVICES: ParseOptions = { isOurs: (header) => header.kind === 'Service', explicit: false };

const MESH = [
  'apiVersion: v1\nkind: Service\nmetadata: {name: a}\n',
  'apiVersion: apps/v1\nkind: Widget\nspec: [unclosed\n',
  'kind: Service\nspec:\n  ports:\n    - port: 80\n',
].join('---\n');

function fresh(after: YamlFile, before: YamlFile): number {
  const known = new Set(before.documents.map(({ document }) => document));
  return after.documents.filter(({ document }) => !known.has(document)).length;
}

describe('parseYamlFile', () => {
  it('gives each document its place, text and header', () => {
    const file = parseYamlFile(MESH, ALL);
    assert.equal(file.documents.length, 3);
    for (const { start, document } of file.documents)
      assert.equal(MESH.slice(start, start + document.text.length), document.text);
    assert.deepEqual(
      file.documents.map(({ document }) => document.header.kind),
      ['Service', 'Widget', 'Service'],
    );
    assert.deepEqual(asData(file.documents[2]?.document.root), {
      kind: 'Service',
      spec: { ports: [{ port: 80 }] },
    });
  });

  it('does not parse what is not ours, and says nothing about it', () => {
    const { documents } = parseYamlFile(MESH, SERVICES);
    assert.deepEqual(
      documents.map(({ document }) => document.state),
      ['parsed', 'foreign', 'parsed'],
    );
    assert.equal(documents[1]?.document.root, undefined);
    assert.deepEqual(documents[1]?.document.problems, []);
  });

  it('parses everything in a file that a person named', () => {
    const { documents } = parseYamlFile(MESH, { ...SERVICES, explicit: true });
    assert.equal(documents[1]?.document.state, 'parsed');
    assert.equal(documents[1]?.document.problems.length, 1);
  });

  it('tells documents without content from foreign ones', () => {
    for (const text of ['', '\n\n', '# only\n', '%YAML 1.2\n', '# a\r\n  # b', '\ufeff'])
      assert.equal(parseYamlFile(text, SERVICES).documents[0]?.document.state, 'empty', JSON.stringify(text));
  });

  it('asks about each document once, with its header and text', () => {
    const asked: string[] = [];
    const isOurs: ParseOptions['isOurs'] = ({ apiVersion, kind }, text) => {
      asked.push(`${apiVersion} ${kind} ${text.length}`);
      return false;
    };
    parseYamlFile('apiVersion: v1\nkind: List\nitems: []\n---\n# nothing\n---\na: 1\n', {
      isOurs,
      explicit: false,
    });
    assert.deepEqual(asked, ['v1 List 36', 'undefined undefined 5']);
  });
});

describe('parseYamlFile after an edit', () => {
  const before = parseYamlFile(MESH, ALL);

  it('keeps all documents of equal text', () => {
    assert.equal(fresh(parseYamlFile(MESH, ALL, before), before), 0);
  });

  it('parses the changed document only', () => {
    for (const word of ['name', 'Widget', '80']) {
      const at = MESH.indexOf(word);
      const after = parseYamlFile(`${MESH.slice(0, at)}x${MESH.slice(at)}`, ALL, before);
      assert.equal(fresh(after, before), 1, word);
    }
  });

  it('keeps documents that moved', () => {
    const after = parseYamlFile(`a: 1\n---\n${MESH}`, ALL, before);
    assert.equal(fresh(after, before), 1);
    assert.equal(after.documents[1]?.document, before.documents[0]?.document);
    assert.equal(after.documents[3]?.start, (before.documents[2]?.start ?? 0) + 9);
  });

  it('keeps documents that changed places', () => {
    const after = parseYamlFile(MESH.split('---\n').toReversed().join('---\n'), ALL, before);
    assert.equal(fresh(after, before), 0);
  });

  it('keeps the documents around one that was split', () => {
    const after = parseYamlFile(MESH.replace('spec: [', '---\nspec: ['), ALL, before);
    assert.equal(fresh(after, before), 2);
  });

  it('looks again at what is ours', () => {
    const foreign = parseYamlFile(MESH, SERVICES);
    const after = parseYamlFile(MESH, { ...SERVICES, explicit: true }, foreign);
    assert.equal(fresh(after, foreign), 1);
    assert.equal(after.documents[1]?.document.state, 'parsed');
    assert.equal(parseYamlFile(MESH, SERVICES, after).documents[1]?.document.state, 'foreign');
  });

  it('parses one document per keystroke in a file of 500', () => {
    const text = Array.from({ length: 500 }, (_, at) => `kind: Service\nmetadata:\n  name: s${at}\n`).join(
      '---\n',
    );
    let file = parseYamlFile(text, ALL);
    let edited = text;
    for (let at = 0; at < 50; at++) {
      const offset = edited.indexOf(`s${at * 10}\n`);
      edited = `${edited.slice(0, offset)}x${edited.slice(offset)}`;
      const next = parseYamlFile(edited, ALL, file);
      assert.equal(fresh(next, file), 1);
      file = next;
    }
  });
});
