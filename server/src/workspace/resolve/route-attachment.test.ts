import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { worldOf } from '../../../../test/engine/world-of.ts';
import { type AttachingRoute, attachmentOf, type ParentGateway } from './route-attachment.ts';

const WORLD = `
apiVersion: v1
kind: Namespace
metadata: { name: web, labels: { team: a } }
---
apiVersion: v1
kind: Namespace
metadata: { name: other }
---
apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: edge, namespace: infra }
spec:
  listeners:
    - { name: http, port: 80, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }
    - name: shop
      port: 443
      protocol: HTTPS
      hostname: "*.shop.example.com"
      allowedRoutes:
        kinds: [{ kind: HTTPRoute }]
        namespaces: { from: Selector, selector: { matchLabels: { team: a } } }
    - { name: own, port: 90, protocol: TCP }
---
apiVersion: gateway.networking.x-k8s.io/v1alpha1
kind: XListenerSet
metadata: { name: more, namespace: infra }
spec: { parentRef: { name: edge }, listeners: [{ name: extra, port: 81, protocol: HTTP, allowedRoutes: { namespaces: { from: All } } }] }
`;

describe('a route attaches to listeners', () => {
  const world = worldOf(WORLD);
  const attach = (
    route: Omit<Partial<AttachingRoute>, 'kindId'> & { readonly kind?: string },
    parent: Partial<ParentGateway>,
  ) => {
    const { kind, ...rest } = route;
    const found = attachmentOf(
      world,
      {
        kindId: `gateway.networking.k8s.io/${kind ?? 'HTTPRoute'}`,
        namespace: 'web',
        hostnames: [],
        ...rest,
      },
      { namespace: 'infra', name: 'edge', sectionName: undefined, port: undefined, ...parent },
    );
    return found.status === 'attached' ? found.listeners.map(({ name }) => name).join(' ') : found.status;
  };

  it('all that take it, those of ListenerSets too', () => assert.equal(attach({}, {}), 'http shop extra'));
  it('the one it names', () => {
    assert.equal(attach({}, { sectionName: 'http' }), 'http');
    assert.equal(attach({}, { sectionName: 'nothing' }), 'no-section');
  });
  it('those of the port it names', () => {
    assert.equal(attach({}, { port: 443 }), 'shop');
    assert.equal(attach({}, { port: 444 }), 'no-port');
    assert.equal(attach({}, { sectionName: 'http', port: 443 }), 'no-port');
  });
  it('that allow its kind', () => {
    assert.equal(attach({ kind: 'GRPCRoute' }, {}), 'http extra');
    assert.equal(attach({ kind: 'TCPRoute', namespace: 'infra' }, {}), 'own');
    assert.equal(attach({ kind: 'UDPRoute' }, {}), 'kind-not-allowed');
  });
  it('that allow its namespace', () => {
    assert.equal(attach({ kind: 'TCPRoute' }, {}), 'namespace-not-allowed');
    assert.equal(attach({ namespace: 'other' }, {}), 'http extra');
    // Of a namespace that no file describes nobody knows the labels.
    assert.equal(attach({ namespace: 'unknown' }, {}), 'http shop extra');
  });
  it('that share a host with it', () => {
    assert.equal(attach({ hostnames: ['a.shop.example.com'] }, { port: 443 }), 'shop');
    assert.equal(attach({ hostnames: ['example.com'] }, { port: 443 }), 'no-hostname');
  });
  it('of a Gateway that is there', () => assert.equal(attach({}, { name: 'other' }), 'no-gateway'));
});
