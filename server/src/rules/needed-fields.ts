/** Blocks and the fields of which the webhook wants at least one; those that the schema wants are not here. */
import type { Cursor } from '../model/cursor.ts';
import type { Resource } from '../model/resource.ts';
import {
  around,
  atEach,
  type FieldRow,
  type FieldTable,
  HOST_POLICIES,
  isSet,
  POLICIES,
  POLICY_POOLS,
  PORT_POLICIES,
  SIDECAR_POOLS,
} from './field-table.ts';

export interface NeededRow extends FieldRow {
  /** One of these. The pattern names the block they stand in. */
  readonly needs: readonly string[];
  /** Written is enough, whatever the value. */
  readonly presence?: true;
  /** When they are needed, beyond the release. */
  readonly when?: (block: Cursor, resource: Resource) => boolean;
  /** Why, behind the names of the fields. */
  readonly because?: string;
  /** The schema asks for it: only what is written and empty is told here. */
  readonly isInSchema?: true;
  /** A word that says as much as nothing. */
  readonly nothing?: string;
  /** From this release on another row stands for it. */
  readonly before?: string;
}

const action = (spec: Cursor) => spec.get('action').string() ?? 'ALLOW';

export const NEEDED_IN_POOL: NeededRow = {
  pattern: '',
  check: { code: 'V-CP-01' },
  needs: ['http', 'tcp'],
};

const POOL: readonly NeededRow[] = [
  NEEDED_IN_POOL,
  { pattern: 'http.http2KeepAlive', check: { code: 'V-CP-09', since: '1.31' }, needs: ['interval'] },
  { pattern: 'http.http2KeepAlive', check: { code: 'V-CP-10', since: '1.31' }, needs: ['timeout'] },
];

const PORT_POLICY = ['outlierDetection', 'connectionPool', 'loadBalancer', 'tls'] as const;

const isMutual = (tls: Cursor, resource: Resource) =>
  tls.get('mode').string() === 'MUTUAL' && !isSet(resource, tls.get('credentialName'));
const isMutualBecause = 'which mode MUTUAL needs when there is no "credentialName"';

/** Of the settings by which clients speak TLS. */
export const NEEDED_IN_TLS: readonly NeededRow[] = [
  {
    pattern: '',
    check: { code: 'V-DR-75' },
    needs: ['clientCertificate'],
    when: isMutual,
    because: isMutualBecause,
  },
  {
    pattern: '',
    check: { code: 'V-DR-76' },
    needs: ['privateKey'],
    when: (tls, resource) => isMutual(tls, resource) && isSet(resource, tls.get('clientCertificate')),
    because: isMutualBecause,
  },
];

const POLICY: readonly NeededRow[] = [
  {
    pattern: 'loadBalancer.consistentHash.httpCookie',
    check: { code: 'V-DR-40' },
    needs: ['name'],
    isInSchema: true,
  },
  {
    pattern: 'loadBalancer.consistentHash.httpCookie.attributes[]',
    check: { code: 'V-DR-41', since: '1.28' },
    needs: ['name'],
    isInSchema: true,
  },
  { pattern: 'loadBalancer.consistentHash.maglev', check: { code: 'V-DR-45' }, needs: ['tableSize'] },
  ...atEach(['tls'], NEEDED_IN_TLS),
];

const SOURCES = [
  'principals',
  'requestPrincipals',
  'namespaces',
  'serviceAccounts',
  'trustDomains',
  'ipBlocks',
  'remoteIpBlocks',
].flatMap(withNegation);
const OPERATIONS = ['hosts', 'ports', 'methods', 'paths'].flatMap(withNegation);

function withNegation(name: string): readonly string[] {
  return [name, `not${name.charAt(0).toUpperCase()}${name.slice(1)}`];
}

