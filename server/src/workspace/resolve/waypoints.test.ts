import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../../test/engine/world-of.ts';
import { waypointOf } from './waypoints.ts';

const WORLD = `
apiVersion: v1
kind: Namespace
metadata: { name: shop, labels: { istio.io/use-waypoint: waypoint, team: a } }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: waypoint, namespace: shop }
spec: { gatewayClassName: istio-waypoint, listeners: [{ name: mesh, port: 15008, protocol: HBONE }] }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: shared, namespace: infra, labels: { istio.io/waypoint-for: all } }
spec:
  gatewayClassName: istio-waypoint
  listeners:
    - name: mesh
      port: 15008
      protocol: HBONE
      allowedRoutes: { namespaces: { from: Selector, selector: { matchLabels: { team: a } } } }
`;

const use = (name: string, namespace?: string) => ({
  'istio.io/use-waypoint': name,
  ...(namespace === undefined ? {} : { 'istio.io/use-waypoint-namespace': namespace }),
});

describe('waypoints', () => {
  const world = worldOf(WORLD);
  const bound = (
    labels: Readonly<Record<string, string>>,
    namespace = 'shop',
    kind: 'service' | 'workload' = 'service',
  ) => {
    const found = waypointOf(world, { namespace, labels, kind });
    if (found.status === 'none') return 'none';
    if (found.status === 'missing') return `missing ${found.namespace}/${found.name}`;
    return `${found.status} ${found.waypoint.row.namespace}/${found.waypoint.row.name}`;
  };

  it('are those of the namespace', () => assert.equal(bound({}), 'bound shop/waypoint'));
  it('are none where nothing asks', () => assert.equal(bound({}, 'web'), 'none'));
  it('may be opted out of', () => assert.equal(bound(use('none')), 'none'));
  it('are chosen by the object first', () => assert.equal(bound(use('other')), 'missing shop/other'));
  it('may stand in another namespace that admits this one', () => {
    assert.equal(bound(use('shared', 'infra')), 'bound infra/shared');
    assert.equal(bound(use('shared', 'infra'), 'web'), 'refused infra/shared');
    assert.equal(bound(use('waypoint', 'shop'), 'web'), 'refused shop/waypoint');
  });
  it('are for services unless they say otherwise', () => {
    assert.equal(bound({}, 'shop', 'workload'), 'refused shop/waypoint');
    assert.equal(bound(use('shared', 'infra'), 'shop', 'workload'), 'bound infra/shared');
  });
});
