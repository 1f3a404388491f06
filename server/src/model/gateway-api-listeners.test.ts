import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { gatewayApiListeners } from './gateway-api-listeners.ts';

describe('listeners of the Gateway API', () => {
  it('carry certificates and the routes that they allow', () => {
    const { className, parent, listeners } = factsOf(
      gatewayApiListeners,
      `
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge }
spec:
  gatewayClassName: istio
  listeners:
    - name: https
      port: 443
      protocol: HTTPS
      hostname: "*.example.com"
      tls: { certificateRefs: [{ name: cert, namespace: certs }] }
      allowedRoutes:
        namespaces: { from: Selector, selector: { matchLabels: { team: a } } }
        kinds: [{ kind: GRPCRoute }]
    - { name: http, port: 80, protocol: HTTP }
`,
    );
    assert.equal(className?.value, 'istio');
    assert.equal(parent, undefined);
    const [https, http] = listeners;
    assert.equal(https?.tls?.mode, 'Terminate');
    assert.deepEqual(
      https?.tls?.certificates.map(({ kindId, name, namespace }) => [kindId, name?.value, namespace?.value]),
      [['core/Secret', 'cert', 'certs']],
    );
    assert.equal(https?.allowedRoutes.from, 'Selector');
    assert.deepEqual(https?.allowedRoutes.selector.matchLabels, { team: 'a' });
    assert.deepEqual(https?.allowedRoutes.kinds, ['gateway.networking.k8s.io/GRPCRoute']);
    assert.equal(http?.tls, undefined);
    assert.equal(http?.allowedRoutes.from, 'Same');
    assert.deepEqual(http?.allowedRoutes.kinds, []);
  });

  it('of a ListenerSet belong to its parent', () => {
    const { className, parent, listeners } = factsOf(
      gatewayApiListeners,
      'apiVersion: gateway.networking.x-k8s.io/v1alpha1\nkind: XListenerSet\nspec: { parentRef: { name: edge }, listeners: [{ name: a, port: 81, protocol: HTTP }] }\n',
    );
    assert.equal(className, undefined);
    assert.equal(parent?.kindId, 'gateway.networking.k8s.io/Gateway');
    assert.equal(parent?.name?.value, 'edge');
    assert.equal(listeners[0]?.port?.value, 81);
  });
});
