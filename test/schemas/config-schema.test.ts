/** The published schema of `meshwright.json` and the code that reads the file agree. */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { Ajv } from 'ajv';
import type { JsonValue } from '../../server/src/base/json.ts';
import { ISTIO_RELEASES } from '../../server/src/primitives/istio-version.ts';
import { readConfigFile } from '../../server/src/workspace/config-file.ts';

const schema: { properties: Record<string, { type: string; enum?: string[] }> } = JSON.parse(
  readFileSync(new URL('../../schemas/meshwright.schema.json', import.meta.url), 'utf8'),
);
const validate = new Ajv().compile(schema);
const isRead = (value: JsonValue) => readConfigFile(value).problems.length === 0;

const VALUES: Readonly<Record<string, JsonValue>> = {
  string: 'text',
  array: ['text'],
  object: { 'schema/unknown-field': 'off' },
};

/** Keys that take only some strings. */
const OWN_VALUES: Readonly<Record<string, JsonValue>> = {
  gatewayApiVersion: 'v1.6.1',
  options: { 'annotation/unknown': { known: ['sidecar.istio.io/my-*'] } },
  suppressions: [{ rules: ['schema/*'], files: ['legacy/**', 'a.yaml'], reason: 'goes next month' }],
  workloadKinds: ['apps.example.com/WebApp'],
  worlds: [{ name: 'prod', files: ['prod'], istioVersion: '1.29' }],
};

describe('schemas/meshwright.schema.json', () => {
  for (const [key, property] of Object.entries(schema.properties)) {
    it(`and the reader agree about "${key}"`, () => {
      const good = { [key]: OWN_VALUES[key] ?? property.enum?.[0] ?? VALUES[property.type] ?? null };
      assert.equal(validate(good), true);
      assert.deepEqual(readConfigFile(good).problems, []);
      const values: readonly JsonValue[] = [
        1,
        true,
        null,
        [1],
        {},
        { a: 'loud' },
        { a: {} },
        'no such word',
        'text',
        ['text'],
      ];
      for (const value of values) {
        assert.equal(isRead({ [key]: value }), validate({ [key]: value }), JSON.stringify(value));
      }
    });
  }

  for (const world of [
    {},
    { name: 'prod' },
    { name: '', files: ['prod'] },
    { name: 'prod', files: [] },
    { name: 'prod', files: ['prod'], ignore: ['old'] },
    { name: 'prod', files: ['prod/*/base/**'] },
    { name: 'prod', files: [''] },
    { name: 'prod', files: ['../prod'] },
    { name: 'prod', files: ['prod/..'] },
    { name: 'prod', files: ['prod/[ab]'] },
    { name: 'prod', files: ['{a,b}'] },
    { name: 'prod', files: ['prod'], completeness: 'full' },
    { name: 'prod', files: ['prod'], completeness: 'complete', externalHosts: ['a'] },
  ]) {
    it(`and the reader agree about the world ${JSON.stringify(world)}`, () => {
      assert.equal(isRead({ worlds: [world] }), validate({ worlds: [world] }));
    });
  }

  const rules = ['schema/unknown-field'];
  for (const entry of [
    {},
    { rules },
    { files: ['old'] },
    { rules: [], files: ['old'] },
    { rules: [''], files: ['old'] },
    { rules, files: [] },
    { rules, files: [''] },
    { rules, files: ['old', '../x'] },
    { rules, files: ['old/[ab]'] },
    { rules, files: ['**'], reason: '' },
    { rules, files: ['**'], reason: 1 },
    { rules, files: ['**'], until: '2030' },
  ]) {
    it(`and the reader agree about the suppression ${JSON.stringify(entry)}`, () => {
      assert.equal(isRead({ suppressions: [entry] }), validate({ suppressions: [entry] }));
    });
  }

  for (const pattern of ['a', '/b/', '!*.yaml', '[ab]/**', '\\[a', '', '[a', 'a\\']) {
    it(`and the reader agree about ignoring ${JSON.stringify(pattern)}`, () => {
      assert.equal(isRead({ ignore: [pattern] }), validate({ ignore: [pattern] }));
    });
  }

  it('know the same keys and releases', () => {
    assert.equal(validate({ colour: 'red' }), false);
    assert.equal(isRead({ colour: 'red' }), false);
    assert.deepEqual(schema.properties['istioVersion']?.enum, ISTIO_RELEASES);
  });
});
