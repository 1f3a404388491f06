/** Completion of headers, conditions and other words that others use, and of suppressions. */
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { completion } from '../../server/src/features/completion/index.ts';
import { describePlaces, names, OTHERS, object, offered, type Place } from './completion-places.ts';
import { meshSnapshot, unmark } from './marked-text.ts';
import { HERE_URI } from './mesh-files.ts';

const WORDS: readonly Place[] = [
  {
    at: 'headers of a match: used ones first',
    text: object('VirtualService', 'shop', '  http:\n    - match:\n        - headers:\n            $0\n'),
    mesh: OTHERS,
    offers: ['x-served-by', 'x-tenant', 'authorization', '@request.auth.claims.team'],
    isKey: true,
  },
  {
    at: 'headers without any use',
    text: object('VirtualService', 'shop', '  http:\n    - match:\n        - headers:\n            $0\n'),
    offers: ['authorization', 'cookie'],
    never: ['x-tenant'],
    isKey: true,
  },
  {
    at: 'the header of a hash',
    text: object(
      'DestinationRule',
      'shop',
      '  host: cart\n  trafficPolicy:\n    loadBalancer:\n      consistentHash:\n        httpHeaderName: $0\n',
    ),
    mesh: OTHERS,
    offers: ['x-tenant', 'cookie'],
  },
  {
    at: 'the header of a Gateway API match',
    text: object(
      'HTTPRoute',
      'shop',
      '  rules:\n    - matches:\n        - headers:\n            - name: $0\n',
    ),
    mesh: OTHERS,
    offers: ['x-tenant'],
  },
  {
    at: 'retries: what is typed in front of the comma stays',
    text: object('VirtualService', 'shop', '  http:\n    - retries:\n        retryOn: 5xx,$0\n'),
    offers: ['5xx,gateway-error', '5xx,retriable-4xx', '5xx,503'],
    never: ['5xx,5xx'],
    gives: '        retryOn: 5xx,gateway-error',
  },
  {
    at: 'which requests are logged',
    text: object('Telemetry', 'shop', '  accessLogging:\n    - filter:\n        expression: $0\n'),
    offers: ['response.code >= 400', 'connection.mtls == false'],
  },
  {
    at: 'methods of a policy',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - to:\n        - operation:\n            methods: [GET, $0]\n',
    ),
    offers: ['POST', 'DELETE', 'HEAD'],
    never: ['GET'],
  },
  {
    at: 'the method of a match',
    text: object(
      'VirtualService',
      'shop',
      '  http:\n    - match:\n        - method:\n            exact: $0\n',
    ),
    offers: ['GET', 'POST'],
  },
  {
    at: 'paths and gRPC services of a policy',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - to:\n        - operation:\n            paths:\n              - $0\n',
    ),
    mesh: OTHERS,
    offers: ['/pay', '/shop.Cart/*', '/shop.Till/*'],
  },
  {
    at: 'gRPC services',
    text: object(
      'GRPCRoute',
      'shop',
      '  rules:\n    - matches:\n        - method:\n            service: $0\n',
    ),
    mesh: OTHERS,
    offers: ['shop.Cart', 'shop.Till'],
  },
  {
    at: 'attributes of conditions',
    text: object('AuthorizationPolicy', 'shop', '  rules:\n    - when:\n        - key: $0\n'),
    mesh: OTHERS,
    offers: [
      'request.headers[x-tenant]',
      'request.auth.claims[iss]',
      'request.auth.claims[team]',
      'source.namespace',
    ],
  },
  {
    at: 'values of a condition on namespaces',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - when:\n        - key: source.namespace\n          values: [$0]\n',
    ),
    offers: ['shop', 'bank'],
  },
  {
    at: 'values of a condition on identities',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - when:\n        - key: source.principal\n          values:\n            - $0\n',
    ),
    offers: ['cluster.local/ns/shop/sa/cart'],
    never: ['shop', 'https://id.example/*'],
  },
  {
    at: 'values of a condition on audiences',
    text: object(
      'AuthorizationPolicy',
      'shop',
      '  rules:\n    - when:\n        - key: request.auth.audiences\n          notValues: [$0]\n',
    ),
    mesh: OTHERS,
    offers: ['shop', 'till'],
    never: ['bank'],
  },
  {
    at: 'values of a condition on the issuer',
    text: object(
      'AuthorizationPolicy',
      'bank',
      '  rules:\n    - when:\n        - key: request.auth.claims[iss]\n          values:\n            - $0\n',
    ),
    offers: ['https://id.example'],
  },
  {
    at: 'issuers that others trust',
    text: object('RequestAuthentication', 'shop', '  jwtRules:\n    - issuer: $0\n'),
    mesh: OTHERS,
    offers: ['https://id.example', 'https://two.example'],
  },
  {
    at: 'audiences',
    text: object('RequestAuthentication', 'shop', '  jwtRules:\n    - audiences: [till, $0]\n'),
    mesh: OTHERS,
    offers: ['shop'],
    never: ['till'],
  },
  {
    at: 'claims',
    text: object(
      'RequestAuthentication',
      'shop',
      '  jwtRules:\n    - outputClaimToHeaders:\n        - claim: $0\n',
    ),
    mesh: OTHERS,
    offers: ['team', 'sub'],
  },
  {
    at: 'networks',
    text: object('WorkloadEntry', 'shop', '  network: $0\n'),
    mesh: OTHERS,
    offers: ['vms', 'west'],
  },
  {
    at: 'localities',
    text: object('ServiceEntry', 'shop', '  endpoints:\n    - locality: $0\n'),
    mesh: OTHERS,
    offers: ['eu/eu-1/a'],
    never: ['eu/*', '*'],
  },
  {
    at: 'localities of load balancing: whole regions, too',
    text: object(
      'DestinationRule',
      'shop',
      '  host: cart\n  trafficPolicy:\n    loadBalancer:\n      localityLbSetting:\n        distribute:\n          - from: $0\n',
    ),
    mesh: OTHERS,
    offers: ['eu/eu-1/a', 'eu/*', 'eu/eu-1/*', '*'],
  },
  {
    at: 'hosts of a Gateway: those of what binds to it',
    text: object('Gateway', 'edge', '  servers:\n    - hosts:\n        - $0\n').replace(
      'name: here',
      'name: front',
    ),
    mesh: OTHERS,
    offers: ['a.example', '*', './*'],
  },
  {
    at: 'hosts of a Gateway that nothing binds to',
    text: object('Gateway', 'edge', '  servers:\n    - hosts:\n        - $0\n'),
    mesh: OTHERS,
    offers: ['*'],
    never: ['a.example'],
  },
  {
    at: 'protocols',
    text: object('ServiceEntry', 'shop', '  ports:\n    - protocol: $0\n'),
    offers: ['HTTP', 'TLS'],
  },
];

