// Not fixtures: these judge where lenses stand, and what they say once they are asked.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { codeLenses, resolveCodeLens } from '../../server/src/features/code-lens/code-lens.ts';
import type { CodeLensOptions } from '../../server/src/features/code-lens/lens.ts';
import { HERE_URI, inMesh, MESH, MESH_URI } from './mesh-files.ts';

const ALL: CodeLensOptions = {
  references: true,
  routes: true,
  selectors: true,
  explain: false,
  panels: false,
  tests: true,
};

/** `line: title` of each lens of a text. */
function lenses(text: string, options: CodeLensOptions = ALL): readonly string[] {
  const { snapshot } = inMesh(`${text}$0`);
  return codeLenses(snapshot, HERE_URI, options).map(({ range, key }) => {
    const line = text.slice(0, range.start).split('\n').length;
    return `${line}: ${resolveCodeLens(snapshot, HERE_URI, key)?.title}`;
  });
}

/** Texts that the places of a lens of the mesh hold. */
function places(resource: string, kind: keyof CodeLensOptions, path: string): readonly string[] {
  const { snapshot, text } = inMesh(`${ROUTES}$0`);
  const found = codeLenses(snapshot, MESH_URI, ALL).find(
    ({ key }) => key.resource === resource && key.kind === kind && key.path === path,
  );
  assert.ok(found, `no ${kind} lens at ${path} of ${resource}`);
  const { locations = [] } = resolveCodeLens(snapshot, MESH_URI, found.key) ?? {};
  return locations.map(({ uri, range }) => (uri === MESH_URI ? MESH : text).slice(range.start, range.end));
}

const ROUTES = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata:
  name: here
  namespace: bank
spec:
  hosts: [here.example]
  http:
    - route:
        - destination: { host: cart.shop.svc.cluster.local, subset: v1 }
          weight: 90
        - destination: { host: cart.shop.svc.cluster.local, subset: v2 }
          weight: 10
    - route:
        - destination: { host: ledger }
`;

describe('route lenses', () => {
  test('a split has its shares, the object its hosts', () => {
    assert.deepEqual(lenses(ROUTES, { ...ALL, references: false }), [
      '4: routes to cart, ledger',
      '9: routes: 90 % v1, 10 % v2',
    ]);
  });
  test('the only route is told of at the object', () => {
    const only = ROUTES.slice(0, ROUTES.lastIndexOf('    - route:'));
    assert.deepEqual(lenses(only, { ...ALL, references: false }), ['4: routes: 90 % v1, 10 % v2']);
  });
  test('several hosts, and weights that nothing can follow', () => {
    const two = ROUTES.replace('cart.shop.svc.cluster.local, subset: v2', 'ledger');
    assert.ok(lenses(two).includes('9: routes: 90 % cart v1, 10 % ledger'));
    const none = ROUTES.replace('90', '0').replace('weight: 10', 'weight: 0');
    assert.ok(lenses(none).includes('9: routes: 0 % v1, 0 % v2'));
  });
  test('Gateway API routes: an absent weight is 1', () => {
    const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: here, namespace: shop }
spec:
  rules:
    - backendRefs: [{ name: cart, port: 80, weight: 3 }, { name: ledger, namespace: bank, port: 7000 }]
`;
    assert.deepEqual(lenses(route), ['3: routes: 75 % cart, 25 % ledger']);
  });
});

