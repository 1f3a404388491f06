/** Ports and the protocols they speak, declared or derived from a Service port's name. */
import { isDnsLabel } from './dns-label.ts';

export type Protocol =
  | 'tcp'
  | 'udp'
  | 'grpc'
  | 'grpc-web'
  | 'http'
  | 'http_proxy'
  | 'http2'
  | 'https'
  | 'tls'
  | 'mongo'
  | 'redis'
  | 'mysql';

export const PROTOCOLS: readonly Protocol[] = [
  'tcp',
  'udp',
  'grpc',
  'grpc-web',
  'http',
  'http_proxy',
  'http2',
  'https',
  'tls',
  'mongo',
  'redis',
  'mysql',
];

const KNOWN: ReadonlySet<string> = new Set(PROTOCOLS);
const HTTP_CLASS: ReadonlySet<string> = new Set<Protocol>([
  'http',
  'http2',
  'http_proxy',
  'grpc',
  'grpc-web',
]);
const TLS_CLASS: ReadonlySet<string> = new Set<Protocol>(['https', 'tls']);
const TCP_CLASS: ReadonlySet<string> = new Set<Protocol>(['tcp', 'https', 'tls', 'mongo', 'redis', 'mysql']);
const APP_PROTOCOLS: ReadonlyMap<string, Protocol> = new Map<string, Protocol>([
  ['kubernetes.io/h2c', 'http2'],
  ['kubernetes.io/ws', 'http'],
  ['kubernetes.io/wss', 'https'],
]);
/** Server-speaks-first protocols: sniffing would hang on them. */
const TCP_BY_NUMBER: ReadonlySet<number> = new Set([25, 53, 3306, 27017]);

/** Ports of gateways on which https arrives, in plain text where something in front ends TLS. */
export const HTTPS_PORTS: ReadonlySet<number> = new Set([443, 8443]);

/** A port that can be dialled (P-PORT). */
export function isPort(value: number): boolean {
  return Number.isInteger(value) && value >= 1 && value <= 65535;
}

/** P-PORTNAME. */
export function isPortName(text: string): boolean {
  return isDnsLabel(text);
}

/** The protocol a `protocol:` field names, case-insensitively (P-PROTO). `hbone` and empty text are none. */
export function parseProtocol(text: string): Protocol | undefined {
  const lower = text.toLowerCase();
  return KNOWN.has(lower) ? (lower as Protocol) : undefined;
}

export function isHttpProtocol(protocol: Protocol): boolean {
  return HTTP_CLASS.has(protocol);
}

export function isTlsProtocol(protocol: Protocol): boolean {
  return TLS_CLASS.has(protocol);
}

/** Protocols that are routed as plain connections; udp is in no class. */
export function isTcpProtocol(protocol: Protocol): boolean {
  return TCP_CLASS.has(protocol);
}

export interface ServicePort {
  readonly name?: string | undefined;
  readonly appProtocol?: string | undefined;
  /** Layer 4: `TCP` (default), `UDP`, `SCTP`. */
  readonly protocol?: string | undefined;
  readonly number?: number | undefined;
}

/** What Istio takes a Kubernetes Service port to speak; undefined means it is sniffed (HTTP or TCP). */
export function protocolOfServicePort(port: ServicePort): Protocol | undefined {
  if (port.protocol === 'UDP') return 'udp';
  const declared = protocolOfPortName(port.appProtocol ?? port.name ?? '');
  const special = port.appProtocol === undefined ? undefined : APP_PROTOCOLS.get(port.appProtocol);
  if (special !== undefined) return special;
  if (declared !== undefined) return declared;
  return port.number !== undefined && TCP_BY_NUMBER.has(port.number) ? 'tcp' : undefined;
}

/** `<protocol>` or `<protocol>-<anything>`, case-insensitively. */
export function protocolOfPortName(name: string): Protocol | undefined {
  const lower = name.toLowerCase();
  if (lower.startsWith('grpc-web')) return 'grpc-web';
  const dash = lower.indexOf('-');
  return parseProtocol(dash < 0 ? lower : lower.slice(0, dash));
}
