/** Two fields that may not stand side by side, which the schema does not notice. */
import { childPath } from '../../base/node-path.ts';
import type { Cursor } from '../../model/cursor.ts';
import type { Resource } from '../../model/resource.ts';
import { defineRule } from '../define-rule.ts';
import {
  atEach,
  equivalentsAt,
  equivalentsOf,
  type FieldRow,
  type FieldTable,
  fieldsIn,
  fieldsOf,
  HOST_POLICIES,
  isSet,
  POLICIES,
  POLICY_POOLS,
  SIDECAR_POOLS,
} from '../field-table.ts';
import { keepOne } from '../fixes/forms.ts';

interface ExclusiveRow extends FieldRow {
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
  return { pattern: 'tls', check: { code }, first, second, when };
}

const hasMode =
  (...modes: readonly string[]) =>
  (settings: Cursor) =>
    modes.includes(settings.get('mode').string() ?? '');

const POOL: readonly ExclusiveRow[] = [
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

const TLS: readonly ExclusiveRow[] = [
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

const TABLE: FieldTable<ExclusiveRow> = new Map<`${string}/${string}`, readonly ExclusiveRow[]>([
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
      ...atEach(POLICIES, [...BALANCER, ...TLS]),
      ...atEach(POLICY_POOLS, POOL),
    ],
  ],
  ['networking.istio.io/Sidecar', atEach(SIDECAR_POOLS, POOL)],
]);

interface Data {
  readonly first: string;
  readonly second: string;
}

export const exclusive = defineRule({
  id: 'field/exclusive',
  title: 'Two fields that exclude each other stand side by side',
  severity: 'error',
  preset: 'recommended',
  kinds: [...TABLE.keys()],
  fields: fieldsIn(TABLE),
  scope: 'document',
  equivalents: equivalentsOf(TABLE),
  docs: {
    why: 'A request is redirected, answered or sent on, and only what is sent on can be rewritten or made to fail; certificates come from one source; a load balancer has one way to choose. The schema of the API server leaves both fields alone, but the webhook refuses the object.',
    fix: 'Leave one of the two, or write two routes with a `match` of their own.',
  },
  messages: {
    both: ({ first, second }: Data) => `"${second}" cannot stand beside "${first}"`,
  },
  effect: 'The webhook refuses the resource',
  check(ctx) {
    const { resource, world } = ctx;
    const told = new Set<string>();
    for (const { entry, field } of fieldsOf(resource, TABLE)) {
      if (!field.has(entry.first) || !field.has(entry.second)) continue;
      const first = field.get(entry.first);
      const second = field.get(entry.second);
      if (!isSet(resource, first) || !isSet(resource, second) || told.has(second.path)) continue;
      if (entry.when?.(field, resource) === false || resource.areApart(first.path, second.path)) continue;
      const equivalents = equivalentsAt(world, entry.check);
      if (equivalents.length === 0) continue;
      told.add(second.path);
      ctx.report({
        message: 'both',
        at: { path: second.path, part: 'key' },
        data: { first: entry.first, second: entry.second, firstPath: childPath(field.path, entry.first) },
        equivalents,
        fixes: ['keepOne'],
      });
    }
  },
  fixes: { keepOne },
});
