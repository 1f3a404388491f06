/**
 * What a line of Envoy's access log says, in its default text form or as JSON; also a lone cluster, flag or policy name,
 * or an excerpt of `istioctl proxy-config`.
 */
import { isRecord } from '../../yaml/to-json.ts';
import { type ProxyConfigExcerpt, readProxyConfig } from './proxy-config.ts';

export interface LogFacts {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly authority: string | undefined;
  readonly status: number | undefined;
  /** `NR`, `UF`, `URX` … */
  readonly flags: readonly string[];
  /** `route_not_found`, `rbac_access_denied_matched_policy[…]` … */
  readonly details: string | undefined;
  /** `outbound|9080|v1|reviews.shop.svc.cluster.local` … */
  readonly cluster: string | undefined;
  readonly routeName: string | undefined;
  readonly serverName: string | undefined;
  /** Of an AuthorizationPolicy, in a name that the proxy made. */
  readonly policy: { readonly namespace: string; readonly name: string; readonly rule: number } | undefined;
  /** What an excerpt of `istioctl proxy-config` names beside. */
  readonly excerpt: ProxyConfigExcerpt;
}

export const RESPONSE_FLAGS: ReadonlySet<string> = new Set(
  'NR NC UH UF UO UT URX UC UR UPE UAEX DC DPE LR LH RL RLSE DI FI SI IH NFCF OM DT DF UMSDR DO DR'.split(
    ' ',
  ),
);

/** At most this much of a line is looked at. */
const MAX_LENGTH = 20_000;

export function readLogLine(text: string): LogFacts {
  const line = text.slice(0, MAX_LENGTH).trim();
  const facts = (line.startsWith('{') ? readJson(line) : undefined) ?? readText(line);
  const { clusters, objects } = readProxyConfig(line);
  return { ...facts, excerpt: { clusters: clusters.filter((each) => each !== facts.cluster), objects } };
}

type LineFacts = Omit<LogFacts, 'excerpt'>;

const KEYS = {
  method: ['method', ':method', 'request_method'],
  path: ['path', ':path', 'request_path', 'url_path'],
  authority: ['authority', ':authority', 'host', 'request_authority'],
  status: ['response_code', 'status', 'status_code'],
  flags: ['response_flags', 'flags'],
  details: ['response_code_details', 'details'],
  cluster: ['upstream_cluster', 'upstream_cluster_raw', 'cluster'],
  routeName: ['route_name'],
  serverName: ['requested_server_name', 'sni'],
} as const;

function readJson(line: string): LineFacts | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (!isRecord(value)) return undefined;
  const record = value;
  const field = (name: keyof typeof KEYS) => {
    const key = KEYS[name].find((each) => record[each] !== undefined && record[each] !== null);
    return key === undefined ? undefined : present(String(record[key]));
  };
  const details = field('details');
  const status = Number(field('status'));
  return {
    method: field('method'),
    path: field('path'),
    authority: field('authority'),
    status: Number.isInteger(status) && status > 0 ? status : undefined,
    flags: (field('flags') ?? '').split(',').filter((flag) => RESPONSE_FLAGS.has(flag)),
    details,
    cluster: field('cluster'),
    routeName: field('routeName'),
    serverName: field('serverName'),
    policy: policyIn(details ?? ''),
  };
}

function present(text: string): string | undefined {
  return text === '' || text === '-' ? undefined : text;
}

/** Places in the default format, counted in words and quoted texts behind the request. */
const BEHIND_REQUEST = {
  status: 1,
  flags: 2,
  details: 3,
  authority: 13,
  cluster: 15,
  serverName: 19,
  routeName: 20,
} as const;

function readText(line: string): LineFacts {
  const words = split(line);
  const request = words.findIndex(({ text, isQuoted }) => isQuoted && REQUEST.test(text));
  const at = (name: keyof typeof BEHIND_REQUEST) =>
    request < 0 ? undefined : present(words[request + BEHIND_REQUEST[name]]?.text ?? '');
  const [method, path] = request < 0 ? [] : (words[request]?.text ?? '').split(' ');
  const status = Number(at('status'));
  const flags = words.flatMap(({ text }) => text.split(',')).filter((word) => RESPONSE_FLAGS.has(word));
  const cluster = words.find(({ text }) => isClusterName(text))?.text;
  return {
    method,
    path: path === undefined ? undefined : present(path),
    authority: at('authority'),
    status: Number.isInteger(status) && status > 0 ? status : undefined,
    flags: [...new Set(flags)],
    details: at('details') ?? words.find(({ text }) => DETAILS.some((known) => text.startsWith(known)))?.text,
    cluster,
    routeName: at('routeName'),
    serverName: at('serverName'),
    policy: policyIn(line),
  };
}

const REQUEST = /^[A-Z]+ \S+ HTTP\/[0-9.]+$/;
const DETAILS = [
  'rbac_access_denied',
  'route_not_found',
  'cluster_not_found',
  'jwt_authn_access_denied',
  'no_healthy_upstream',
  'upstream_reset',
  'upstream_response_timeout',
  'filter_chain_not_found',
  'direct_response',
  'fault_filter',
];
const SPECIAL_CLUSTERS = [
  'PassthroughCluster',
  'BlackHoleCluster',
  'InboundPassthroughCluster',
  'AllowAnyDynamicDNSCluster',
  'UnknownService',
];

function isClusterName(text: string): boolean {
  if (SPECIAL_CLUSTERS.includes(text)) return true;
  return (
    (text.startsWith('outbound|') || text.startsWith('inbound|') || text.startsWith('outbound_.')) &&
    text.length > 9
  );
}

interface Word {
  readonly text: string;
  readonly isQuoted: boolean;
}

function split(line: string): readonly Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    if (line[at] === ' ') {
      at++;
      continue;
    }
    const isQuoted = line[at] === '"';
    const end = isQuoted ? line.indexOf('"', at + 1) : line.indexOf(' ', at);
    const stop = end < 0 ? line.length : end;
    words.push({ text: line.slice(isQuoted ? at + 1 : at, stop), isQuoted });
    at = stop + 1;
  }
  return words;
}

/** `ns[shop]-policy[cart]-rule[2]`, as the proxy calls a rule. */
function policyIn(text: string): LogFacts['policy'] {
  const [namespace, name, rule] = ['ns[', ']-policy[', ']-rule['].map((lead) => bracketed(text, lead));
  if (namespace === undefined || name === undefined || rule === undefined || !/^\d+$/.test(rule))
    return undefined;
  return text.includes(`ns[${namespace}]-policy[${name}]-rule[${rule}]`)
    ? { namespace, name, rule: Number(rule) }
    : undefined;
}

/** What stands behind the first `lead` up to its bracket. */
function bracketed(text: string, lead: string): string | undefined {
  const at = text.indexOf(lead);
  const end = text.indexOf(']', at + lead.length);
  return at < 0 || end < 0 ? undefined : text.slice(at + lead.length, end);
}
