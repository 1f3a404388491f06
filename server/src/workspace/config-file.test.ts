import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { readConfigFile } from './config-file.ts';

describe('readConfigFile', () => {
  it('reads every key', () => {
    const { config, problems } = readConfigFile({
      $schema: 'x',
      istioVersion: '1.29',
      completeness: 'complete',
      defaultNamespace: '',
      externalHosts: ['*.partner.example'],
      meshConfig: 'mesh.yaml',
      severities: { 'virtual-service/subset-not-found': 'off' },
      ignore: ['generated/'],
    });
    assert.deepEqual(problems, []);
    assert.deepEqual(config.world, {
      istioVersion: '1.29',
      completeness: 'complete',
      defaultNamespace: '',
      externalHosts: ['*.partner.example'],
    });
    assert.equal(config.meshConfig, 'mesh.yaml');
    assert.equal(config.severities.get('virtual-service/subset-not-found'), 'off');
    assert.deepEqual(config.ignore, ['generated/']);
  });

  it('takes an empty object', () => {
    assert.deepEqual(readConfigFile({}).problems, []);
  });

  it('names every key it cannot use', () => {
    const { problems } = readConfigFile({
      colour: 'red',
      toString: 1,
      completeness: 'full',
      clusterDomain: 1,
      ignore: 'a',
      severities: { 'a/b': 'loud' },
    });
    assert.deepEqual(problems, [
      'Unknown key "colour"',
      'Unknown key "toString"',
      '"completeness" must be one of complete, partial, auto',
      '"clusterDomain" must be a string',
      '"ignore" must be a list of strings',
      '"severities": severity of "a/b" must be one of error, warning, info, hint, off',
    ]);
    assert.deepEqual(readConfigFile([]).problems, ['The file must hold one JSON object']);
  });
});
