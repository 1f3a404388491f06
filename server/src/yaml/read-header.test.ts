import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readHeader } from './read-header.ts';

const TABLE: readonly (readonly [string, string, string | undefined, string | undefined])[] = [
  ['block keys', 'apiVersion: v1\nkind: Service\n', 'v1', 'Service'],
  ['behind comments and blank lines', '# x\n\napiVersion: v1 # y\nkind: Service #z\n', 'v1', 'Service'],
  ['in any order, with other keys', 'metadata:\n  kind: A\nkind: B\napiVersion: c/v1', 'c/v1', 'B'],
  ['quoted values', 'apiVersion: "v1"\nkind: \'Service\'\n', 'v1', 'Service'],
  ['quoted keys', '"apiVersion": v1\n\'kind\' : Service\n', 'v1', 'Service'],
  ['an indented document', '  apiVersion: v1\n  kind: Service\n  x:\n    kind: A', 'v1', 'Service'],
  ['properties before the value', 'apiVersion: !!str v1\nkind: &k Service\n', 'v1', 'Service'],
  ['nested keys do not count', 'spec:\n  apiVersion: v1\n  kind: Service\n', undefined, undefined],
  ['longer keys do not count', 'apiVersions: v1\nkinds: x\nmykind: y', undefined, undefined],
  ['no blank behind the colon', 'apiVersion:v1\nkind:Service\n', undefined, undefined],
  ['empty values', 'apiVersion:\nkind: # none\n', undefined, undefined],
  ['templates', 'apiVersion: {{ .v }}\nkind: Service\n', undefined, 'Service'],
  ['JSON', '{"apiVersion":"v1","kind":"Service"}', 'v1', 'Service'],
  ['JSON with nested keys first', '{\n"metadata":{"kind":"A"},"kind" : "B",\n"apiVersion":"v1"}', 'v1', 'B'],
  ['flow style', '{ kind: A, apiVersion: b/v1, c: [kind, x] }', 'b/v1', 'A'],
  ['escaped quotes in JSON', '{"a":"\\"kind\\": 1","kind":"B"}', undefined, 'B'],
  ['nothing', '', undefined, undefined],
];

describe('readHeader', () => {
  for (const [name, text, apiVersion, kind] of TABLE) {
    it(name, () => {
      assert.deepEqual(readHeader(text), { apiVersion, kind });
      assert.deepEqual(readHeader(text.replaceAll('\n', '\r\n')), { apiVersion, kind });
      assert.deepEqual(readHeader(text.replaceAll('\n', '\r')), { apiVersion, kind });
    });
  }

  it('takes linear time on hostile text', () => {
    for (const unit of ['kind', 'kind:\n', '{"kind"', ' #', '"', "{'", '\\"', 'apiVersion kind {'])
      readHeader(`{${unit.repeat(300_000)}`);
    readHeader('\n'.repeat(3_000_000));
  });
});
