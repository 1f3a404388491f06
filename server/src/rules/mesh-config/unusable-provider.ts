/** An extension provider that the control plane leaves out, with a line in its log. */
import type { Cursor } from '../../model/cursor.ts';
import { MESH_CONFIG } from '../../model/known-kinds.ts';
import { checkFqdn } from '../../primitives/host.ts';
import { httpStatusName } from '../../primitives/http-status.ts';
import { isIpAddress } from '../../primitives/ip-address.ts';
import { parseSidecarHost } from '../../primitives/namespaced-host.ts';
import { isPort } from '../../primitives/port.ts';
import type { Equivalent } from '../../workspace/finding.ts';
import { type AdmissionCheck, admission } from '../admission.ts';
import { defineRule } from '../define-rule.ts';
import { MESSAGE_FIELDS, MESSAGE_KINDS, messagesOf } from '../message-problems.ts';

const NO_NAME: AdmissionCheck = { code: 'V-XP-01' };
const NO_PROVIDER: AdmissionCheck = { code: 'V-XP-03' };
const SERVICE: AdmissionCheck = { code: 'V-XP-04' };
const PORT: AdmissionCheck = { code: 'V-XP-05' };
const STATUS: AdmissionCheck = { code: 'V-XP-06' };
const PATH: AdmissionCheck = { code: 'V-XP-07' };
const TOKEN: AdmissionCheck = { code: 'V-XP-08' };
const TWO_PROTOCOLS: AdmissionCheck = { code: 'V-XP-09' };

/** Those that call a service. */
const CALLING = [
  'envoyExtAuthzHttp',
  'envoyExtAuthzGrpc',
  'zipkin',
  'lightstep',
  'datadog',
  'opencensus',
  'skywalking',
  'envoyOtelAls',
  'opentelemetry',
  'envoyHttpAls',
  'envoyTcpAls',
];
const PROVIDERS = [...CALLING, 'prometheus', 'stackdriver', 'envoyFileAccessLog'];

export const unusableProvider = defineRule({
  id: 'mesh-config/unusable-provider',
  title: 'Extension provider cannot be used',
  severity: 'warning',
  preset: 'recommended',
  kinds: MESSAGE_KINDS,
  fields: MESSAGE_FIELDS,
  scope: 'document',
  equivalents: admission([NO_NAME, NO_PROVIDER, SERVICE, PORT, STATUS, PATH, TOKEN, TWO_PROTOCOLS]),
  docs: {
    why: 'istiod takes a mesh configuration with a broken provider, and writes a line into its log. Telemetry, authorization and tracing that name the provider do not work.',
    fix: 'Give the provider a name, a kind, and the service and port that it calls.',
    noFix: 'What the provider should call is not written.',
  },
  messages: {
    noName: ({ providers }: { providers: string }) =>
      `The provider has no name, by which others could use it (${providers})`,
    noProvider: ({ name }: { name: string }) => `Provider "${name}" has no kind that Istio knows`,
    service: ({ service }: { service: string }) =>
      `"${service}" is no service: a host name, or "namespace/host"`,
    port: ({ port }: { port: number }) => `Port ${port} is not from 1 to 65535`,
    missing: ({ provider, field }: { provider: string; field: string }) => `"${provider}" needs "${field}"`,
    status: ({ status }: { status: string }) => `"${status}" is no status that Envoy knows`,
    path: ({ path }: { path: string }) => `Path prefix "${path}" does not begin with "/"`,
    twoProtocols: ({ provider }: { provider: string }) => `"${provider}" is told to use gRPC and HTTP`,
  },
  effect: 'What names the provider does not work',
  check(ctx) {
    for (const mesh of messagesOf(ctx.resource, MESH_CONFIG)) {
      for (const provider of mesh.get('extensionProviders').items()) {
        if (!provider.isMap) continue;
        const name = provider.get('name');
        const kind = PROVIDERS.find((each) => provider.has(each));
        if ((name.string() ?? '') === '') {
          const at = name.exists ? name.path : provider.path;
          ctx.report({
            message: 'noName',
            at,
            data: { providers: kind ?? 'of no kind' },
            equivalents: admission([NO_NAME]),
          });
        }
        if (kind === undefined) {
          const other = provider.entries().find(({ key }) => key !== 'name');
          const at = other?.value.path ?? provider.path;
          const data = { name: name.string() ?? '' };
          ctx.report({ message: 'noProvider', at, data, equivalents: admission([NO_PROVIDER]) });
          continue;
        }
        for (const problem of problemsOf(kind, provider.get(kind))) ctx.report(problem);
      }
    }
  },
});

