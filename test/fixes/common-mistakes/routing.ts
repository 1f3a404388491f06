/** Mistakes in routes and in how things are written. */
import { type CommonMistake, configuration, object, toHost, virtualService } from './mesh.ts';

export const ROUTING_MISTAKES: readonly CommonMistake[] = [
  {
    mistake: 'a subset that the DestinationRule lacks, with pods that have its label',
    text:
      toHost('{ host: ratings, subset: canary }', 'ratings') +
      '---\n' +
      object('DestinationRule', 'ratings', 'host: ratings\nsubsets: [{ name: v1, labels: { version: v1 } }]'),
    rule: 'virtual-service/subset-not-found',
    fix: 'Define subset "canary" (version=canary) in DestinationRule "ratings"',
  },
  {
    mistake: 'a subset, and no DestinationRule at all',
    text: toHost('{ host: ratings, subset: v1 }', 'ratings'),
    rule: 'virtual-service/subset-not-found',
    fix: 'Create DestinationRule "ratings" with "v1"',
  },
  {
    mistake: 'a subset with a slip of the pen',
    text: toHost('{ host: reviews, subset: v11 }'),
    rule: 'virtual-service/subset-not-found',
    fix: 'Use subset "v1"',
  },
  {
    mistake: 'a host with a slip of the pen',
    text: virtualService(
      'reviews',
      'hosts: [reviews]\nhttp: [{ route: [{ destination: { host: reviewz } }] }]',
    ),
    rule: 'virtual-service/host-not-found',
    fix: 'Use host "reviews"',
  },
  {
    mistake: 'a short host of another namespace',
    text: virtualService(
      'shop',
      'hosts: [shop.example]\ngateways: [public]\nhttp: [{ route: [{ destination: { host: reviews } }] }]',
      'edge',
    ),
    rule: 'virtual-service/host-not-found',
    fix: 'Use host "reviews.shop.svc.cluster.local"',
  },
  {
    mistake: 'a gateway of another namespace without that',
    text: virtualService(
      'shop',
      'hosts: [shop.example]\ngateways: [public]\nhttp: [{ route: [{ destination: { host: reviews } }] }]',
    ),
    rule: 'virtual-service/gateway-not-found',
    fix: 'Use gateway "edge/public"',
  },
  {
    mistake: 'a host that the gateway does not admit',
    text: virtualService(
      'blog',
      'hosts: [blog.example]\ngateways: [edge/public]\nhttp: [{ route: [{ destination: { host: reviews } }] }]',
    ),
    rule: 'virtual-service/host-not-in-gateway',
    fix: 'Let port 80 (HTTP) of Gateway "public" serve "blog.example"',
  },
  {
    mistake: 'a port that the service does not have',
    text: toHost('{ host: reviews, port: { number: 8080 } }'),
    rule: 'virtual-service/port-not-found',
    fix: 'Use port 80',
  },
  {
    mistake: 'no port where the service has several',
    text: toHost('{ host: stock }', 'stock'),
    rule: 'virtual-service/port-required',
    fix: 'Choose port 80',
  },
  {
    mistake: 'a route that nothing reaches, behind one for all',
    text: virtualService(
      'reviews',
      'hosts: [reviews]\nhttp:\n  - route: [{ destination: { host: reviews } }]\n  - match: [{ uri: { prefix: /new } }]\n    route: [{ destination: { host: ratings } }]',
    ),
    rule: 'virtual-service/unreachable-route',
    fix: 'Move it in front of route 1',
  },
  {
    mistake: 'two VirtualServices for one host',
    text:
      virtualService(
        'a',
        'hosts: [reviews]\nhttp: [{ match: [{ uri: { prefix: /a } }], route: [{ destination: { host: reviews } }] }]',
      ) +
      '---\n' +
      virtualService('b', 'hosts: [reviews]\nhttp: [{ route: [{ destination: { host: reviews } }] }]'),
    rule: 'virtual-service/conflicting-hosts',
    fix: 'Merge it into "b"',
  },
  {
    mistake: 'weights that send nothing anywhere',
    text: virtualService(
      'reviews',
      'hosts: [reviews]\nhttp:\n  - route:\n      - { destination: { host: reviews }, weight: 0 }\n      - { destination: { host: ratings }, weight: 0 }',
    ),
    rule: 'virtual-service/all-weights-zero',
    fix: 'Share the traffic equally',
  },
  {
    mistake: 'a delegate that nobody wrote',
    text: virtualService(
      'front',
      'hosts: [shop.example]\ngateways: [edge/public]\nhttp: [{ match: [{ uri: { prefix: /r } }], delegate: { name: ratings } }]',
    ),
    rule: 'virtual-service/delegate-not-found',
    fix: 'Create VirtualService "ratings" in namespace "shop", with all requests to "ratings"',
  },
  {
    mistake: 'a host outside, in a mesh that lets nothing else through',
    text: `${configuration('outboundTrafficPolicy: { mode: REGISTRY_ONLY }')}---\n${virtualService(
      'pay',
      'hosts: [api.pay.example]\nhttp: [{ timeout: 5s, route: [{ destination: { host: api.pay.example } }] }]',
    )}`,
    rule: 'virtual-service/host-not-found',
    fix: 'Create ServiceEntry "api-pay-example" for "api.pay.example" (port 80, HTTP)',
  },
  {
    mistake: 'tries that take longer than the request may',
    text: virtualService(
      'reviews',
      'hosts: [reviews]\nhttp:\n  - timeout: 3s\n    retries: { attempts: 3, perTryTimeout: 5s }\n    route: [{ destination: { host: reviews } }]',
    ),
    rule: 'virtual-service/try-longer-than-timeout',
    fix: 'Give each of 4 tries 750ms',
  },
  {
    mistake: 'an unknown condition for retries',
    text: virtualService(
      'reviews',
      'hosts: [reviews]\nhttp:\n  - retries: { attempts: 2, retryOn: gateway-eror }\n    route: [{ destination: { host: reviews } }]',
    ),
    rule: 'virtual-service/unknown-retry-condition',
    fix: 'Use "gateway-error"',
  },
  {
    mistake: 'a timeout, and nothing else',
    text: virtualService('stock', 'hosts: [stock]\nhttp: [{ timeout: 5s }]'),
    rule: 'virtual-service/route-without-action',
    fix: 'Route to "stock"',
  },
  {
    mistake: 'a kind under the wrong group',
    text: object(
      'PeerAuthentication',
      'ratings',
      'selector: { matchLabels: { app: ratings } }\nmtls: { mode: STRICT }',
    ).replace('security.istio.io', 'networking.istio.io'),
    rule: 'schema/unknown-kind',
    fix: 'Use "security.istio.io/v1"',
  },
  {
    mistake: 'a field with a slip of the pen',
    text: toHost('{ hosst: reviews }'),
    rule: 'schema/unknown-field',
    fix: 'Rename to "host"',
  },
  {
    mistake: 'a field one level too deep',
    text: virtualService(
      'reviews',
      'hosts: [reviews]\nhttp:\n  - route:\n      - destination: { host: reviews }\n        timeout: 5s',
    ),
    rule: 'schema/unknown-field',
    fix: 'Move to "spec.http[0].timeout"',
  },
  {
    mistake: 'a duration without a unit',
    text: virtualService(
      'reviews',
      'hosts: [reviews]\nhttp: [{ timeout: 5, route: [{ destination: { host: reviews } }] }]',
    ),
    rule: 'schema/wrong-type',
    fix: 'Write "5s"',
  },
  {
    mistake: 'a kind with a slip of the pen',
    text: toHost('{ host: reviews }').replace('VirtualService', 'VirtualSerivce'),
    rule: 'schema/unknown-kind',
    fix: 'Use kind "VirtualService"',
  },
  {
    mistake: 'a word that the field does not take',
    text: object(
      'PeerAuthentication',
      'reviews',
      'selector: { matchLabels: { app: reviews } }\nmtls: { mode: STRIKT }',
    ),
    rule: 'schema/not-allowed-value',
    fix: 'Use "STRICT"',
  },
  {
    mistake: 'a label that YAML reads as a boolean',
    text: toHost('{ host: reviews }').replace('namespace: shop', 'namespace: shop, labels: { canary: on }'),
    rule: 'schema/wrong-type',
    fix: 'Put it in quotes',
  },
];