/** A destination whose port is written without a number. */
const PORT: NeededRow = { pattern: 'port', check: { code: 'V-VS-133' }, needs: ['number'], presence: true };
const DESTINATIONS: readonly string[] = [
  'http[].route[].destination',
  'tls[].route[].destination',
  'tcp[].route[].destination',
  'http[].mirror',
  'http[].mirrors[].destination',
];

/** Nothing is asked of patches for waypoints. */
function isRead(patch: Cursor): boolean {
  return patch.get('match').get('context').string() !== 'WAYPOINT';
}

const has = (block: Cursor, name: string) => block.has(name) && block.get(name).string() !== 'INVALID';

/** One after the other, as the webhook looks at a patch no further than it gets. */
const PATCH: readonly NeededRow[] = [
  {
    pattern: 'configPatches[]',
    check: { code: 'V-EF-03' },
    needs: ['applyTo'],
    nothing: 'INVALID',
    when: isRead,
  },
  {
    pattern: 'configPatches[]',
    check: { code: 'V-EF-04' },
    needs: ['patch'],
    when: (patch) => isRead(patch) && has(patch, 'applyTo'),
  },
  {
    pattern: 'configPatches[].patch',
    check: { code: 'V-EF-05' },
    needs: ['operation'],
    nothing: 'INVALID',
    when: (patch, resource) => isRead(around(patch, resource)) && has(around(patch, resource), 'applyTo'),
  },
  {
    pattern: 'configPatches[].patch',
    check: { code: 'V-EF-06' },
    needs: ['value'],
    presence: true,
    when: (patch, resource) =>
      isRead(around(patch, resource)) &&
      has(around(patch, resource), 'applyTo') &&
      has(patch, 'operation') &&
      patch.get('operation').string() !== 'REMOVE',
    because: 'which every operation but REMOVE needs',
  },
];

const RETRIES = ['perTryTimeout', 'retryOn', 'retryRemoteLocalities'] as const;

