import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { factsOf } from '../../../test/engine/world-of.ts';
import { allBackends, gatewayApiRoute } from './gateway-api-route.ts';

const HTTP = `
apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: cart, namespace: shop }
spec:
  parentRefs:
    - { name: edge, namespace: infra, sectionName: https, port: 443 }
    - { group: "", kind: Service, name: cart }
  hostnames: [cart.example.com, "*.example.org"]
  rules:
    - name: main
      filters:
        - type: RequestMirror
          requestMirror: { backendRef: { name: shadow, port: 81 } }
        - type: ExtensionRef
          extensionRef: { group: example.com, kind: Limit, name: strict }
      backendRefs:
        - { name: cart, port: 80, weight: 9 }
        - name: api
          group: networking.istio.io
          kind: Hostname
          filters: [{ type: RequestMirror, requestMirror: { backendRef: { name: deep } } }]
    - backendRefs: [{ name: old, namespace: legacy }]
`;

describe('routes of the Gateway API', () => {
  it('name their parents, with the defaults of the field', () => {
    const { parents } = factsOf(gatewayApiRoute, HTTP);
    assert.deepEqual(
      parents.map(({ kindId, name, namespace, sectionName, port }) => [
        kindId,
        name?.value,
        namespace?.value,
        sectionName?.path,
        port?.value,
      ]),
      [
        ['gateway.networking.k8s.io/Gateway', 'edge', 'infra', 'spec.parentRefs[0].sectionName', 443],
        ['core/Service', 'cart', undefined, undefined, undefined],
      ],
    );
  });

  it('name every backend, those of filters included', () => {
    const found = allBackends(factsOf(gatewayApiRoute, HTTP)).map(
      ({ kindId, name, port, weight, role }) =>
        `${role} ${kindId} ${name?.value} ${port?.value} ${weight?.value}`,
    );
    assert.deepEqual(found, [
      'backend core/Service cart 80 9',
      'backend networking.istio.io/Hostname api undefined undefined',
      'mirror core/Service shadow 81 undefined',
      'mirror core/Service deep undefined undefined',
      'backend core/Service old undefined undefined',
    ]);
  });

  it('keep names and extensions of rules', () => {
    const { rules, hostnames } = factsOf(gatewayApiRoute, HTTP);
    assert.deepEqual(rules[0]?.name, { value: 'main', path: 'spec.rules[0].name' });
    assert.equal(rules[0]?.extensions[0]?.kindId, 'example.com/Limit');
    assert.equal(rules[1]?.name, undefined);
    assert.deepEqual(
      hostnames.map(({ value }) => value),
      ['cart.example.com', '*.example.org'],
    );
  });

  it('may be half written', () => {
    const facts = factsOf(
      gatewayApiRoute,
      'apiVersion: gateway.networking.k8s.io/v1alpha2\nkind: UDPRoute\nspec: { parentRefs: x, rules: [null, {}] }\n',
    );
    assert.deepEqual(facts.parents, []);
    assert.equal(facts.rules.length, 2);
    assert.deepEqual(allBackends(facts), []);
  });
});
