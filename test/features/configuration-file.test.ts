/** `meshwright.json` has a schema like what it configures; no fixture, because it is no object. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completion } from '../../server/src/features/completion/index.ts';
import { hover } from '../../server/src/features/hover/index.ts';
import { CONFIGURATION } from '../../server/src/schema/families.ts';
import { kindSchema } from '../../server/src/schema/lookup.ts';
import { validateResource } from '../../server/src/schema/validate.ts';
import { readWhole } from '../../server/src/yaml/read-whole.ts';
import { snapshotOf, unmark } from './marked-text.ts';

const URI = 'file:///mesh/meshwright.json';

function at(marked: string) {
  const { text, offset } = unmark(marked);
  return { snapshot: snapshotOf(text, {}, URI), offset };
}

describe('meshwright.json', () => {
  it('explains its keys', () => {
    const { snapshot, offset } = at('{ "complete$0ness": "auto" }');
    assert.match(hover(snapshot, URI, offset)?.markdown ?? '', /\*\*completeness\*\*/);
  });

  it('offers keys that are free, also those of a world, and values', () => {
    const labels = (marked: string) => {
      const { snapshot, offset } = at(marked);
      return completion(snapshot, URI, offset).items.map(({ label }) => label);
    };
    const keys = labels('{\n  "completeness": "auto",\n  "$0"\n}');
    assert.ok(keys.includes('worlds') && !keys.includes('completeness'), keys.join(', '));
    assert.ok(labels('{ "worlds": [{ "$0" }] }').includes('files'));
    assert.deepEqual(labels('{ "completeness": "$0" }'), ['complete', 'partial', 'auto']);
  });

  it('is judged by the family that owns it', () => {
    const root = readWhole('{ "worlds": [{ "nam": "a" }], "completeness": "all" }').documents[0]?.document
      .root;
    const kind = kindSchema(CONFIGURATION);
    assert.ok(root && kind);
    const target = { istio: '1.31', gatewayApi: 'v1.6.1', channel: 'standard' } as const;
    assert.deepEqual(
      validateResource(root, kind, target).map(({ code, path }) => `${code} ${path}`),
      ['unknown-field worlds[0].nam', 'not-allowed-value completeness'],
    );
  });
});
