/** A value of the mesh or proxy configuration that the control plane reads and then refuses. */
import type { Cursor } from '../../model/cursor.ts';
import { fieldsAt } from '../../model/fields-at.ts';
import { MESH_CONFIG, PROXY_CONFIG } from '../../model/known-kinds.ts';
import { parseDuration } from '../../primitives/duration.ts';
import { checkWildcardHost } from '../../primitives/host.ts';
import { parseHostPort } from '../../primitives/host-port.ts';
import { isPort } from '../../primitives/port.ts';
import { isTrustDomain } from '../../primitives/trust-domain.ts';
import { type AdmissionCheck, admission, admissionAt } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, messagesOf } from '../message-problems.ts';

interface Field {
  readonly pattern: string;
  readonly check: AdmissionCheck;
  /** What the value has to be, for the message. */
  readonly needed: string;
  readonly isGood: (value: Cursor) => boolean;
}

const MILLISECOND = 1_000_000n;
const SECOND = 1_000n * MILLISECOND;
const HOUR = 3_600n * SECOND;

const text = (test: (value: string) => boolean) => (value: Cursor) => test(value.string() ?? 'a');
const number = (test: (value: number) => boolean) => (value: Cursor) => test(value.number() ?? 65_535);
/** What is no duration at all is told elsewhere. */
const duration = (test: (nanoseconds: bigint) => boolean) => (value: Cursor) => {
  const parsed = parseDuration(value.string() ?? '');
  return !parsed.ok || test(parsed.nanoseconds);
};
const address = (value: Cursor) => {
  const written = value.string();
  return written === undefined || parseHostPort(written.replace('$(HOST_IP)', '10.0.0.1')).ok;
};
const optionalAddress = (value: Cursor) => value.string() === '' || address(value);

const PORT = 'a port from 1 to 65535';
const ADDRESS = 'a host and a port ("collector.example.com:4317")';

const OF_MESH: readonly Field[] = [
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
];

const NOT_EMPTY = 'possible: it may not be empty';
const SIZE = { since: '1.31' } as const;

const OF_PROXY: readonly Field[] = [
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

export const refusedValue = defineRule({
  id: 'mesh-config/refused-value',
  title: 'Value of the mesh configuration is refused',
  severity: 'error',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  equivalents: admission([
    ...new Map([...OF_MESH, ...OF_PROXY].map(({ check }) => [check.code, check])).values(),
  ]),
  docs: {
    why: 'istiod checks the mesh configuration as a whole when it loads it: with one value that it refuses, it keeps the configuration from before, or does not start. Proxies check theirs in the same way.',
    fix: 'Write a value as the message says, or leave the field out: the defaults are good.',
    noFix: 'Which value was meant is not written.',
  },
  messages: {
    value: ({ value, needed }: { value: string; needed: string }) => `"${value}" is not ${needed}`,
  },
  effect: 'The configuration is refused as a whole',
  check(ctx) {
    const version = ctx.world.config('istioVersion');
    const look = (root: Cursor, fields: readonly Field[]) => {
      for (const { pattern, check, needed, isGood } of fields) {
        for (const value of fieldsAt(root, pattern)) {
          if (isGood(value)) continue;
          const equivalents = admissionAt(version, [check]);
          if (equivalents.length === 0) continue;
          const written = String(value.string() ?? value.number() ?? '');
          ctx.report({ message: 'value', at: value.path, data: { value: written, needed }, equivalents });
        }
      }
    };
    for (const mesh of messagesOf(ctx.resource, MESH_CONFIG)) {
      look(mesh, OF_MESH);
      look(mesh.get('defaultConfig'), OF_PROXY);
    }
    for (const proxy of messagesOf(ctx.resource, PROXY_CONFIG)) look(proxy, OF_PROXY);
  },
});
