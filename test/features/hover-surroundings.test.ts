/** Every form of hover says the same whatever is broken around it, and from where it must say something else. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hover } from '../../server/src/features/hover/index.ts';
import { object, SURROUNDINGS } from './completion-places.ts';
import { HERE_URI, inMesh, routeFrom } from './mesh-files.ts';

interface Form {
  readonly name: string;
  readonly text: string;
  /** Words of the hover in the namespace of the thing, or where all see it. */
  readonly says: readonly string[];
}

const FORMS: readonly Form[] = [
  {
    name: 'a host',
    text: routeFrom('shop', '{ host: ca$0rt }'),
    says: ['cart.shop.svc.cluster.local', '`v1`'],
  },
  {
    name: 'a host from another namespace',
    text: routeFrom('edge', '{ host: ca$0rt.shop.svc.cluster.local }'),
    says: ['cart.shop.svc.cluster.local', '9000'],
  },
  {
    name: 'a hidden host',
    text: routeFrom('shop', '{ host: led$0ger.bank.svc.cluster.local }'),
    says: ['Not exported to namespace `shop`'],
  },
  {
    name: 'a host of a wildcard',
    text: routeFrom('shop', '{ host: a.pa$0rtner.example }'),
    says: ['*.partner.example'],
  },
  { name: 'a subset', text: routeFrom('shop', '{ host: cart, subset: v$01 }'), says: ['version', 'cart-v1'] },
  {
    name: 'a subset from another namespace',
    text: routeFrom('bank', '{ host: cart.shop.svc.cluster.local, subset: v$02 }'),
    says: ['version', 'cart-v2'],
  },
  {
    name: 'a port',
    text: routeFrom('shop', '{ host: cart, port: { number: 8$00 } }'),
    says: ['http-web'],
  },
  {
    name: 'a gateway',
    text: object('VirtualService', 'shop', '  gateways: [edge/fro$0nt]\n'),
    says: ['shop.example', 'Carried by 1 workload'],
  },
  {
    name: 'a selector',
    text: object('AuthorizationPolicy', 'shop', '  selector:\n    matchLabels:\n      app: ca$0rt\n'),
    says: ['2 workloads'],
  },
  {
    name: 'a selector of another namespace',
    text: object('AuthorizationPolicy', 'bank', '  selector:\n    matchLabels:\n      app: ca$0rt\n'),
    says: ['no workload'],
  },
  {
    name: 'a principal',
    text: object(
      'AuthorizationPolicy',
      'bank',
      '  rules:\n    - from:\n        - source:\n            principals: [cluster.local/ns/shop/sa/ca$0rt]\n',
    ),
    says: ['`shop/cart`', '2 workloads'],
  },
  {
    name: 'a principal for every trust domain',
    text: object(
      'AuthorizationPolicy',
      'bank',
      '  rules:\n    - from:\n        - source:\n            principals: ["*/ns/shop/sa/ca$0rt"]\n',
    ),
    says: ['`shop/cart`'],
  },
  {
    name: 'a namespace',
    text: object(
      'AuthorizationPolicy',
      'bank',
      '  rules:\n    - from:\n        - source:\n            namespaces: [sh$0op]\n',
    ),
    says: ['`shop`'],
  },
  {
    name: 'a credential',
    text: object(
      'Gateway',
      'edge',
      '  selector: { app: front }\n  servers:\n    - tls:\n        credentialName: shop$0-cert\n',
    ),
    says: ['shop-cert'],
  },
  {
    name: 'a provider',
    text: object('AuthorizationPolicy', 'shop', '  action: CUSTOM\n  provider:\n    name: gu$0ard\n'),
    says: ['guard'],
  },
  {
    name: 'a duration',
    text: object('VirtualService', 'shop', '  http:\n    - timeout: 9$00s\n'),
    says: ['1 minute'],
  },
  {
    name: 'a regular expression',
    text: object(
      'VirtualService',
      'shop',
      '  http:\n    - match:\n        - uri:\n            regex: /a$0.*\n',
    ),
    says: ['RE2'],
  },
  {
    name: 'a weight',
    text: object(
      'VirtualService',
      'shop',
      '  http:\n    - route:\n        - destination: { host: cart, subset: v1 }\n          weight: 9$00\n        - destination: { host: cart, subset: v2 }\n          weight: 10\n',
    ),
    says: ['90 %'],
  },
];

for (const { name, text, says } of FORMS) {
  describe(`hover of ${name}`, () => {
    for (const [suffix, around] of SURROUNDINGS) {
      it(`says the same${suffix}`, () => {
        const { snapshot, offset } = inMesh(around(text));
        const markdown = hover(snapshot, HERE_URI, offset)?.markdown ?? '';
        for (const word of says) assert.ok(markdown.includes(word), `no "${word}" in:\n${markdown}`);
      });
    }
  });
}
