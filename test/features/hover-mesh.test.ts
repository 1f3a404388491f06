// Not fixtures: these judge the text of hovers over names of the mesh, from several namespaces.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { hover } from '../../server/src/features/hover/index.ts';
import type { WorldConfig } from '../../server/src/workspace/world-config.ts';
import { meshSnapshot } from './marked-text.ts';
import { HERE_URI, inMesh, MESH, MESH_URI, routeFrom } from './mesh-files.ts';

interface Shown {
  readonly markdown: string;
  readonly word: string;
  /** Text that each link leads to, by its label. */
  readonly links: ReadonlyMap<string, string>;
}

function at(marked: string, config: Partial<WorldConfig> = {}): Shown | undefined {
  const { snapshot, text, offset } = inMesh(marked, config);
  const found = hover(snapshot, HERE_URI, offset);
  if (found === undefined) return undefined;
  const links = [...found.markdown.matchAll(/\[`([^`]+)`\]\(place:(\d+)\)/g)].map(
    ([, label = '', index]): [string, string] => {
      const place = found.places[Number(index)];
      const target = place?.uri === MESH_URI ? MESH : text;
      return [label, target.slice(place?.range.start, place?.range.end)];
    },
  );
  return {
    markdown: found.markdown,
    word: text.slice(found.range.start, found.range.end),
    links: new Map(links),
  };
}

function has(shown: Shown | undefined, ...parts: readonly (string | RegExp)[]): void {
  for (const part of parts) {
    const isThere =
      typeof part === 'string' ? shown?.markdown.includes(part) : part.test(shown?.markdown ?? '');
    assert.ok(isThere, `no ${part} in:\n${shown?.markdown}`);
  }
}

function lacks(shown: Shown | undefined, ...parts: readonly string[]): void {
  for (const part of parts) assert.ok(!shown?.markdown.includes(part), `${part} in:\n${shown?.markdown}`);
}

describe('hover of a host', () => {
  test('same namespace: the service with its ports, workloads, subsets and rules', () => {
    const shown = at(routeFrom('shop', '{ host: ca$0rt }'));
    assert.equal(shown?.word, 'cart');
    has(
      shown,
      /^\*\*`cart\.shop\.svc\.cluster\.local`\*\* · Service \[`shop\/cart`\]/,
      '| 80 | `http-web` | http |',
      '| 9000 | `admin` | found out by sniffing |',
      /Behind it: 2 workloads \(\[`cart-v1`\].*, \[`cart-v2`\]/,
      /- \[`v1`\]\(place:\d+\) `version=v1`: 1 workload \(\[`cart-v1`\]/,
      /- VirtualService \[`shop\/cart`\]/,
      /- VirtualService \[`shop\/cart-private`\]/,
      /- DestinationRule \[`shop\/cart`\]/,
      /- AuthorizationPolicy \[`shop\/cart-access`\]\(place:\d+\) `DENY`/,
      /- PeerAuthentication \[`istio-system\/default`\]\(place:\d+\) `STRICT`/,
    );
    lacks(shown, 'people', 'ledger');
    assert.equal(shown.links.get('cart-v2'), 'cart-v2');
    assert.equal(shown.links.get('v2'), 'v2');
  });
  test('on the value the field has no word; on its key the field follows', () => {
    lacks(at(routeFrom('shop', '{ host: ca$0rt }')), '[Reference]');
    has(at(routeFrom('shop', '{ ho$0st: cart }')), /^\*\*`cart\.shop/, '\n\n---\n\n**host** · string');
  });
  test('other namespace: only what is exported there', () => {
    const shown = at(routeFrom('bank', '{ host: cart.shop.svc.clu$0ster.local }'));
    has(shown, 'Service [`shop/cart`]', 'Calls from namespace `bank`', '- VirtualService [`shop/cart`]');
    lacks(shown, 'cart-private');
  });
  test('the namespace inside of the name tells of the host too', () => {
    has(at(routeFrom('bank', '{ host: cart.sh$0op.svc.cluster.local }')), /^\*\*`cart\.shop\.svc/);
  });
  test('invisible through exportTo', () => {
    const shown = at(routeFrom('shop', '{ host: ledger.bank.svc.cluster.lo$0cal }'));
    has(shown, 'exported to `bank`, `audit`', '**Not exported to namespace `shop`**');
    lacks(shown, '7000');
    has(at(routeFrom('audit', '{ host: ledger.bank.svc.cluster.lo$0cal }')), '| 7000 | `grpc` | grpc |');
  });
  test('a wildcard of the registry', () => {
    const shown = at(routeFrom('shop', '{ host: eu.part$0ner.example }'));
    has(
      shown,
      'ServiceEntry [`shop/partners`]',
      'by its wildcard `*.partner.example`',
      '| 443 | `tls` | TLS |',
    );
  });
  test('a wildcard of its own covers hosts', () => {
    const rule = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: all, namespace: shop }
spec:
  host: "*.sh$0op.svc.cluster.local"
`;
    has(at(rule), '**`*.shop.svc.cluster.local`** covers', '`cart`');
  });
  test('listed endpoints', () => {
    has(at(routeFrom('shop', '{ host: vms.exam$0ple }')), 'Behind it: 2 listed endpoints');
  });
  test('not found, with what certainty', () => {
    const missing = routeFrom('shop', '{ host: no$0ne }');
    has(
      at(missing, { completeness: 'complete' }),
      '**`none.shop.svc.cluster.local`**',
      'No Service or ServiceEntry of these files',
    );
    has(at(missing), 'it may exist outside of them');
    has(at(missing, { completeness: 'partial' }), 'it may exist outside of them');
    has(at(missing, { externalHosts: ['none.shop.*'] }), 'Declared in `meshwright.json`');
  });
  test('where it is defined', () => {
    const snapshot = meshSnapshot(new Map([[MESH_URI, MESH]]));
    const found = hover(snapshot, MESH_URI, MESH.indexOf('name: cart, namespace: shop') + 7);
    assert.match(found?.markdown ?? '', /^\*\*`cart\.shop\.svc\.cluster\.local`\*\* · Service/);
  });
  test('in broken text', () => {
    has(at(routeFrom('shop', '{ host: ca$0rt, subset')), /^\*\*`cart\.shop/);
    has(at(routeFrom('shop', `\n            host: ca$0rt\n            port:\n   x`)), /^\*\*`cart\.shop/);
  });
});

