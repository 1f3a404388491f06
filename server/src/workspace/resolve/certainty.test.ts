import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../../test/engine/world-of.ts';
import { absence } from './certainty.ts';

const stock = (host: string) => ({ of: 'host', host, namespace: 'shop' }) as const;
const SPELLINGS = ['stock', 'stock.shop.svc.cluster.local'];

describe('a host that meshwright.json declares', () => {
  for (const glob of ['stock', 'stock.shop', '*.shop', '*.shop.svc', '*.svc.cluster.local', 'stock.*']) {
    for (const host of SPELLINGS) {
      it(`"${glob}" covers ${host}`, () => {
        const world = worldOf('', { completeness: 'complete', externalHosts: [glob] });
        assert.equal(absence(world, stock(host)), 'declared');
      });
    }
  }
  for (const glob of ['*.other', 'stock.shop.svc.mesh.example', 'sto', '']) {
    it(`"${glob}" covers no spelling of it`, () => {
      const world = worldOf('', { completeness: 'complete', externalHosts: [glob] });
      for (const host of SPELLINGS) assert.equal(absence(world, stock(host)), 'fact');
    });
  }
  it('has one spelling outside of the cluster', () => {
    const world = worldOf('', { completeness: 'complete', externalHosts: ['api.*'] });
    const host = (name: string) => ({ of: 'host', host: name, namespace: undefined }) as const;
    assert.equal(absence(world, host('api.partner.example')), 'declared');
    assert.equal(absence(world, host('partner.example')), 'fact');
  });
});
