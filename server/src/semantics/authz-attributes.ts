/** What policies may ask about: where each value comes from, and at which layer it is known (§6.3, §6.4). */
import type { JsonValue } from '../base/json.ts';
import { isRecord } from '../yaml/to-json.ts';
import {
  matchesAddress,
  matchesForm,
  matchesGlob,
  matchesPath,
  matchesRequestPrincipal,
  principalSpellings,
} from './authz-forms.ts';
import { claimValues, type HttpRequest } from './request.ts';

/** One connection, and the request on it when it is HTTP. */
export interface Peer {
  /** SPIFFE identity without its scheme; undefined without mutual TLS. */
  readonly principal: string | undefined;
  readonly sourceIp: string;
  readonly remoteIp: string;
  readonly destinationIp: string | undefined;
  readonly destinationPort: number;
  readonly sni: string | undefined;
  readonly request: HttpRequest | undefined;
  /** Of an accepted token. */
  readonly claims: JsonValue | undefined;
}

export interface TrustDomains {
  readonly own: string;
  readonly aliases: readonly string[];
  readonly policyNamespace: string;
}

export interface Attribute {
  /** Known only once a request has been read. */
  readonly isHttp: boolean;
  /** Counts as HTTP for ztunnel. */
  readonly isHttpForZtunnel: boolean;
  /** Undefined: the connection does not bring it. */
  matches(value: string, peer: Peer, trust: TrustDomains): boolean | undefined;
}

function l4(matches: Attribute['matches'], ztunnel: 'known' | 'unknown' = 'known'): Attribute {
  return { isHttp: false, isHttpForZtunnel: ztunnel === 'unknown', matches };
}

function http(matches: Attribute['matches']): Attribute {
  return { isHttp: true, isHttpForZtunnel: true, matches };
}

const principal = l4((value, peer, { own, aliases }) => {
  const { principal: identity } = peer;
  if (identity === undefined) return undefined;
  return principalSpellings(value, own, aliases).some((spelling) => matchesForm(spelling, identity));
});

const namespace = l4((value, { principal: identity }) => {
  const name = identity?.split('/')[2];
  return name === undefined ? undefined : matchesGlob(value, name);
});

function serviceAccount(ztunnel: 'known' | 'unknown'): Attribute {
  return l4((value, { principal: identity }, { policyNamespace }) => {
    const parts = identity?.split('/');
    if (parts === undefined) return undefined;
    const wanted = value.includes('/') ? value : `${policyNamespace}/${value}`;
    return wanted === `${parts[2] ?? ''}/${parts[4] ?? ''}`;
  }, ztunnel);
}

const trustDomain = l4((value, { principal: identity }) =>
  identity === undefined ? undefined : matchesForm(value, identity.split('/')[0] ?? ''),
);

const sourceIp = l4((value, { sourceIp: address }) => matchesAddress(value, address));
const remoteIp = l4((value, { remoteIp: address }) => matchesAddress(value, address), 'unknown');
const port = l4((value, { destinationPort }) => value === String(destinationPort));

const requestPrincipal = http((value, { claims }) => {
  const [issuer] = claimValues(claims, ['iss']);
  const [subject] = claimValues(claims, ['sub']);
  return issuer === undefined ? undefined : matchesRequestPrincipal(value, issuer, subject ?? '');
});

function ofRequest(
  read: (request: HttpRequest) => string,
  compare: (pattern: string, text: string) => boolean,
): Attribute {
  return http((value, { request }) => (request === undefined ? undefined : compare(value, read(request))));
}

/** Lists of `from[].source`, by the name of the positive one. */
export const SOURCE_ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map([
  ['principals', principal],
  ['namespaces', namespace],
  ['serviceAccounts', serviceAccount('known')],
  ['trustDomains', trustDomain],
  ['requestPrincipals', requestPrincipal],
  ['ipBlocks', sourceIp],
  ['remoteIpBlocks', remoteIp],
]);

/** Lists of `to[].operation`. */
export const OPERATION_ATTRIBUTES: ReadonlyMap<string, Attribute> = new Map([
  [
    'hosts',
    ofRequest(
      ({ authority }) => authority.toLowerCase(),
      (pattern, text) => matchesForm(pattern.toLowerCase(), text),
    ),
  ],
  ['ports', port],
  ['methods', ofRequest(({ method }) => method, matchesForm)],
  ['paths', ofRequest(({ path }) => path, matchesPath)],
]);

const CONDITIONS: ReadonlyMap<string, Attribute> = new Map([
  ['source.ip', sourceIp],
  ['remote.ip', remoteIp],
  ['source.namespace', namespace],
  ['source.principal', principal],
  ['source.serviceAccount', serviceAccount('unknown')],
  ['source.trustDomain', l4(trustDomain.matches, 'unknown')],
  [
    'destination.ip',
    l4((value, { destinationIp }) =>
      destinationIp === undefined ? undefined : matchesAddress(value, destinationIp),
    ),
  ],
  ['destination.port', port],
  [
    'connection.sni',
    l4((value, { sni }) => (sni === undefined ? undefined : matchesForm(value, sni)), 'unknown'),
  ],
  ['request.auth.principal', requestPrincipal],
  ['request.auth.audiences', claim(['aud'])],
  ['request.auth.presenter', claim(['azp'])],
]);

function claim(path: readonly string[]): Attribute {
  return http((value, { claims }) => {
    const found = claimValues(claims, path);
    return found.length === 0 ? undefined : found.some((text) => matchesForm(value, text));
  });
}

/** `key` of a `when` entry; undefined for one that the control plane does not know, which drops the rule. */
export function conditionAttribute(key: string): Attribute | undefined {
  const fixed = CONDITIONS.get(key);
  if (fixed !== undefined) return fixed;
  const header = bracketed(key, 'request.headers');
  if (header !== undefined) {
    return http((value, { request }) => {
      const found = request?.header(header);
      return found === undefined ? undefined : matchesForm(value, found);
    });
  }
  const claims = bracketed(key, 'request.auth.claims');
  if (claims !== undefined) return claim(claims.split(']['));
  // Metadata of other filters: nothing in the files says what they write.
  return key.startsWith('experimental.envoy.filters.') ? l4(() => undefined, 'unknown') : undefined;
}

function bracketed(key: string, name: string): string | undefined {
  return key.startsWith(`${name}[`) && key.endsWith(']') ? key.slice(name.length + 1, -1) : undefined;
}

/** Claims whose text is split at blanks, as the proxy hands them on. */
export function splitClaims(
  claims: JsonValue | undefined,
  names: ReadonlySet<string>,
): JsonValue | undefined {
  if (!isRecord(claims)) return claims;
  return Object.fromEntries(
    Object.entries(claims).map(([name, value]) => [
      name,
      names.has(name) && typeof value === 'string' ? value.split(' ').filter((part) => part !== '') : value,
    ]),
  );
}