describe('hover of a subset', () => {
  test('its labels and workloads, from every namespace that follows the rule', () => {
    for (const namespace of ['shop', 'bank']) {
      const shown = at(routeFrom(namespace, '{ host: cart.shop.svc.cluster.local, subset: v$02 }'));
      has(
        shown,
        '**`v2`** · subset of `cart.shop.svc.cluster.local` in DestinationRule [`shop/cart`]',
        '`version=v2`: 1 workload ([`cart-v2`]',
      );
    }
  });
  test('one that the rule does not have', () => {
    const shown = at(routeFrom('shop', '{ host: cart, subset: v$09 }'));
    has(shown, 'no subset of `cart.shop.svc.cluster.local`', 'the known ones are [`v1`]', '[`v2`]');
  });
  test('a rule that stays in its namespace', () => {
    const rule = `---
apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: hidden, namespace: shop }
spec: { host: vms.example, exportTo: [.], subsets: [{ name: old, labels: { tier: old } }] }
`;
    const from = (namespace: string) =>
      at(routeFrom(namespace, '{ host: vms.example, subset: ol$0d }') + rule);
    has(from('shop'), '`tier=old`: 1 listed endpoint');
    lacks(from('shop'), 'does not apply');
    has(from('bank'), 'does not apply to calls from namespace `bank`');
  });
});

