/** Fields of the mesh and proxy configuration with the value that each needs, as istiod checks it when it loads the text. */
import type { Cursor } from '../../model/cursor.ts';
import { parseDuration } from '../../primitives/duration.ts';
import { checkWildcardHost } from '../../primitives/host.ts';
import { parseHostPort } from '../../primitives/host-port.ts';
import { isPercent } from '../../primitives/percent.ts';
import { isPort } from '../../primitives/port.ts';
import { isTrustDomain } from '../../primitives/trust-domain.ts';
import type { AdmissionCheck } from '../admission.ts';

export interface RefusedField {
  readonly pattern: string;
  readonly check: AdmissionCheck;
  /** What the value has to be, for the message. */
  readonly needed: string;
  readonly isGood: (value: Cursor, root: Cursor) => boolean;
}

const MILLISECOND = 1_000_000n;
const SECOND = 1_000n * MILLISECOND;
const HOUR = 3_600n * SECOND;

// What is of another type is told elsewhere.
const text = (test: (value: string) => boolean) => (value: Cursor) => {
  const written = value.string();
  return written === undefined || test(written);
};
const number = (test: (value: number) => boolean) => (value: Cursor) => {
  const written = value.number();
  return written === undefined || test(written);
};
const duration = (test: (nanoseconds: bigint) => boolean) => (value: Cursor) => {
  const written = value.string();
  if (written === undefined) return true;
  const parsed = parseDuration(written);
  return parsed.ok && test(parsed.nanoseconds);
};
const address = (value: Cursor) => {
  const written = value.string();
  return written === undefined || parseHostPort(written.replace('$(HOST_IP)', '10.0.0.1')).ok;
};
const optionalAddress = (value: Cursor) => value.string() === '' || address(value);

const PORT = 'a port from 1 to 65535';
const ADDRESS = 'a host and a port ("collector.example.com:4317")';

const OF_POOL = { code: 'V-MC-12', since: '1.31' } as const;
const WHOLE_MILLISECONDS = 'a time of whole milliseconds, 1ms at least';
const isWhole = (time: bigint) => time >= MILLISECOND && time % MILLISECOND === 0n;

const POOL: readonly RefusedField[] = [
  ...[
    'http.http1MaxPendingRequests',
    'http.http2MaxRequests',
    'http.maxRequestsPerConnection',
    'http.maxRetries',
    'http.maxConcurrentStreams',
    'tcp.maxConnections',
  ].map((pattern) => ({ pattern, needed: 'zero or more', isGood: number((count) => count >= 0) })),
  ...[
    'http.idleTimeout',
    'tcp.connectTimeout',
    'tcp.maxConnectionDuration',
    'tcp.tcpKeepalive.time',
    'tcp.tcpKeepalive.interval',
  ].map((pattern) => ({ pattern, needed: WHOLE_MILLISECONDS, isGood: duration(isWhole) })),
  {
    pattern: 'tcp.idleTimeout',
    needed: 'a time of whole milliseconds, or 0s for "off"',
    isGood: duration((time) => time / MILLISECOND === 0n || isWhole(time)),
  },
].map((row) => ({ ...row, pattern: `defaultTrafficPolicy.connectionPool.${row.pattern}`, check: OF_POOL }));

const OF_DETECTION = { code: 'V-MC-13', since: '1.31' } as const;

const DETECTION: readonly RefusedField[] = [
  ...['baseEjectionTime', 'interval'].map((name) => ({
    name,
    needed: WHOLE_MILLISECONDS,
    isGood: duration(isWhole),
  })),
  ...['maxEjectionPercent', 'minHealthPercent'].map((name) => ({
    name,
    needed: 'a percentage from 0 to 100',
    isGood: number(isPercent),
  })),
  {
    name: 'consecutiveLocalOriginFailures',
    needed: 'possible without "splitExternalLocalOriginErrors: true"',
    isGood: (failures: Cursor, mesh: Cursor) => {
      const detection = mesh.get('defaultTrafficPolicy').get('outlierDetection');
      const isSplit =
        detection.get('splitExternalLocalOriginErrors').boolean() === true ||
        detection.has('split_external_local_origin_errors');
      return isSplit || (failures.number() ?? 0) <= 0;
    },
  },
].map(({ name, needed, isGood }) => ({
  ...{ pattern: `defaultTrafficPolicy.outlierDetection.${name}`, check: OF_DETECTION },
  ...{ needed, isGood },
}));