describePlaces('words', WORDS);

const IGNORED = `apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: here, namespace: shop }
spec:
  hosts: [here.example]
  http:
    - route:
        - destination:
            # COMMENT
            host: nobody
`;

describe('completion of suppressions', () => {
  const at = (comment: string) => offered(IGNORED.replace('COMMENT', comment));

  it('offers the word at the start of a comment', () => {
    const { items } = at('mesh$0');
    assert.deepEqual(
      items.map(({ label, insertText }) => [label, insertText]),
      [['meshwright-ignore', 'meshwright-ignore ']],
    );
  });

  it('offers what is found on the next line first, then every rule', () => {
    const labels = names(at('meshwright-ignore $0').items, 'value');
    assert.equal(labels[0], 'virtual-service/host-not-found');
    assert.ok(labels.includes('gateway/credential-not-found') && labels.includes('yaml/syntax'));
  });

  it('leaves out what is listed, and replaces the whole word', () => {
    const { items, text, offset } = at('meshwright-ignore virtual-service/host-not-found, gate$0way/x');
    const first = items.find(({ label }) => label === 'gateway/credential-not-found');
    assert.ok(!items.some(({ label }) => label === 'virtual-service/host-not-found'));
    assert.equal(text.slice(first?.range.start, first?.range.end), 'gateway/x');
    assert.ok(first !== undefined && first.range.start <= offset);
  });

  it('is silent in the reason, in other comments, and in files of others', () => {
    assert.deepEqual(at('meshwright-ignore virtual-service/host-not-found: because mesh$0').items, []);
    assert.deepEqual(at('nothing$0').items, []);
    const { text, offset } = unmark('# mesh$0\nname: build\non: push\n');
    const found = completion(meshSnapshot(new Map([[HERE_URI, text]])), HERE_URI, offset);
    assert.deepEqual(found.items, []);
  });
});
