import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { gatewayApiReleases, istioReleases } from '../schema/lookup.ts';
import { DEFAULT_SETTINGS, parseSettings, SETTINGS, worldConfigOf } from './settings.ts';
import { DEFAULT_WORLD_CONFIG } from './world-config.ts';

test('nothing said means the defaults', () => {
  for (const value of [undefined, null, {}, [], 'text', { istio: null }, { istio: { version: null } }]) {
    assert.deepEqual(parseSettings(value), { settings: DEFAULT_SETTINGS, problems: [] });
  }
  assert.deepEqual(worldConfigOf(DEFAULT_SETTINGS), { ...DEFAULT_WORLD_CONFIG, detectsIstioVersion: true });
});

test('settings come nested or flat', () => {
  const nested = parseSettings({
    istio: { version: '1.24' },
    files: { ignore: ['a/'] },
    hover: { enable: false },
  });
  const flat = parseSettings({ 'istio.version': '1.24', 'files.ignore': ['a/'], 'hover.enable': false });
  assert.deepEqual(nested, flat);
  assert.deepEqual(nested.problems, []);
  assert.equal(nested.settings.istioVersion, '1.24');
  assert.equal(worldConfigOf(nested.settings).istioVersion, '1.24');
  assert.deepEqual(nested.settings.ignore, ['a/']);
  assert.equal(nested.settings.hasHover, false);
});

test('a value that makes no sense is named and replaced by the default', () => {
  const { settings, problems } = parseSettings({
    istio: { version: '0.8' },
    world: { completeness: true },
    diagnostics: { enable: 'yes', severity: { 'a/b': 'loud', 'c/d': 'hint' } },
    files: { ignore: ['ok', 7] },
  });
  assert.equal(settings.istioVersion, undefined);
  assert.equal(settings.completeness, 'auto');
  assert.equal(settings.hasDiagnostics, true);
  assert.deepEqual([...settings.severities], [['c/d', 'hint']]);
  assert.deepEqual(settings.ignore, ['ok']);
  assert.equal(problems.length, 5);
  for (const problem of problems) assert.match(problem, /"meshwright\.[a-zA-Z.]+"/);
});

test('every release that there are facts for can be chosen', () => {
  const values = (name: string) => SETTINGS.find((setting) => setting.name === name)?.enum;
  assert.deepEqual(values('istio.version'), ['auto', ...istioReleases().toReversed()]);
  assert.deepEqual(values('gatewayApi.version'), ['auto', ...gatewayApiReleases().toReversed()]);
});

test('the manifest contributes exactly these settings', () => {
  const manifest = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'));
  const sections = [manifest.contributes.configuration].flat();
  const contributed = Object.assign({}, ...sections.map(({ properties }) => properties));
  assert.deepEqual(Object.keys(contributed).sort(), SETTINGS.map(({ name }) => `meshwright.${name}`).sort());
  for (const { name, type, default: byDefault, enum: values, scope } of SETTINGS) {
    const property = contributed[`meshwright.${name}`];
    assert.deepEqual(
      { type: property.type, default: property.default, enum: property.enum, scope: property.scope },
      { type, default: byDefault, enum: values, scope },
      name,
    );
  }
});
