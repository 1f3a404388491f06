/**
 * Siblings that exclude each other beyond the one-ofs of the schema: rules of the API server's CEL expressions and of
 * istiod's webhook, and spellings of one thing.
 */
import { kindName } from '../../base/kind-id.ts';
import type { FieldSchema, KindSchema } from '../../schema/field-schema.ts';

/** Keys of different sets cannot stand together. */
export type ExclusiveSets = readonly (readonly string[])[];

export interface Exclusion {
  readonly kinds: readonly string[];
  /** End of the path of the object that holds the keys. */
  readonly at: string;
  readonly sets: readonly ExclusiveSets[];
}

const POLICIES = [
  'AuthorizationPolicy',
  'RequestAuthentication',
  'Telemetry',
  'WasmPlugin',
  'TrafficExtension',
] as const;

const CLIENT_TLS: readonly ExclusiveSets[] = [
  [['credentialName'], ['clientCertificate', 'privateKey', 'caCertificates', 'caCrl']],
  [['insecureSkipVerify'], ['caCertificates', 'subjectAltNames']],
];

const SERVER_TLS: readonly ExclusiveSets[] = [
  [['credentialName'], ['credentialNames'], ['tlsCertificates'], ['serverCertificate', 'privateKey']],
  [['credentialName'], ['caCrl']],
];

export const EXCLUSIONS: readonly Exclusion[] = [
  { kinds: POLICIES, at: 'spec', sets: [[['selector'], ['targetRef'], ['targetRefs']]] },
  { kinds: ['EnvoyFilter'], at: 'spec', sets: [[['workloadSelector'], ['targetRefs']]] },
  { kinds: ['ServiceEntry'], at: 'spec', sets: [[['endpoints'], ['workloadSelector']]] },
  {
    kinds: ['VirtualService'],
    at: 'http[]',
    sets: [
      [['route'], ['redirect'], ['directResponse'], ['delegate']],
      [
        ['redirect', 'directResponse'],
        ['fault', 'rewrite'],
      ],
      [['mirror'], ['mirrors']],
      [['mirrorPercentage'], ['mirrorPercent'], ['mirror_percent']],
    ],
  },
  { kinds: ['VirtualService'], at: '.redirect', sets: [[['uri'], ['prefixRewrite']]] },
  { kinds: ['VirtualService'], at: '.rewrite', sets: [[['uri'], ['uriRegexRewrite']]] },
  { kinds: ['VirtualService'], at: '.corsPolicy', sets: [[['allowOrigins'], ['allowOrigin']]] },
  { kinds: ['VirtualService'], at: 'fault.delay', sets: [[['percentage'], ['percent']]] },
  {
    kinds: ['DestinationRule'],
    at: 'loadBalancer',
    sets: [
      [['localityLbSetting'], ['zoneAwareLbSetting']],
      [['warmup'], ['warmupDurationSecs']],
    ],
  },
  {
    kinds: ['DestinationRule'],
    at: 'consistentHash',
    sets: [[['minimumRingSize'], ['ringHash'], ['maglev']]],
  },
  {
    kinds: ['DestinationRule'],
    at: 'localityLbSetting',
    sets: [[['distribute'], ['failover', 'failoverPriority']]],
  },
  { kinds: ['DestinationRule'], at: 'trafficPolicy', sets: [[['tunnel'], ['proxyProtocol']]] },
  { kinds: ['DestinationRule'], at: '.tls', sets: CLIENT_TLS },
  { kinds: ['Gateway'], at: 'servers[].tls', sets: SERVER_TLS },
  { kinds: ['Sidecar'], at: 'ingress[].tls', sets: SERVER_TLS },
  {
    kinds: ['AuthorizationPolicy'],
    at: 'source',
    sets: [
      [
        ['serviceAccounts', 'notServiceAccounts'],
        ['principals', 'notPrincipals', 'namespaces', 'notNamespaces'],
      ],
    ],
  },
  { kinds: ['RequestAuthentication'], at: 'jwtRules[]', sets: [[['jwks'], ['jwksUri'], ['jwks_uri']]] },
];

/** Keys that what is `written` forbids in the object at `path`. */
export function excludedKeys(
  kind: KindSchema,
  place: { readonly path: string; readonly field: FieldSchema },
  written: ReadonlySet<string>,
): ReadonlySet<string> {
  const oneOf = (place.field.oneOf ?? []).map((group): ExclusiveSets => group.keys.map((key) => [key]));
  const known = kind.family === 'istio' ? EXCLUSIONS : [];
  const sets = known
    .filter((exclusion) => exclusion.kinds.includes(kindName(kind.id)) && place.path.endsWith(exclusion.at))
    .flatMap((exclusion) => exclusion.sets);
  return new Set([...oneOf, ...sets].flatMap((exclusive) => forbidden(exclusive, written)));
}

function forbidden(sets: ExclusiveSets, written: ReadonlySet<string>): readonly string[] {
  return sets.flatMap((set, index) =>
    sets.some((other, at) => at !== index && other.some((key) => written.has(key))) ? set : [],
  );
}
