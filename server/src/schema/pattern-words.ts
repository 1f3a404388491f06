/** The patterns of the schemas in words, and forms of them that cannot hang. */
import { lookUp } from '../base/look-up.ts';

const LABEL = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const DOMAIN = `${LABEL}(\\.${LABEL})*`;
const NAMED = "[A-Za-z0-9\\/\\-._~%!$&'()*+,;=:]+";

const HEADER_VALUE = '^[!-~]+([\\t ]?[!-~]+)*$';

/** `format: byte`; line breaks inside are skipped by the decoder. */
export const BASE64_PATTERN =
  '^(?:(?:[A-Za-z0-9+\\/]\\s*){4})*(?:(?:[A-Za-z0-9+\\/]\\s*){2}=\\s*=\\s*|(?:[A-Za-z0-9+\\/]\\s*){3}=\\s*)?$';

const DOMAIN_WORDS = 'a DNS name of lower case letters, digits, "-" and "."';
const LABEL_WORDS =
  'a DNS label of lower case letters, digits and "-" that starts and ends with a letter or digit';
const TYPE_WORDS = `one of the predefined types or a "domain/path" name`;

const WORDS: Readonly<Record<string, string>> = {
  [`^$|^${DOMAIN}$`]: `empty or ${DOMAIN_WORDS}`,
  [`^${DOMAIN}$`]: DOMAIN_WORDS,
  [`^(\\*\\.)?${DOMAIN}$`]: `${DOMAIN_WORDS}, optionally with a leading "*."`,
  [`^${LABEL}$`]: LABEL_WORDS,
  '^[a-zA-Z]([-a-zA-Z0-9]*[a-zA-Z0-9])?$':
    'letters, digits and "-", starting with a letter and ending with a letter or digit',
  '(^$|^[a-f0-9]{64}$)': 'empty or 64 hexadecimal digits in lower case',
  '^[-_A-Za-z0-9]+$': 'letters, digits, "-" and "_"',
  '^([0-9]{1,5}(h|m|s|ms)){1,4}$':
    'a duration of up to four whole numbers with a unit, such as "1h30m" or "500ms"',
  '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$':
    'letters, digits, "_", "," and ":", starting with a letter and ending with a letter, digit or "_"',
  [`^(${DOMAIN}/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$`]:
    'a label key, optionally with a domain and "/" in front',
  '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$':
    'a label value: letters, digits, "-", "_" and ".", starting and ending with a letter or digit',
  [`^${DOMAIN}\\/${NAMED}$`]: 'a "domain/path" name such as "istio.io/gateway-controller"',
  [`^(System|(${DOMAIN}/([A-Za-z0-9][-A-Za-z0-9_.]{0,61})?[A-Za-z0-9]))$`]:
    '"System" or a "domain/name" name',
  '^(([^:/?#]+):)(//([^/?#]*))([^?#]*)(\\?([^#]*))?(#(.*))?':
    'an address with a scheme and "//", such as "https://example.com"',
  "^[A-Za-z0-9!#$%&'*+\\-.^_\\x60|~]+$": "a header name: letters, digits and !#$%&'*+-.^_`|~",
  [HEADER_VALUE]: 'visible ASCII characters with single blanks or tabs between them',
  [`^Hostname|IPAddress|NamedAddress|${DOMAIN}\\/${NAMED}$`]: TYPE_WORDS,
  [`^[a-zA-Z0-9]([-a-zA-Z0-9]*[a-zA-Z0-9])?$|${DOMAIN}\\/[A-Za-z0-9]+$`]:
    'a protocol name of letters, digits and "-", or a "domain/name" name',
  '(^\\*$)|(^(http(s)?):\\/\\/(((\\*\\.)?([a-zA-Z0-9\\-]+\\.)*[a-zA-Z0-9-]+|\\*)(:([0-9]{1,5}))?)$)':
    '"*" or an origin such as "https://example.com" or "https://*.example.com", optionally with a port',
  "^(?:[-A-Za-z0-9/._~!$&'()*+,;=:@]|[%][0-9a-fA-F]{2})+$":
    "a URL path: letters, digits, -._~!$&'()*+,;=:@/ and percent-encoded characters",
  [BASE64_PATTERN]: 'base64',
};

/** What a text must look like, as the end of "must be …"; an unknown pattern is quoted. */
export function patternWords(pattern: string): string {
  return lookUp(WORDS, pattern) ?? `text that matches ${pattern}`;
}

export function isPatternExplained(pattern: string): boolean {
  return lookUp(WORDS, pattern) !== undefined;
}

/** The same language without nested repetition, where backtracking would take exponential time. */
export function safePattern(pattern: string): string {
  return pattern === HEADER_VALUE ? '^[!-~]+([\\t ][!-~]+)*$' : pattern;
}
