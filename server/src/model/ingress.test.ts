import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { ingress } from './ingress.ts';

const TEXT = `
apiVersion: networking.k8s.io/v1
kind: Ingress
metadata: { name: shop, annotations: {} }
spec:
  ingressClassName: istio
  defaultBackend: { service: { name: web, port: { number: 80 } } }
  tls: [{ hosts: [shop.example.com], secretName: shop-tls }, { hosts: [b.example.com] }]
  rules:
    - host: shop.example.com
      http:
        paths:
          - { path: /, pathType: Prefix, backend: { service: { name: cart, port: { name: http } } } }
          - { path: /x, backend: { resource: { kind: Bucket, name: static } } }
`;

describe('Ingress', () => {
  it('names Services, hosts and Secrets', () => {
    const facts = factsOf(ingress, TEXT);
    assert.deepEqual(
      facts.backends.map(({ service, portNumber, portName, host }) => [
        service?.value,
        portNumber?.value,
        portName?.value,
        host,
      ]),
      [
        ['web', 80, undefined, undefined],
        ['cart', undefined, 'http', 'shop.example.com'],
      ],
    );
    assert.deepEqual(facts.secrets, [{ value: 'shop-tls', path: 'spec.tls[0].secretName' }]);
    assert.equal(facts.hosts[0]?.value, 'shop.example.com');
  });

  it('has its class in a field or in the older annotation', () => {
    assert.equal(factsOf(ingress, TEXT).className?.value, 'istio');
    const annotated = TEXT.replace('annotations: {}', 'annotations: { kubernetes.io/ingress.class: nginx }');
    assert.equal(factsOf(ingress, annotated).className?.value, 'nginx');
  });
});
