/** Whole patterns of several objects: the contributed snippets, with the words by which people look for them. */

import edge from '../../../../../snippets/edge.json' with { type: 'json' };
import gatewayApi from '../../../../../snippets/gateway-api.json' with { type: 'json' };
import observability from '../../../../../snippets/observability.json' with { type: 'json' };
import resilience from '../../../../../snippets/resilience.json' with { type: 'json' };
import security from '../../../../../snippets/security.json' with { type: 'json' };
import traffic from '../../../../../snippets/traffic.json' with { type: 'json' };
import { lookUp } from '../../../base/look-up.ts';
import type { Blanks } from './fill.ts';

export interface Pattern {
  /** `Istio: canary release` */
  readonly title: string;
  readonly description: string;
  /** LSP snippet syntax. */
  readonly body: string;
  readonly words: string;
  readonly blanks: Blanks;
}

interface Snippet {
  readonly description: string;
  readonly body: readonly string[];
}

/** Words in front are matched best; a placeholder's default says what is filled in there. */
interface About {
  readonly words: string;
  readonly blanks?: Blanks;
}

const VERSIONS = ['v1', 'v2'] as const;

const ABOUT: Readonly<Record<string, About>> = {
  'Istio: canary release': {
    words: 'canary release weight split shift traffic',
    blanks: { service: 'reviews', versions: VERSIONS },
  },
  'Istio: blue-green switch': {
    words: 'blue-green bluegreen switch',
    blanks: { service: 'orders', versions: VERSIONS },
  },
  'Istio: route by header': {
    words: 'header route beta preview match',
    blanks: { service: 'catalog', versions: VERSIONS },
  },
  'Istio: mirror traffic': {
    words: 'mirror shadow traffic dark launch',
    blanks: { service: 'search', versions: VERSIONS },
  },
  'Istio: rewrite and redirect': { words: 'redirect rewrite path', blanks: { service: 'shop' } },
  'Istio: cross-origin requests': { words: 'cors cross-origin browser', blanks: { service: 'api' } },
  'Istio: sidecar scope': { words: 'sidecar scope egress', blanks: { namespace: 'shop' } },
  'Istio: HTTPS gateway': {
    words: 'https gateway ingress tls redirect certificate edge',
    blanks: { service: 'frontend', port: '80' },
  },
  'Istio: TLS passthrough': { words: 'passthrough tls sni', blanks: { service: 'vault', port: '8443' } },
  'Istio: external HTTPS service': { words: 'external https service egress' },
  'Istio: TLS origination for an external service': { words: 'origination tls external egress' },
  'Gateway API: gateway and route': {
    words: 'gateway api httproute ingress route',
    blanks: { service: 'frontend', port: '80' },
  },
  'Gateway API: canary inside the mesh': {
    words: 'canary gateway api httproute gamma weight split',
    blanks: { service: 'reviews', port: '8080' },
  },
  'Gateway API: waypoint': { words: 'waypoint ambient gateway api', blanks: { namespace: 'shop' } },
  'Istio: access logs of errors': { words: 'access log errors telemetry' },
  'Istio: trace sampling': { words: 'trace tracing sampling telemetry' },
  'Istio: timeout and retries': { words: 'retry retries timeout', blanks: { service: 'inventory' } },
  'Istio: circuit breaker': {
    words: 'circuit breaker outlier detection connection pool',
    blanks: { service: 'inventory' },
  },
  'Istio: fault injection': { words: 'fault injection delay abort chaos', blanks: { service: 'ratings' } },
  'Istio: locality failover': { words: 'locality failover region zone', blanks: { service: 'session' } },
  'Istio: sticky sessions': {
    words: 'sticky session cookie affinity consistent hash',
    blanks: { service: 'cart' },
  },
  'Istio: local rate limit': { words: 'rate limit ratelimit throttle', blanks: { service: 'api' } },
  'Istio: strict mTLS': { words: 'mtls strict mutual tls' },
  'Istio: deny all, then allow': {
    words: 'deny all allow default-deny zero trust',
    blanks: { service: 'orders', namespace: 'shop' },
  },
  'Istio: tokens (JWT) required': { words: 'jwt token login oidc', blanks: { service: 'api' } },
  'Istio: external authorization': {
    words: 'external authorization ext authz oauth custom',
    blanks: { service: 'admin' },
  },
};

const SNIPPETS: readonly Readonly<Record<string, Snippet>>[] = [
  traffic,
  edge,
  gatewayApi,
  security,
  resilience,
  observability,
];

export const PATTERNS: readonly Pattern[] = SNIPPETS.flatMap((file) =>
  Object.entries(file).map(([title, { description, body }]) => {
    const { words = '', blanks = {} } = lookUp(ABOUT, title) ?? {};
    return { title, description, body: body.join('\n'), words, blanks };
  }),
);