export const NEEDED_FIELDS: FieldTable<NeededRow> = new Map<`${string}/${string}`, readonly NeededRow[]>([
  [
    'networking.istio.io/VirtualService',
    [
      { pattern: '', check: { code: 'V-VS-13' }, needs: ['http', 'tls', 'tcp'] },
      {
        pattern: 'http[].rewrite',
        check: { code: 'V-VS-71' },
        needs: ['uri', 'uriRegexRewrite', 'authority'],
      },
      { pattern: 'http[].rewrite.uriRegexRewrite', check: { code: 'V-VS-72' }, needs: ['match'] },
      {
        pattern: 'http[].rewrite.uriRegexRewrite',
        check: { code: 'V-VS-72' },
        needs: ['rewrite'],
        // One of the two at a time.
        when: (block, resource) => isSet(resource, block.get('match')),
      },
      {
        pattern: 'http[].redirect',
        check: { code: 'V-VS-82' },
        needs: ['uri', 'prefixRewrite', 'authority', 'scheme'],
        // One of two forms; the form counts even without a value.
        when: (redirect) => !redirect.has('port') && !redirect.has('derivePort'),
      },
      { pattern: 'http[].fault', check: { code: 'V-VS-100' }, needs: ['abort', 'delay'] },
      {
        pattern: 'http[].corsPolicy.allowOrigins[]',
        check: { code: 'V-VS-110' },
        needs: ['exact', 'prefix', 'regex'],
        // An empty expression is told as one.
        when: (origin) => !origin.has('regex'),
      },
      {
        pattern: 'http[].retries',
        check: { code: 'V-VS-121' },
        needs: ['attempts'],
        when: (retries, resource) =>
          RETRIES.some((name) =>
            name === 'retryRemoteLocalities'
              ? retries.has(name)
              : retries.has(name) && isSet(resource, retries.get(name)),
          ),
        because: 'so nothing is tried again, whatever else it says',
      },
      ...atEach(DESTINATIONS, [PORT]),
      { pattern: 'tls[].match[]', check: { code: 'V-VS-151' }, needs: ['sniHosts'], isInSchema: true },
      { pattern: 'tls[]', check: { code: 'V-VS-150' }, needs: ['match'], isInSchema: true },
      { pattern: 'tls[]', check: { code: 'V-VS-159' }, needs: ['route'] },
      { pattern: 'tcp[]', check: { code: 'V-VS-159' }, needs: ['route'] },
    ],
  ],
  [
    'networking.istio.io/DestinationRule',
    [
      ...atEach<NeededRow>(HOST_POLICIES, [
        {
          pattern: '',
          check: { code: 'V-DR-10' },
          needs: [...PORT_POLICY, 'portLevelSettings', 'tunnel', 'proxyProtocol', 'retryBudget'],
        },
      ]),
      ...atEach<NeededRow>(PORT_POLICIES, [
        { pattern: '', check: { code: 'V-DR-16' }, needs: ['port'] },
        { pattern: '', check: { code: 'V-DR-17' }, needs: PORT_POLICY },
      ]),
      ...atEach(POLICIES, POLICY),
      ...atEach(POLICY_POOLS, POOL),
    ],
  ],
  [
    'networking.istio.io/Sidecar',
    [
      {
        pattern: '',
        check: { code: 'V-SC-02' },
        needs: ['egress', 'ingress', 'outboundTrafficPolicy', 'inboundConnectionPool'],
      },
      { pattern: 'egress[]', check: { code: 'V-SC-32' }, needs: ['hosts'] },
      {
        pattern: 'outboundTrafficPolicy.egressProxy',
        check: { code: 'V-SC-39' },
        needs: ['port'],
      },
      ...atEach(SIDECAR_POOLS, POOL),
    ],
  ],
  ['networking.istio.io/EnvoyFilter', PATCH],
  [
    'security.istio.io/AuthorizationPolicy',
    [
      {
        pattern: '',
        check: { code: 'V-AP-02' },
        needs: ['rules'],
        when: (spec) => action(spec) === 'CUSTOM',
        because: 'which action CUSTOM needs',
      },
      {
        pattern: '',
        check: { code: 'V-AP-07' },
        needs: ['rules'],
        when: (spec) => action(spec) === 'DENY',
        because: 'which action DENY needs',
      },
      {
        pattern: '',
        check: { code: 'V-AP-03' },
        needs: ['provider'],
        when: (spec, resource) => action(spec) === 'CUSTOM' && isSet(resource, spec.get('rules')),
        because: 'which action CUSTOM needs',
      },
      {
        pattern: 'provider',
        check: { code: 'V-AP-03' },
        needs: ['name'],
        when: (_, { spec }) => action(spec) === 'CUSTOM',
      },
      { pattern: 'rules[].from[]', check: { code: 'V-AP-08' }, needs: ['source'] },
      { pattern: 'rules[].from[].source', check: { code: 'V-AP-09' }, needs: SOURCES },
      { pattern: 'rules[].to[]', check: { code: 'V-AP-11' }, needs: ['operation'] },
      { pattern: 'rules[].to[].operation', check: { code: 'V-AP-12' }, needs: OPERATIONS },
      { pattern: 'rules[].when[]', check: { code: 'V-AP-30' }, needs: ['key'], isInSchema: true },
      { pattern: 'rules[].when[]', check: { code: 'V-AP-31' }, needs: ['values', 'notValues'] },
    ],
  ],
  [
    'security.istio.io/RequestAuthentication',
    [
      {
        pattern: 'jwtRules[]',
        check: { code: 'V-RA-03', since: '1.27' },
        needs: ['issuer', 'jwksUri', 'jwks_uri'],
      },
      {
        pattern: 'jwtRules[]',
        check: { code: 'V-RA-03' },
        needs: ['issuer'],
        before: '1.27',
        isInSchema: true,
      },
    ],
  ],
  [
    'telemetry.istio.io/Telemetry',
    [{ pattern: 'accessLogging[].filter', check: { code: 'V-TL-13' }, needs: ['expression'] }],
  ],
]);
