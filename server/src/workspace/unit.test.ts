import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseYamlFile } from '../yaml/parse-file.ts';
import { fileUnit } from './unit.ts';

const object = (name: string, more = '') =>
  `apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: ${name}, namespace: shop }\n${more}`;

function names(text: string): readonly string[] {
  const file = parseYamlFile(text, { isOurs: () => true, explicit: false });
  return fileUnit('file:///a.yaml', file, { defaultNamespace: 'default', workloadKinds: [] }).resources.map(
    ({ resource }) => resource.name,
  );
}

describe('the objects of a file', () => {
  it('are not patches that say so', () => {
    assert.deepEqual(names(`${object('a', '$patch: delete\n')}---\n${object('b')}`), ['b']);
  });

  it('are not overlays of ytt', () => {
    const above = '#@ load("@ytt:overlay", "overlay")\n#@overlay/match by=overlay.all\n---\n';
    assert.deepEqual(names(`${above}${object('a')}---\n${object('b')}`), ['b']);
    assert.deepEqual(names(`${object('a')}#@overlay/match by="x"\n---\n${object('b')}`), ['a']);
    const inside = 'spec:\n  #@overlay/match missing_ok=True\n  hosts: [web]\n';
    assert.deepEqual(names(`---\n${object('a', inside)}---\n${object('b')}`), ['b']);
  });

  it('are overlays no more for a mark in a text', () => {
    assert.deepEqual(names(object('a', 'x: "say #@overlay/match"\n')), ['a']);
  });
});
