/** Mistakes in gateways, policies, entries and labels. */
import { type CommonMistake, configuration, object, workload } from './mesh.ts';

const PROVIDERS = configuration(`extensionProviders:
  - name: authorizer
    envoyExtAuthzGrpc: { service: stock.shop.svc.cluster.local, port: 9000 }`);

export const OTHER_MISTAKES: readonly CommonMistake[] = [
  {
    mistake: 'a DestinationRule for a host with a slip of the pen',
    text: object('DestinationRule', 'ratings', 'host: ratins'),
    rule: 'destination-rule/host-not-found',
    fix: 'Use host "ratings"',
  },
  {
    mistake: 'a gateway that selects no pods',
    text: object(
      'Gateway',
      'other',
      'selector: { app: dor }\nservers: [{ port: { number: 80, name: http, protocol: HTTP }, hosts: [other.example] }]',
      'edge',
    ),
    rule: 'gateway/selector-matches-nothing',
    fix: 'Use app=door',
  },
  {
    mistake: 'a certificate with a slip of the pen',
    text: object(
      'Gateway',
      'other',
      'selector: { app: door }\nservers: [{ port: { number: 443, name: https-other, protocol: HTTPS }, hosts: [other.example], tls: { mode: SIMPLE, credentialName: other-tsl } }]',
      'edge',
    ),
    rule: 'gateway/credential-not-found',
    fix: 'Use Secret "other-tls"',
  },
  {
    mistake: 'TLS without a certificate',
    text: object(
      'Gateway',
      'other',
      'selector: { app: door }\nservers: [{ port: { number: 443, name: https-other, protocol: HTTPS }, hosts: [other.example], tls: { mode: SIMPLE } }]',
      'edge',
    ),
    rule: 'gateway/certificate-missing',
    fix: 'Use certificate "other-tls"',
  },
  {
    mistake: 'TLS settings on a server for HTTP',
    text: object(
      'Gateway',
      'other',
      'selector: { app: door }\nservers: [{ port: { number: 443, name: https-other, protocol: HTTP }, hosts: [other.example], tls: { mode: SIMPLE, credentialName: other-tls } }]',
      'edge',
    ),
    rule: 'gateway/tls-mismatch',
    fix: 'Use protocol "HTTPS"',
  },
  {
    mistake: 'a port that the Service of the gateway does not forward',
    text: object(
      'Gateway',
      'other',
      'selector: { app: door }\nservers: [{ port: { number: 8443, name: https-other, protocol: HTTPS }, hosts: [other.example], tls: { mode: SIMPLE, credentialName: other-tls } }, { port: { number: 9443, name: x, protocol: HTTPS }, hosts: [third.example], tls: { mode: SIMPLE, credentialName: other-tls } }]',
      'edge',
    ),
    rule: 'gateway/port-not-on-service',
    fix: 'Forward port 9443 in Service "edge/door"',
  },
  {
    mistake: 'a redirect to https that nobody answers',
    text: object(
      'Gateway',
      'other',
      'selector: { app: door }\nservers: [{ port: { number: 80, name: http-other, protocol: HTTP }, hosts: [other.example], tls: { httpsRedirect: true } }]',
      'edge',
    ),
    rule: 'gateway/redirect-not-served',
    fix: 'Answer https on port 443 of Gateway "other" with certificate "other-tls"',
  },
  {
    mistake: 'a certificate where TLS is handed through',
    text: object(
      'Gateway',
      'other',
      'selector: { app: door }\nservers: [{ port: { number: 443, name: tls, protocol: TLS }, hosts: [other.example], tls: { mode: PASSTHROUGH, credentialName: other-tls } }]',
      'edge',
    ),
    rule: 'gateway/unused-certificate',
    fix: 'Remove "credentialName"',
  },
  {
    mistake: 'a Gateway without servers',
    text: object('Gateway', 'other', 'selector: { app: door }', 'edge'),
    rule: 'gateway/no-servers',
    fix: 'Add a server for HTTP on port 80 and all hosts',
  },
  {
    mistake: 'a policy that selects no pods',
    text: object(
      'AuthorizationPolicy',
      'reviews',
      'selector: { matchLabels: { app: revews } }\naction: DENY\nrules: [{ to: [{ operation: { methods: [DELETE] } }] }]',
    ),
    rule: 'authorization-policy/no-workload',
    fix: 'Use app=reviews',
  },
  {
    mistake: 'a principal with its scheme',
    text: object(
      'AuthorizationPolicy',
      'reviews',
      'selector: { matchLabels: { app: reviews } }\nrules: [{ from: [{ source: { principals: ["spiffe://cluster.local/ns/shop/sa/ratings"] } }] }]',
    ),
    rule: 'authorization-policy/principal-with-scheme',
    fix: 'Write "cluster.local/ns/shop/sa/ratings"',
  },
  {
    mistake: 'a namespace of callers with a slip of the pen',
    text: object(
      'AuthorizationPolicy',
      'reviews',
      'selector: { matchLabels: { app: reviews } }\nrules: [{ from: [{ source: { namespaces: [shopp] } }] }]',
    ),
    rule: 'authorization-policy/namespace-not-found',
    fix: 'Use namespace "shop"',
  },
  {
    mistake: 'an authorizer with a slip of the pen',
    text: `${PROVIDERS}---\n${object(
      'AuthorizationPolicy',
      'reviews',
      'selector: { matchLabels: { app: reviews } }\naction: CUSTOM\nprovider: { name: authoriser }\nrules: [{ to: [{ operation: { paths: [/admin] } }] }]',
    )}`,
    rule: 'provider/not-found',
    fix: 'Use "authorizer"',
  },
  {
    mistake: 'tokens that nobody verifies',
    text: object(
      'AuthorizationPolicy',
      'reviews',
      'selector: { matchLabels: { app: reviews } }\nrules: [{ from: [{ source: { requestPrincipals: ["*"] } }] }]',
    ),
    rule: 'authorization-policy/tokens-not-verified',
    fix: 'Create RequestAuthentication "reviews" in namespace "shop" (fill in your issuer)',
  },
  {
    mistake: 'callers by namespace, where mutual TLS is off',
    text:
      object('PeerAuthentication', 'default', 'mtls: { mode: DISABLE }') +
      '---\n' +
      object(
        'AuthorizationPolicy',
        'reviews',
        'selector: { matchLabels: { app: reviews } }\nrules: [{ from: [{ source: { namespaces: [edge] } }] }]',
      ),
    rule: 'authorization-policy/peers-without-mtls',
    fix: 'Create PeerAuthentication "reviews": mode PERMISSIVE for these workloads',
  },
  {
    mistake: 'a mode for the port of the Service, not for that of the pods',
    text: object(
      'PeerAuthentication',
      'reviews',
      'selector: { matchLabels: { app: reviews } }\nportLevelMtls: { "80": { mode: DISABLE } }',
    ),
    rule: 'peer-authentication/service-port',
    fix: 'Use port 8080',
  },
  {
    mistake: 'a key set without its scheme',
    text: object(
      'RequestAuthentication',
      'reviews',
      'selector: { matchLabels: { app: reviews } }\njwtRules: [{ issuer: "https://login.example", jwksUri: login.example/keys }]',
    ),
    rule: 'request-authentication/bad-jwks-uri',
    fix: 'Use "https://login.example/keys"',
  },
  {
    mistake: 'a wildcard that the DNS is asked for',
    text: object(
      'ServiceEntry',
      'partners',
      'hosts: ["*.partner.example"]\nports: [{ number: 443, name: tls, protocol: TLS }]\nresolution: DNS',
    ),
    rule: 'service-entry/wildcard-resolution',
    fix: 'Use resolution "NONE"',
  },
  {
    mistake: 'endpoints without a resolution',
    text: object(
      'ServiceEntry',
      'bank',
      'hosts: [bank.example]\nports: [{ number: 443, name: tls, protocol: TLS }]\nendpoints: [{ address: 192.0.2.7 }]',
    ),
    rule: 'service-entry/endpoints-without-resolution',
    fix: 'Set resolution "STATIC"',
  },
  {
    mistake: 'a Sidecar whose host lacks its namespace',
    text: object('Sidecar', 'default', 'egress: [{ hosts: [reviews.shop.svc.cluster.local] }]'),
    rule: 'sidecar/bad-egress-host',
    fix: 'Use "shop/reviews.shop.svc.cluster.local"',
  },
  {
    mistake: 'a route whose Gateway is in another namespace',
    text: object(
      'HTTPRoute',
      'reviews',
      'parentRefs: [{ name: front }]\nrules: [{ backendRefs: [{ name: reviews, port: 80 }] }]',
    ),
    rule: 'route/parent-not-found',
    fix: 'Use "front" of namespace "edge"',
  },
  {
    mistake: 'a backend with a slip of the pen',
    text: object(
      'HTTPRoute',
      'reviews',
      'parentRefs: [{ name: front, namespace: edge }]\nrules: [{ backendRefs: [{ name: reviewz, port: 80 }] }]',
    ),
    rule: 'route/backend-not-found',
    fix: 'Use "reviews"',
  },
  {
    mistake: 'a port that the backend does not have',
    text: object(
      'HTTPRoute',
      'reviews',
      'parentRefs: [{ name: front, namespace: edge }]\nrules: [{ backendRefs: [{ name: reviews, port: 8080 }] }]',
    ),
    rule: 'route/backend-port-not-found',
    fix: 'Use port 80',
  },
  {
    mistake: 'a backend of another namespace without a grant',
    text: object(
      'HTTPRoute',
      'reviews',
      'parentRefs: [{ name: front }]\nrules: [{ backendRefs: [{ name: reviews, namespace: shop, port: 80 }] }]',
      'edge',
    ),
    rule: 'reference-grant/missing',
    fix: 'Allow HTTPRoute of namespace "edge" with a ReferenceGrant in namespace "shop"',
  },
  {
    mistake: 'an annotation for pods on the Deployment',
    text: workload('extra', 'v1')
      .replace('namespace: shop', 'namespace: shop, annotations: { sidecar.istio.io/proxyCPU: 200m }')
      .replace('serviceAccountName: extra', 'serviceAccountName: reviews'),
    rule: 'annotation/misplaced',
    fix: 'Move to the pod template',
  },
  {
    mistake: 'injection with a slip of the pen',
    text: 'apiVersion: v1\nkind: Namespace\nmetadata: { name: new, labels: { istio-injection: enalbed } }\n',
    rule: 'label/invalid-value',
    fix: 'Use "enabled"',
  },
  {
    mistake: 'one object twice',
    text: `${object('DestinationRule', 'ratings', 'host: ratings\ntrafficPolicy: { tls: { mode: ISTIO_MUTUAL } }')}---\n${object('DestinationRule', 'ratings', 'host: ratings')}`,
    rule: 'object/duplicate-definition',
    fix: 'Delete the definition above, which this one replaces',
  },
];
