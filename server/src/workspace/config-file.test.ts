import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type ConfigProblem, readConfigFile } from './config-file.ts';

const textsOf = (problems: readonly ConfigProblem[]) => problems.map(({ text }) => text);

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

  it('reads for which files rules are silent, and says what it cannot use of that', () => {
    const entry = { rules: ['a/*'], files: ['legacy'], reason: 'goes in May' };
    const { config, problems } = readConfigFile({
      suppressions: [
        entry,
        { rules: ['a/b'], files: ['../x'] },
        { rules: ['a/b'], files: ['x'], reason: '' },
      ],
    });
    assert.deepEqual(config.suppressions, [
      { ...entry, at: 'suppressions[0]' },
      { rules: ['a/b'], files: ['x'], reason: undefined, at: 'suppressions[2]' },
    ]);
    assert.deepEqual(problems, [
      {
        text: '"../x" is no path: "*" and "**" stand for any name and any folders',
        path: 'suppressions[1].files[0]',
      },
    ]);
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
    assert.deepEqual(textsOf(problems), [
      'Unknown key "colour"',
      'Unknown key "toString"',
      '"completeness" must be one of complete, partial, auto',
      '"clusterDomain" must be a string',
      '"ignore" must be a list of strings',
      '"severities": severity of "a/b" must be one of error, warning, info, hint, off',
    ]);
    assert.deepEqual(textsOf(readConfigFile([]).problems), ['The file must hold one JSON object']);
  });

  it('says which item of a list it cannot use', () => {
    const { config, problems } = readConfigFile({
      ignore: ['old/', '[a'],
      externalHosts: ['a', ''],
      severities: { 'a/b': 'off', 'a/c': 'loud' },
      worlds: [{ name: 'prod', files: ['prod', '../x'] }],
    });
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['ignore[1]', 'externalHosts[1]', 'severities["a/c"]', 'worlds[0].files[1]'],
    );
    assert.deepEqual(config.ignore, ['old/']);
    assert.deepEqual(config.worlds, []);
  });

  it('reads worlds, which inherit what they do not say', () => {
    const { config, problems } = readConfigFile({
      istioVersion: '1.29',
      clusterDomain: 'mesh.example',
      severities: { 'a/b': 'off', 'a/c': 'hint' },
      worlds: [
        { name: 'prod', files: ['prod'], istioVersion: '1.28', severities: { 'a/b': 'error' } },
        { name: 'test', files: ['test/**'], meshConfig: 'test/mesh.yaml' },
      ],
    });
    assert.deepEqual(problems, []);
    const [prod, test] = config.worlds;
    assert.deepEqual(prod?.file.world, { istioVersion: '1.28', clusterDomain: 'mesh.example' });
    assert.deepEqual(Object.fromEntries(prod?.file.severities ?? []), { 'a/b': 'error', 'a/c': 'hint' });
    assert.equal(test?.file.world.istioVersion, '1.29');
    assert.equal(test?.file.meshConfig, 'test/mesh.yaml');
    assert.equal(config.meshConfig, undefined);
  });

  it('says where a world makes no sense', () => {
    const { config, problems } = readConfigFile({
      worlds: [
        'prod',
        { files: ['a'] },
        { name: 'b', files: [] },
        { name: 'c', files: ['c'], ignore: ['d'] },
        { name: 'c', files: ['e'] },
      ],
    });
    assert.deepEqual(
      problems.map(({ path }) => path),
      ['worlds[0]', 'worlds[1].name', 'worlds[2].files', 'worlds[3].ignore', 'worlds[4].name'],
    );
    assert.deepEqual(
      config.worlds.map(({ name }) => name),
      ['c'],
    );
    assert.deepEqual(textsOf(readConfigFile({ worlds: {} }).problems), [
      '"worlds" must be a list of objects',
    ]);
  });
});
