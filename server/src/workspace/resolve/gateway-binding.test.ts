import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../../test/engine/world-of.ts';
import { gatewaysByName } from '../tables/gateways.ts';
import { gatewayReference, isToldOf, servedHosts } from './gateway-binding.ts';

describe('references to gateways', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['gw', 'web/gw'],
    ['./gw', 'web/gw'],
    ['shop/gw', 'shop/gw'],
    ['gw.shop', 'shop/gw'],
    ['gw.shop.svc.cluster.local', 'shop/gw'],
  ];
  for (const [written, expected] of cases) {
    it(`${written} in namespace web is ${expected}`, () => {
      const found = gatewayReference(written, 'web');
      assert.equal(found === 'mesh' ? found : `${found.namespace}/${found.name}`, expected);
    });
  }
  it('mesh is no gateway', () => assert.equal(gatewayReference('mesh', 'web'), 'mesh'));
});

describe('hosts that a gateway serves', () => {
  const served = (admitted: string, namespace: string, host: string) => {
    const world = worldOf(
      `apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { name: gw, namespace: infra }\nspec: { servers: [{ port: { number: 80 }, hosts: ["${admitted}"] }] }\n`,
    );
    const [gateway] = world.read(gatewaysByName, 'infra/gw');
    assert.ok(gateway !== undefined);
    return servedHosts(world, gateway.row, { namespace, hosts: [host] });
  };
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    ['shop/*.example.com', 'shop', 'x.example.com', ['x.example.com']],
    ['shop/*.example.com', 'web', 'x.example.com', []],
    ['shop/*.example.com', 'shop', '*', ['*.example.com']],
    ['shop/*.example.com', 'shop', '*.com', ['*.example.com']],
    ['./x.example.com', 'infra', 'x.example.com', ['x.example.com']],
    ['./x.example.com', 'shop', 'x.example.com', []],
    ['*/x.example.com', 'shop', 'x.example.com', ['x.example.com']],
    ['x.example.com', 'shop', 'y.example.com', []],
    ['~/x.example.com', 'infra', 'x.example.com', []],
    ['*.shop.svc.cluster.local', 'shop', 'cart', ['cart.shop.svc.cluster.local']],
  ];
  for (const [admitted, namespace, host, expected] of cases) {
    it(`${admitted} and ${host} of ${namespace}: ${expected.join(', ') || 'none'}`, () => {
      assert.deepEqual(served(admitted, namespace, host), expected);
    });
  }
});

it('a gateway is told of what is exported to where it runs', () => {
  const world = worldOf('');
  const told = (exportTo: readonly string[]) => isToldOf(world, ['infra'], { namespace: 'shop', exportTo });
  assert.deepEqual([told([]), told(['shop']), told(['infra'])], [true, false, true]);
});
