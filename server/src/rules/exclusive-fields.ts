/** Pairs of fields that the webhook does not take side by side, which the schema does not notice. */
import type { Cursor } from '../model/cursor.ts';
import type { Resource } from '../model/resource.ts';
import {
  atEach,
  type FieldRow,
  type FieldTable,
  HOST_POLICIES,
  isSet,
  POLICIES,
  POLICY_POOLS,
  SIDECAR_POOLS,
} from './field-table.ts';

export interface ExclusiveRow extends FieldRow {
  readonly first: string;
  /** Where it is told. */
  readonly second: string;
  readonly when?: (block: Cursor, resource: Resource) => boolean;
}

/** The route of a root is merged with those of its delegate, and may carry anything. */
function isOwnRoute(route: Cursor): boolean {
  return !route.has('delegate');
}

function isOwnAnswer(route: Cursor): boolean {
  return isOwnRoute(route) && !route.has('redirect');
}

function route(
  code: FieldRow['check']['code'],
  first: string,
  second: string,
  when: NonNullable<ExclusiveRow['when']> = isOwnRoute,
): ExclusiveRow {
  return { pattern: 'http[]', check: { code }, first, second, when };
}

function tls(
  code: FieldRow['check']['code'],
  first: string,
  second: string,
  when: (settings: Cursor) => boolean,
): ExclusiveRow {
  return { pattern: '', check: { code }, first, second, when };
}

const hasMode =
  (...modes: readonly string[]) =>
  (settings: Cursor) =>
    modes.includes(settings.get('mode').string() ?? '');

/** Of a pool of connections. */
export const EXCLUSIVE_IN_POOL: readonly ExclusiveRow[] = [
  {
    pattern: 'http',
    check: { code: 'V-CP-07' },
    first: 'h2UpgradePolicy',
    second: 'useClientProtocol',
    when: (http) => http.get('h2UpgradePolicy').string() === 'UPGRADE',
  },
];

const BALANCER: readonly ExclusiveRow[] = [
  {
    pattern: 'loadBalancer.consistentHash',
    check: { code: 'V-DR-44' },
    first: 'ringHash',
    second: 'minimumRingSize',
  },
  {
    pattern: 'loadBalancer.consistentHash',
    check: { code: 'V-DR-44' },
    first: 'maglev',
    second: 'minimumRingSize',
  },
  {
    pattern: 'loadBalancer',
    check: { code: 'V-DR-48', since: '1.31' },
    first: 'localityLbSetting',
    second: 'zoneAwareLbSetting',
  },
  {
    pattern: 'loadBalancer.localityLbSetting',
    check: { code: 'V-DR-52' },
    first: 'distribute',
    second: 'failover',
  },
];

/** Of the settings by which clients speak TLS. */
export const EXCLUSIVE_IN_TLS: readonly ExclusiveRow[] = [
  ...['caCertificates', 'credentialName', 'subjectAltNames'].map((field) =>
    tls('V-DR-72', field, 'insecureSkipVerify', hasMode('SIMPLE')),
  ),
  ...['caCertificates', 'subjectAltNames'].map((field) =>
    tls('V-DR-73', field, 'insecureSkipVerify', hasMode('MUTUAL')),
  ),
  ...['clientCertificate', 'privateKey', 'caCertificates', 'caCrl'].map((field) =>
    tls('V-DR-74', field, 'credentialName', hasMode('SIMPLE', 'MUTUAL')),
  ),
];

export const EXCLUSIVE_FIELDS: FieldTable<ExclusiveRow> = new Map<
  `${string}/${string}`,
  readonly ExclusiveRow[]
>([
  [
    'networking.istio.io/VirtualService',
    [
      route('V-VS-23', 'route', 'redirect'),
      route('V-VS-24', 'fault', 'redirect'),
      route('V-VS-25', 'rewrite', 'redirect'),
      route('V-VS-26', 'directResponse', 'redirect'),
      route('V-VS-27', 'route', 'directResponse', isOwnAnswer),
      route('V-VS-28', 'fault', 'directResponse', isOwnAnswer),
      route('V-VS-29', 'rewrite', 'directResponse', isOwnAnswer),
      route('V-VS-31', 'mirror', 'mirrors'),
      { pattern: 'http[].rewrite', check: { code: 'V-VS-70' }, first: 'uri', second: 'uriRegexRewrite' },
      {
        pattern: 'http[].redirect',
        check: { code: 'V-VS-80', since: '1.31' },
        first: 'uri',
        second: 'prefixRewrite',
      },
    ],
  ],
  [
    'networking.istio.io/DestinationRule',
    [
      ...atEach<ExclusiveRow>(HOST_POLICIES, [
        { pattern: '', check: { code: 'V-DR-11' }, first: 'tunnel', second: 'proxyProtocol' },
      ]),
      ...atEach(POLICIES, [...BALANCER, ...atEach(['tls'], EXCLUSIVE_IN_TLS)]),
      ...atEach(POLICY_POOLS, EXCLUSIVE_IN_POOL),
    ],
  ],
  ['networking.istio.io/Sidecar', atEach(SIDECAR_POOLS, EXCLUSIVE_IN_POOL)],
]);

/** Both fields are set, and no template has one without the other. */
export function isClash(resource: Resource, block: Cursor, { first, second, when }: ExclusiveRow): boolean {
  if (!block.has(first) || !block.has(second)) return false;
  const [one, other] = [block.get(first), block.get(second)];
  return (
    isSet(resource, one) &&
    isSet(resource, other) &&
    when?.(block, resource) !== false &&
    !resource.areApart(one.path, other.path)
  );
}
