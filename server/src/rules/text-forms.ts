/** Forms that texts of policies and routes need: each says what is wrong with a text, in words behind it. */

import { celFault } from '../primitives/cel.ts';
import { isDnsLabel } from '../primitives/dns-label.ts';
import { parseGatewayName } from '../primitives/gateway-name.ts';
import { checkFqdn, checkWildcardHost, checkWildcardHostOrSni } from '../primitives/host.ts';
import { isIpAddress, isIpOrCidr, isIpOrSubnet } from '../primitives/ip-address.ts';
import { isLabelKey, isLabelValue } from '../primitives/labels.ts';
import { checkRe2 } from '../primitives/regex.ts';
import { utf8Length } from '../primitives/utf8-length.ts';
import { FILLED_LATER, wordsFor } from './regex-words.ts';

/** What is wrong with a text; undefined: nothing. */
export type TextForm = (text: string) => string | undefined;

function form(isTaken: (text: string) => boolean, problem: string): TextForm {
  return (text) => (isTaken(text) ? undefined : problem);
}

const NO_HOST = 'is no host name: labels of letters, digits and "-" between dots, or "*." in front';

export const present = form((text) => text !== '', 'says nothing');
export const dnsLabel = form(
  isDnsLabel,
  'is no name of up to 63 letters, digits and "-" between letters or digits',
);
export const optionalLabel: TextForm = (text) => (text === '' ? undefined : dnsLabel(text));
export const wildcardHost = form((text) => checkWildcardHost(text).ok, NO_HOST);
export const plainHost = form((text) => checkFqdn(text).ok, 'is no host name without wildcards');
export const hostOrAddress = form(
  (text) => checkFqdn(text).ok || isIpAddress(text),
  'is neither a host name without wildcards nor an IP address',
);
export const routedHost = form(
  (text) => checkWildcardHost(text).ok || isIpAddress(text),
  `${NO_HOST}, or an IP address`,
);
export const routedHostOrSni = form(
  (text) => checkWildcardHostOrSni(text).ok || isIpAddress(text),
  `${NO_HOST}, or an IP address`,
);
export const destinationHost: TextForm = (text) =>
  text === '*' ? 'stands for all hosts, and traffic has to go to one' : wildcardHost(text);
export const ipAddress = form(
  (text) => text === '' || isIpAddress(text),
  'is no IP address, which has four numbers from 0 to 255 without leading zeros, or is one of IPv6',
);
export const ipOrSubnet = form(isIpOrSubnet, 'is no IP address or range of addresses');
export const ipOrCidr = form(isIpOrCidr, 'is no IP address or range of addresses');
export const labelKey = form(isLabelKey, 'is no key of a label');
export const labelValue = form(isLabelValue, 'is no value of a label');

export const gatewayName = form(
  (text) => parseGatewayName(text).ok,
  'names no Gateway: it is written "name" or "namespace/name"',
);
export const legacyGatewayName: TextForm = (text) => {
  const parsed = parseGatewayName(text);
  return parsed.ok && parsed.form !== 'mesh' && !text.includes('/') && text.includes('.')
    ? 'is an old form for the name of a Gateway, which is written "namespace/name"'
    : undefined;
};

export const policyPort = form(
  (text) => /^[0-9]+$/.test(text) && Number(text) <= 65_535,
  'is no port from 0 to 65535, and ranges and wildcards are none either',
);

/** `name` or `namespace/name`. */
export const serviceAccount: TextForm = (text) => {
  if (text.includes('*')) return 'has a "*", and service accounts are compared as a whole';
  if (text.length > 320) return 'is longer than 320 characters';
  const parts = text.split('/');
  return parts.length <= 2 && parts.every((part) => part !== '')
    ? undefined
    : 'is neither "name" nor "namespace/name" of a service account';
};

export const trustDomainPattern: TextForm = (text) => {
  if (text === '') return 'says nothing';
  if (text.includes('/')) return 'is no trust domain, which has no slash';
  return starsAtEnds(text);
};

export const starsAtEnds: TextForm = (text) => {
  const star = text.indexOf('*');
  const isFine = star < 0 || (star === text.lastIndexOf('*') && (star === 0 || star === text.length - 1));
  return isFine ? undefined : 'has a "*" that stands neither alone at its start nor at its end';
};

const SEGMENT = /^[A-Za-z0-9\-._~%!$&'()+,;:@=]+$/;

/** Paths with `{*}` and `{**}` (validation catalogue, 12.4). */
export const pathTemplate: TextForm = (text) => {
  if (text === '') return 'says nothing';
  const isTemplate = text.includes('{*}') || text.includes('{**}');
  let hasRest = false;
  for (const segment of trimmed(text).split('/')) {
    if (segment === '{*}' || segment === '{**}') {
      if (hasRest) return 'has an operator behind "{**}", which has to be the last one';
      hasRest = segment === '{**}';
    } else if (/[{}]/.test(segment)) return `has "${segment}", and only "{*}" and "{**}" may stand in braces`;
    else if (isTemplate && !SEGMENT.test(segment)) {
      return `has "${segment}" between slashes, which cannot stand beside "{*}" and "{**}"`;
    }
  }
  return undefined;
};

function trimmed(path: string): string {
  let [start, end] = [0, path.length];
  while (path[start] === '/') start++;
  while (end > start && path[end - 1] === '/') end--;
  return path.slice(start, end);
}

/** Longer than `limit` bytes and not longer than `next`, of which another row tells. */
export function longerThan(limit: number, next: number): TextForm {
  return (text) => {
    if (text.length * 3 <= limit) return undefined;
    const length = utf8Length(text);
    return length > limit && length <= next ? `is ${length} bytes long, more than ${limit}` : undefined;
  };
}

/** What each type of key cannot do without. */
const KEY_MEMBERS: ReadonlyMap<unknown, readonly string[]> = new Map([
  ['RSA', ['n', 'e']],
  ['EC', ['crv', 'x', 'y']],
  ['OKP', ['crv', 'x']],
  ['oct', ['k']],
]);

/** Keys of an issuer: a JSON Web Key, or a set of them. */
export const keySet: TextForm = (text) => {
  if (text === '') return undefined;
  const parsed = parseJson(text);
  if (!isRecord(parsed)) return 'is neither a JSON Web Key nor a set of them';
  if (Object.hasOwn(parsed, 'keys') && !Array.isArray(parsed['keys'])) return undefined;
  const keys = Array.isArray(parsed['keys']) ? parsed['keys'] : [parsed];
  for (const key of keys) {
    const members = isRecord(key) ? KEY_MEMBERS.get(key['kty']) : undefined;
    if (!isRecord(key) || members === undefined) {
      return 'has a key whose "kty" is none of "RSA", "EC", "OKP" and "oct"';
    }
    const lacking = members.find((name) => typeof key[name] !== 'string' || key[name] === '');
    if (lacking !== undefined) return `has a key of type "${key['kty']}" without "${lacking}"`;
  }
  return undefined;
};

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** An expression that a policy of logs is filtered by; the empty one is told as missing. */
export const celExpression: TextForm = (text) =>
  text === '' || FILLED_LATER.test(text) ? undefined : celFault(text)?.problem;

/** Searched for anywhere; one that is too long is told by its length. */
export const regularExpression: TextForm = (text) => {
  if (text === '' || FILLED_LATER.test(text)) return undefined;
  const checked = checkRe2(text);
  return checked.ok || checked.problem === 'too-long'
    ? undefined
    : `is no regular expression: it ${wordsFor(checked)}`;
};