describe('hover of gateways', () => {
  test('servers, workloads, users', () => {
    const marked = routeFrom('shop', '{ host: cart }').replace('edge/front', 'edge/fr$0ont');
    has(
      at(marked),
      '**`front`** · Gateway [`edge/front`]',
      '| 443 | HTTPS | `shop.example` | SIMPLE `shop-cert` |',
      'Carried by 1 workload ([`front`]',
      'Used by VirtualService [`shop/here`]',
    );
    has(
      at(routeFrom('shop', '{ host: cart }').replace('edge/front', 'ed$0ge/front')),
      '· Gateway [`edge/front`]',
    );
    has(
      at(routeFrom('shop', '{ host: cart }').replace('edge/front', 'edge/ba$0ck'), {
        completeness: 'complete',
      }),
      '**`edge/back`** · gateway',
      'No object of these files has this name.',
    );
    has(
      at(routeFrom('shop', '{ host: cart }').replace('edge/front', 'edge/ba$0ck')),
      '**`edge/back`** · gateway',
      'it may exist outside of them',
    );
  });
  test('Gateway API: listeners and the parent of a route', () => {
    const route = `apiVersion: gateway.networking.k8s.io/v1
kind: HTTPRoute
metadata: { name: here, namespace: shop }
spec:
  parentRefs:
    - { name: web, namespace: edge, sectionName: http }
  rules:
    - matches: [{ path: { type: RegularExpression, value: "/a+" } }]
      backendRefs:
        - { name: cart, port: 80, weight: 3 }
        - { name: cart, port: 9000 }
`;
    has(
      at(route.replace('name: web', 'name: w$0eb')),
      'of class `istio`',
      '| `http` | 80 | HTTP | `*.shop.example` |',
      '`web-istio`',
    );
    has(at(route.replace('sectionName: http', 'sectionName: ht$0tp')), 'listener of Gateway [`edge/web`]');
    has(
      at(route.replace('port: 80', 'port: 8$00')),
      '**port `80`** of Service [`shop/cart`]',
      'container port `web`',
    );
    has(
      at(route.replace('"/a+"', '"/a$0+"')),
      'RE2, compared with the **whole** text',
      'Matches, for example, `/a`',
    );
    has(at(route.replace('weight: 3', 'weight: $03')), '**75 %** of this route (3 of 4)');
  });
});

describe('hover of selectors', () => {
  const policy = (labels: string, namespace = 'shop') => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: here, namespace: ${namespace} }
spec:
  selector:
    matchLabels: ${labels}
`;
  test('key, value and the field around it', () => {
    const plain = policy('{ app: cart }');
    for (const marked of [
      plain.replace('app', 'a$0pp'),
      plain.replace('cart', 'ca$0rt'),
      plain.replace('matchLabels', 'match$0Labels'),
      plain.replace('selector', 'sel$0ector'),
    ]) {
      has(at(marked), '**`app=cart`** in namespace `shop`', /Selects 2 workloads \(\[`cart-v1`\]/);
    }
  });
  test('another namespace has other workloads; the root namespace has all', () => {
    has(
      at(policy('{ app: ca$0rt }', 'bank')),
      'Selects no workload in these files',
      'Nothing carries `app=cart`.',
    );
    has(at(policy('{ app: ca$0rt }', 'istio-system')), 'all namespaces', '`shop/cart-v1`');
  });
  test('labels that no workload carries together', () => {
    has(at(policy('{ version: v1, app: fr$0ont }')), 'Nothing carries `app=front`.');
    has(at(policy('{ version: v1, app: ca$0rt, broken')), 'Selects 1 workload');
  });
  test('a subset asks the workloads of its host', () => {
    const rule = `apiVersion: networking.istio.io/v1
kind: DestinationRule
metadata: { name: here, namespace: shop }
spec: { host: cart, subsets: [{ name: a, labels: { version: v$01 } }] }
`;
    has(at(rule), '**`version=v1`** in the service `cart`', 'Selects 1 workload ([`cart-v1`]');
  });
});

describe('hover of identities', () => {
  const policy = (source: string) => `apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: { name: here, namespace: bank }
spec:
  rules:
    - from:
        - source: ${source}
`;
  test('a principal, anywhere in it', () => {
    for (const principal of [
      'cluster.local/ns/shop/sa/ca$0rt',
      'clus$0ter.local/ns/shop/sa/cart',
      '$0*/ns/shop/sa/cart',
    ]) {
      has(
        at(policy(`{ principals: ["${principal}"] }`)),
        '**`shop/cart`** · service account [`shop/cart`]',
        'Principal: `cluster.local/ns/shop/sa/cart`',
        'Runs 2 workloads ([`cart-v1`]',
      );
    }
  });
  test('of another mesh, and of nobody', () => {
    has(at(policy('{ principals: ["other/ns/shop/sa/ca$0rt"] }')), 'of another mesh');
    has(at(policy('{ principals: ["cluster.local/ns/shop/sa/no$0ne"] }')), 'Runs no workload in these files');
  });
  test('a namespace', () => {
    has(
      at(policy('{ namespaces: [sh$0op] }')),
      '**`shop`** · namespace [`shop`]',
      'Sidecars are injected',
      '2 workloads',
    );
    has(at(policy('{ namespaces: [no$0where] }')), 'it may exist outside of them');
  });
  test('an issuer', () => {
    has(
      at(policy('{ requestPrincipals: ["https://id.exa$0mple/*"] }')),
      '**`https://id.example`** · issuer of JWTs',
      'RequestAuthentication [`bank/people`](place:0): keys from `https://id.example/keys`, audiences `shop`',
    );
  });
  test('a provider', () => {
    const custom = policy('{ namespaces: [a] }').replace(
      'rules:',
      'action: CUSTOM\n  provider: { name: gu$0ard }\n  rules:',
    );
    has(
      at(custom),
      '**`guard`** · extension provider `envoyExtAuthzGrpc`',
      '`guard.bank.svc.cluster.local`, port 9000',
    );
  });
  test('a Secret without what it holds', () => {
    const gateway = `apiVersion: networking.istio.io/v1
kind: Gateway
metadata: { name: here, namespace: edge }
spec:
  selector: { app: front }
  servers:
    - port: { number: 443, name: https, protocol: HTTPS }
      hosts: ["*"]
      tls: { mode: SIMPLE, credentialName: shop-$0cert }
`;
    const shown = at(gateway);
    has(shown, '· Secret [`edge/shop-cert`]', 'Type: `kubernetes.io/tls`', 'Keys: `tls.crt`, `tls.key`');
    lacks(shown, 'open-sesame', 'do-not-show');
    has(at(gateway.replace('shop-$0cert', 'oth$0er')), '**`other`** · credential');
  });
});