type Problem = { readonly at: string; readonly equivalents: readonly Equivalent[] } & (
  | { readonly message: 'service'; readonly data: { readonly service: string } }
  | { readonly message: 'port'; readonly data: { readonly port: number } }
  | { readonly message: 'missing'; readonly data: { readonly provider: string; readonly field: string } }
  | { readonly message: 'status'; readonly data: { readonly status: string } }
  | { readonly message: 'path'; readonly data: { readonly path: string } }
  | { readonly message: 'twoProtocols'; readonly data: { readonly provider: string } }
);

function* problemsOf(kind: string, provider: Cursor): Iterable<Problem> {
  if (CALLING.includes(kind)) yield* problemsOfCall(kind, provider);
  const status = provider.get('statusOnError').sourcedString();
  if (status !== undefined && status.value !== '' && !isEnvoyStatus(status.value)) {
    yield {
      message: 'status',
      at: status.path,
      data: { status: status.value },
      equivalents: admission([STATUS]),
    };
  }
  const prefix = provider.get('pathPrefix').sourcedString();
  if (prefix !== undefined && prefix.value !== '' && !prefix.value.startsWith('/')) {
    yield { message: 'path', at: prefix.path, data: { path: prefix.value }, equivalents: admission([PATH]) };
  }
  if (kind === 'lightstep' && (provider.get('accessToken').string() ?? '') === '') {
    yield missing(kind, 'accessToken', provider, TOKEN);
  }
  if (kind === 'opentelemetry' && provider.has('grpc') && provider.has('http')) {
    const [, second] = provider.entries().filter(({ key }) => key === 'grpc' || key === 'http');
    yield {
      message: 'twoProtocols',
      at: second?.value.path ?? provider.path,
      data: { provider: kind },
      equivalents: admission([TWO_PROTOCOLS]),
    };
  }
}

function* problemsOfCall(kind: string, provider: Cursor): Iterable<Problem> {
  const service = provider.get('service').sourcedString();
  if (service === undefined || service.value === '') yield missing(kind, 'service', provider, SERVICE);
  else if (!isService(service.value)) {
    yield {
      message: 'service',
      at: service.path,
      data: { service: service.value },
      equivalents: admission([SERVICE]),
    };
  }
  const port = provider.get('port');
  const number = port.number();
  if (!port.exists) yield missing(kind, 'port', provider, PORT);
  else if (number !== undefined && !isPort(number)) {
    yield { message: 'port', at: port.path, data: { port: number }, equivalents: admission([PORT]) };
  }
}

function missing(provider: string, field: string, at: Cursor, check: AdmissionCheck): Problem {
  return { message: 'missing', at: at.path, data: { provider, field }, equivalents: admission([check]) };
}

function isService(text: string): boolean {
  return text.includes('/') ? parseSidecarHost(text).ok : checkFqdn(text).ok || isIpAddress(text);
}

/** Codes that Envoy's own list has beside the registered ones, or lacks. */
const ENVOY_ONLY = new Set(['0']);
const NOT_ENVOY = new Set(['101', '102', '103', '418', '425']);

function isEnvoyStatus(text: string): boolean {
  if (!/^[0-9]+$/.test(text)) return false;
  const isRegistered = httpStatusName(Number(text)) !== undefined;
  return ENVOY_ONLY.has(text) || (isRegistered && !NOT_ENVOY.has(text));
}
