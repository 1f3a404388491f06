/** Every field of the Istio kinds that holds a duration, with the checks it passes (validation catalogue, C-13). */
import type { KindId } from '../base/kind-id.ts';
import { pathSteps } from '../base/node-path.ts';
import type { Cursor } from '../model/cursor.ts';
import { fieldsAtAll } from '../model/fields-at.ts';
import type { Resource } from '../model/resource.ts';
import { fieldAt, kindSchema } from '../schema/lookup.ts';
import type { AdmissionCheck } from './admission.ts';

export interface DurationLimits {
  /** The API server asks for at least a millisecond from this release on; absent: it never does. */
  readonly crdSince?: string;
  /** The webhook asks for at least a millisecond, in whole milliseconds; absent: it only reads the text. */
  readonly webhook?: AdmissionCheck;
  /** From this release on, everything under a millisecond means "off" for the webhook. */
  readonly zeroIsOffSince?: string;
  /** Its block means nothing without it. */
  readonly isRequired?: true;
}

interface DurationPattern extends DurationLimits {
  readonly pattern: string;
}

export interface DurationField extends DurationLimits {
  readonly field: Cursor;
}

export const DURATION_KINDS = [
  'networking.istio.io/DestinationRule',
  'networking.istio.io/Sidecar',
  'networking.istio.io/VirtualService',
  'security.istio.io/RequestAuthentication',
  'telemetry.istio.io/Telemetry',
] as const;

const CRD = { crdSince: '1.23' } as const;

const CONNECTION_POOL: readonly DurationPattern[] = [
  { pattern: 'http.idleTimeout', ...CRD, webhook: { code: 'V-CP-06' } },
  { pattern: 'http.http2KeepAlive.interval', ...CRD, webhook: { code: 'V-CP-09' }, isRequired: true },
  { pattern: 'http.http2KeepAlive.timeout', ...CRD, webhook: { code: 'V-CP-10' }, isRequired: true },
  { pattern: 'tcp.connectTimeout', ...CRD, webhook: { code: 'V-CP-12' } },
  { pattern: 'tcp.maxConnectionDuration', ...CRD, webhook: { code: 'V-CP-13' } },
  { pattern: 'tcp.idleTimeout', webhook: { code: 'V-CP-14' }, zeroIsOffSince: '1.23' },
  { pattern: 'tcp.tcpKeepalive.time', ...CRD, webhook: { code: 'V-CP-15', since: '1.23' } },
  { pattern: 'tcp.tcpKeepalive.interval', ...CRD, webhook: { code: 'V-CP-15', since: '1.23' } },
];

const TRAFFIC_POLICY: readonly DurationPattern[] = [
  ...below('connectionPool', CONNECTION_POOL),
  { pattern: 'loadBalancer.warmup.duration', ...CRD, webhook: { code: 'V-DR-49' }, isRequired: true },
  { pattern: 'loadBalancer.warmupDurationSecs', ...CRD },
  { pattern: 'loadBalancer.consistentHash.httpCookie.ttl' },
  { pattern: 'outlierDetection.baseEjectionTime', ...CRD, webhook: { code: 'V-DR-30' } },
  { pattern: 'outlierDetection.interval', ...CRD, webhook: { code: 'V-DR-33' } },
  { pattern: 'retryBudget.budgetInterval' },
];

const PATTERNS: ReadonlyMap<KindId, readonly DurationPattern[]> = new Map<KindId, readonly DurationPattern[]>(
  [
    [
      'networking.istio.io/DestinationRule',
      [
        ...below('trafficPolicy', TRAFFIC_POLICY),
        ...below('trafficPolicy.portLevelSettings[]', TRAFFIC_POLICY),
        ...below('subsets[].trafficPolicy', TRAFFIC_POLICY),
        ...below('subsets[].trafficPolicy.portLevelSettings[]', TRAFFIC_POLICY),
      ],
    ],
    [
      'networking.istio.io/Sidecar',
      [
        ...below('inboundConnectionPool', CONNECTION_POOL),
        ...below('ingress[].connectionPool', CONNECTION_POOL),
      ],
    ],
    [
      'networking.istio.io/VirtualService',
      below('http[]', [
        { pattern: 'timeout', ...CRD, webhook: { code: 'V-VS-125' } },
        { pattern: 'retries.perTryTimeout', ...CRD, webhook: { code: 'V-VS-122' } },
        { pattern: 'retries.backoff', ...CRD, webhook: { code: 'V-VS-124' } },
        { pattern: 'corsPolicy.maxAge', ...CRD, webhook: { code: 'V-VS-114' } },
        { pattern: 'fault.delay.fixedDelay', ...CRD, webhook: { code: 'V-VS-106' }, isRequired: true },
        { pattern: 'fault.delay.exponentialDelay', ...CRD, webhook: { code: 'V-VS-107' } },
      ]),
    ],
    [
      'security.istio.io/RequestAuthentication',
      [{ pattern: 'jwtRules[].timeout', ...CRD, webhook: { code: 'V-RA-12', since: '1.23' } }],
    ],
    ['telemetry.istio.io/Telemetry', [{ pattern: 'metrics[].reportingInterval', ...CRD }]],
  ],
);

/** For `fields` of a rule. */
export const DURATION_FIELDS: ReadonlyMap<KindId, readonly string[]> = new Map(
  [...PATTERNS].map(([kind, patterns]) => [kind, patterns.map(({ pattern }) => `spec.${pattern}`)]),
);

/** A resource is immutable; two rules ask for its fields, one after the other. */
const found = new WeakMap<Resource, readonly DurationField[]>();

/** The duration fields that a resource writes. */
export function durationFields(resource: Resource): readonly DurationField[] {
  const patterns = PATTERNS.get(resource.kindId);
  if (patterns === undefined) return [];
  let fields = found.get(resource);
  if (fields === undefined) {
    fields = fieldsAtAll(resource.spec, patterns).map(({ entry, field }) => ({ ...entry, field }));
    found.set(resource, fields);
  }
  return fields;
}

function below(prefix: string, patterns: readonly DurationPattern[]): readonly DurationPattern[] {
  return patterns.map((entry) => ({ ...entry, pattern: `${prefix}.${entry.pattern}` }));
}

/** The pattern of every duration of the Gateway API. */
const GATEWAY_API_DURATION = '^([0-9]{1,5}(h|m|s|ms)){1,4}$';

/** Whether a duration is meant at a place, whatever is written there. */
export function isDurationAt(resource: Resource, path: string): boolean {
  if (durationFields(resource).some(({ field }) => field.path === path)) return true;
  const kind = kindSchema(resource.kindId);
  return kind !== undefined && fieldAt(kind, pathSteps(path))?.pattern === GATEWAY_API_DURATION;
}
