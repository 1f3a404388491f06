import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { folderWorlds, isWorldMarker } from './folder-worlds.ts';

describe('folderWorlds', () => {
  it('leaves files below no marker alone', () => {
    const worldOf = folderWorlds([{ path: 'charts/shop/Chart.yaml', text: 'name: shop' }]);
    assert.equal(worldOf('a.yaml'), undefined);
    assert.equal(worldOf('charts/a.yaml'), undefined);
  });

  it('makes a world of a chart and of a kustomization, with everything below', () => {
    const worldOf = folderWorlds([
      { path: 'charts/shop/Chart.yaml', text: 'name: shop' },
      { path: 'overlays/prod/kustomization.yaml', text: 'resources: [../../base]' },
    ]);
    assert.equal(worldOf('charts/shop/templates/a.yaml'), 'charts/shop');
    assert.equal(worldOf('overlays/prod/a.yaml'), 'overlays/prod');
    assert.equal(worldOf('overlays/prod/deep/a.yaml'), 'overlays/prod');
    assert.equal(worldOf('base/a.yaml'), undefined);
  });

  it('takes a base into the kustomization above that names it, and no other', () => {
    const worldOf = folderWorlds([
      { path: 'kustomization.yaml', text: 'resources:\n  - ./mesh/\n  - extra.yaml' },
      { path: 'mesh/kustomization.yml', text: 'bases: [routes]' },
      { path: 'mesh/routes/Kustomization', text: 'namePrefix: x-' },
      { path: 'overlays/prod/kustomization.yaml', text: 'resources: [../..]' },
    ]);
    assert.equal(worldOf('mesh/routes/a.yaml'), '');
    assert.equal(worldOf('mesh/a.yaml'), '');
    assert.equal(worldOf('overlays/prod/a.yaml'), 'overlays/prod');
    assert.equal(worldOf('overlays/a.yaml'), '');
  });

  it('survives a kustomization that is no YAML', () => {
    const worldOf = folderWorlds([{ path: 'a/kustomization.yaml', text: 'resources: [' }]);
    assert.equal(worldOf('a/b.yaml'), 'a');
  });
});

describe('isWorldMarker', () => {
  it('looks at the name of the file only', () => {
    assert.ok(isWorldMarker('deep/Chart.yaml'));
    assert.ok(isWorldMarker('kustomization.yml'));
    assert.ok(!isWorldMarker('my-kustomization.yaml'));
    assert.ok(!isWorldMarker('Chart.yaml/values.yaml'));
  });
});