export const OF_MESH: readonly RefusedField[] = [
  { pattern: 'proxyListenPort', check: { code: 'V-MC-01' }, needed: PORT, isGood: number(isPort) },
  {
    pattern: 'connectTimeout',
    check: { code: 'V-MC-02' },
    needed: 'a time of whole milliseconds, from 1ms to 1h',
    isGood: duration((time) => time >= MILLISECOND && time <= HOUR && time % MILLISECOND === 0n),
  },
  {
    pattern: 'protocolDetectionTimeout',
    check: { code: 'V-MC-03' },
    needed: 'a time of whole milliseconds',
    isGood: duration((time) => time % MILLISECOND === 0n),
  },
  {
    pattern: 'serviceSettings[].hosts[]',
    check: { code: 'V-MC-07' },
    needed: 'a host name',
    isGood: text((host) => checkWildcardHost(host).ok),
  },
  {
    pattern: 'trustDomain',
    check: { code: 'V-MC-08' },
    needed: 'a trust domain',
    isGood: text(isTrustDomain),
  },
  {
    pattern: 'trustDomainAliases[]',
    check: { code: 'V-MC-08' },
    needed: 'a trust domain',
    isGood: text(isTrustDomain),
  },
  {
    pattern: 'meshMTLS.ecdhCurves[]',
    check: { code: 'V-MC-09' },
    needed: 'possible: curves can be chosen in "tlsDefaults" only',
    isGood: () => false,
  },
  {
    pattern: 'localityLbSetting.distribute[].to{}',
    check: { code: 'V-MC-05' },
    needed: 'a weight from 1 to 100',
    isGood: number((weight) => weight >= 1 && weight <= 100),
  },
  ...POOL,
  ...DETECTION,
];

const NOT_EMPTY = 'possible: it may not be empty';
const SIZE = { since: '1.31' } as const;

export const OF_PROXY: readonly RefusedField[] = [
  ...['configPath', 'binaryPath'].map((pattern) => ({
    ...{ pattern, check: { code: 'V-MP-01' } as const, needed: NOT_EMPTY },
    isGood: text((value) => value !== ''),
  })),
  {
    pattern: 'serviceCluster',
    check: { code: 'V-MP-02' },
    needed: NOT_EMPTY,
    isGood: text((value) => value !== ''),
  },
  {
    pattern: 'drainDuration',
    check: { code: 'V-MP-03' },
    needed: 'a time of whole seconds, 1s at least',
    isGood: duration((time) => time >= SECOND && time % SECOND === 0n),
  },
  { pattern: 'discoveryAddress', check: { code: 'V-MP-04' }, needed: ADDRESS, isGood: address },
  { pattern: 'tracing.lightstep.address', check: { code: 'V-MP-05' }, needed: ADDRESS, isGood: address },
  ...['zipkin', 'datadog'].map((tracer) => ({
    ...{ pattern: `tracing.${tracer}.address`, check: { code: 'V-MP-06' } as const, needed: ADDRESS },
    isGood: address,
  })),
  {
    pattern: 'tracing.tlsSettings.credentialName',
    check: { code: 'V-MP-07', since: '1.26' },
    needed: 'possible: only an object of a namespace can name a ConfigMap of it',
    isGood: text((name) => !name.startsWith('configmap://')),
  },
  ...['cryptomb', 'qat'].map((provider) => ({
    ...{ pattern: `privateKeyProvider.${provider}.pollDelay`, check: { code: 'V-MP-13' } as const },
    ...{ needed: 'a time above 0s', isGood: duration((time) => time !== 0n) },
  })),
  {
    pattern: 'controlPlaneAuthPolicy',
    check: { code: 'V-MP-12' },
    needed: 'a way that there is: "NONE" and "MUTUAL_TLS" are',
    // The name of no way at all cannot even be read.
    isGood: (policy) => policy.string() !== 'INHERIT' && [0, 1].includes(policy.number() ?? 0),
  },
  ...[
    'statsdUdpAddress',
    'envoyMetricsServiceAddress',
    'envoyMetricsService.address',
    'envoyAccessLogService.address',
  ].map((pattern) => ({
    pattern,
    check: { code: 'V-MP-09' } as const,
    needed: ADDRESS,
    isGood: optionalAddress,
  })),
  ...['proxyAdminPort', 'statusPort'].map((pattern) => ({
    ...{ pattern, check: { code: 'V-MP-11' } as const, needed: PORT },
    isGood: number(isPort),
  })),
  ...['listenerPerConnectionBufferLimitBytes', 'clusterPerConnectionBufferLimitBytes'].map((field) => ({
    ...{
      pattern: `connectionSettings.${field}`,
      check: { code: 'V-MP-14', ...SIZE } as const,
      needed: 'zero or more',
    },
    isGood: number((bytes) => bytes >= 0),
  })),
  ...[
    'httpIdleTimeout',
    'httpMaxConnectionDuration',
    'httpDrainTimeout',
    'httpRequestTimeout',
    'httpRequestHeadersTimeout',
    'httpStreamIdleTimeout',
    'httpMaxStreamDuration',
  ].map((field) => ({
    ...{
      pattern: `connectionSettings.${field}`,
      check: { code: 'V-MP-15', ...SIZE } as const,
      needed: 'a time of 0s or more',
    },
    isGood: duration((time) => time >= 0n),
  })),
  ...['httpMaxConcurrentStreams', 'listenerConnectionLimit', 'globalDownstreamConnectionLimit'].map(
    (field) => ({
      ...{
        pattern: `connectionSettings.${field}`,
        check: { code: 'V-MP-16', ...SIZE } as const,
        needed: 'more than zero',
      },
      isGood: number((count) => count > 0),
    }),
  ),
  ...['http2InitialStreamWindowSize', 'http2InitialConnectionWindowSize'].map((field) => ({
    ...{
      pattern: `connectionSettings.${field}`,
      check: { code: 'V-MP-17', ...SIZE } as const,
      needed: '65535 or more',
    },
    isGood: number((bytes) => bytes >= 65_535),
  })),
];