describe('hover of values', () => {
  const route = (inner: string) => `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: here, namespace: shop }
spec:
  hosts: [cart]
  http:
    - ${inner}
`;
  test('a weight', () => {
    const split = (weights: readonly string[]) =>
      route(
        `route: [${weights.map((each) => `{ destination: { host: cart, subset: v1 }, weight: ${each} }`).join(', ')}]`,
      );
    has(
      at(split(['$01', '2'])),
      '**33.3 %** of this route (1 of 3)',
      '| `cart` `v1` | 2 | 66.7 % |',
      '**weight** · integer',
    );
    has(at(split(['$05'])), '**100 %** of this route');
    has(at(split(['$00', '0'])), 'nothing gets traffic');
  });
  test('a regular expression', () => {
    const regex = (pattern: string) => at(route(`match: [{ uri: { regex: '${pattern}' } }]`));
    has(
      regex('(?i)/api/v[0-9]$0+/.*'),
      /^RE2, compared with the \*\*whole\*\* text/,
      '`i`: case does not matter',
      'Matches, for example, `/api/v0/x`',
    );
    has(regex('/ca$0rt'), 'Matches, for example, `/cart`', 'but not `/cart/more`');
    has(regex('(?$0=x)'), 'is no valid RE2 expression');
  });
  test('a regular expression that would cost JavaScript its life', () => {
    const start = performance.now();
    has(at(route(`match: [{ uri: { regex: '(a+)+$0b' } }]`)), 'RE2');
    assert.ok(performance.now() - start < 2000);
  });
  test('texts of users do not format', () => {
    const shown = at(routeFrom('shop', '{ host: "a`b](place:0)|c$0" }'));
    has(shown, '`` a`b](place:0)|c');
    assert.equal(shown?.links.size, 0);
  });
});

test('a name that hides or reorders text is shown with what it hides, as code', () => {
  const hostile = '"<img src=x onerror=alert(1)>\\u202e\\u0007`javascript:alert(1)"';
  const shown = at(`
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: hostile, namespace: shop }
spec: { hosts: [cart], http: [{ route: [{ destination: { host: $0${hostile} } }] }] }
`);
  has(shown, '`` <img src=x onerror=alert(1)>⟨U+202E⟩⟨U+0007⟩`javascript:alert(1) ``');
});