describe('reference lenses', () => {
  test('a Service counts uses from every namespace that means it', () => {
    assert.deepEqual(places('core/Service/shop/cart', 'references', 'metadata.name'), [
      'cart.shop.svc.cluster.local',
      'cart.shop.svc.cluster.local',
      'cart',
      'cart',
      'cart',
      'cart.shop.svc.cluster.local',
      'cart',
    ]);
  });
  test('one that is hidden from its user counts it, and nobody else', () => {
    const used = ROUTES.replace('host: ledger', 'host: ledger.bank.svc.cluster.local').replace(
      'namespace: bank',
      'namespace: shop',
    );
    const { snapshot } = inMesh(`${used}$0`);
    const key = {
      kind: 'references',
      resource: 'core/Service/bank/ledger',
      index: 2,
      path: 'metadata.name',
    } as const;
    assert.equal(resolveCodeLens(snapshot, MESH_URI, key)?.title, '1 reference');
  });
  test('subsets, and hosts of a ServiceEntry', () => {
    const rule = 'networking.istio.io/DestinationRule/shop/cart';
    assert.deepEqual(places(rule, 'references', 'spec.subsets[1].name'), ['v2']);
    const text = `apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: { name: here, namespace: shop }
spec:
  hosts:
    - api.example
    - www.example
`;
    assert.deepEqual(lenses(text), ['6: 0 references', '7: 0 references']);
  });
  test('objects that most often stand alone have a lens only when they are named', () => {
    const account = (name: string) =>
      `apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: ${name}, namespace: shop }\n`;
    assert.deepEqual(lenses(account('nobody')), []);
    assert.deepEqual(lenses(account('cart')), ['3: 2 references']);
    const rule =
      'apiVersion: networking.istio.io/v1\nkind: DestinationRule\nmetadata: { name: x }\nspec: { host: x }\n';
    assert.deepEqual(lenses(rule), []);
  });
  test('a Gateway counts once, whatever else its name stands for', () => {
    const gateway = `apiVersion: gateway.networking.k8s.io/v1
kind: Gateway
metadata: { name: here, namespace: edge }
spec: { gatewayClassName: istio, listeners: [{ name: http, port: 80, protocol: HTTP }] }
`;
    assert.deepEqual(lenses(gateway), ['3: 0 references']);
  });
});

describe('selector lenses', () => {
  const policy = (selector: string, namespace = 'shop') => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: here, namespace: ${namespace} }
spec:
  selector: ${selector}
`;
  test('of policies', () => {
    assert.deepEqual(lenses(policy('{ matchLabels: { app: cart } }')), ['5: selects 2 workloads']);
    assert.deepEqual(lenses(policy('{ matchLabels: { app: cart } }', 'bank')), [
      '5: selects no workload in these files',
    ]);
    assert.deepEqual(lenses(policy('{ matchLabels: { app: front } }', 'istio-system')), [
      '5: selects 1 workload',
    ]);
    assert.deepEqual(lenses(policy('{}')), []);
  });
  test('of subsets, beside their references', () => {
    const rule = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: here, namespace: shop }
spec:
  host: vms.example
  subsets:
    - name: old
      labels: { tier: old }
`;
    assert.deepEqual(lenses(rule), ['7: 0 references', '7: selects 1 endpoint']);
  });
  test('in broken text', () => {
    assert.deepEqual(lenses(policy('{ matchLabels: { app: cart }')), ['5: selects 2 workloads']);
  });
  test('places lead to the workloads', () => {
    assert.deepEqual(places('core/Service/shop/cart', 'selectors', 'spec.selector'), ['cart-v1', 'cart-v2']);
  });
});

describe('lenses', () => {
  test('each sort can be switched off', () => {
    const none = {
      references: false,
      routes: false,
      selectors: false,
      explain: false,
      panels: false,
      tests: false,
    };
    assert.deepEqual(lenses(ROUTES, none), []);
    const { snapshot } = inMesh('$0');
    for (const kind of ['references', 'routes', 'selectors'] as const) {
      const found = codeLenses(snapshot, MESH_URI, { ...none, [kind]: true });
      assert.ok(found.length > 0);
      assert.deepEqual([...new Set(found.map(({ key }) => key.kind))], [kind]);
    }
  });
  test('panels are offered above what they have something to say of', () => {
    const none = { references: false, routes: false, selectors: false, explain: false, tests: false };
    const panels = { ...none, panels: true };
    assert.deepEqual(lenses(ROUTES, panels), ['4: Show routes', '4: Simulate a request', '4: Show in graph']);
    assert.deepEqual(lenses('apiVersion: v1\nkind: Service\nmetadata: { name: a }\n', panels), [
      '3: Simulate a request',
      '3: Show in graph',
    ]);
    assert.deepEqual(lenses('apiVersion: v1\nkind: Secret\nmetadata: { name: a }\n', panels), []);
  });
  test('a lens whose object is gone has no text', () => {
    const { snapshot } = inMesh('$0');
    const gone = {
      kind: 'references',
      resource: 'core/Service/shop/gone',
      index: 0,
      path: 'metadata.name',
    } as const;
    assert.equal(resolveCodeLens(snapshot, MESH_URI, gone), undefined);
    const moved = { ...gone, resource: 'core/Service/shop/cart', path: 'spec.nowhere' };
    assert.equal(resolveCodeLens(snapshot, MESH_URI, moved), undefined);
  });
});
