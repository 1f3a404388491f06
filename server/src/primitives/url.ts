/** Absolute URLs and paths as Go's `url.ParseRequestURI` reads them, which the API server's rules are written with. */
import { parseIpAddress } from './ip-address.ts';

export type UrlProblem =
  | 'empty'
  | 'control-character'
  | 'missing-scheme'
  /** Neither a scheme nor a leading `/`. */
  | 'not-absolute'
  | 'bad-user'
  | 'bad-host'
  | 'bad-port'
  | 'bad-escape';

export type UrlResult =
  | {
      readonly ok: true;
      /** Lower case, without its colon; empty for an absolute path. */
      readonly scheme: string;
      /** With its port; empty for paths and for opaque addresses such as `oci:image`. */
      readonly host: string;
    }
  | { readonly ok: false; readonly problem: UrlProblem };

export function parseAbsoluteUrl(text: string): UrlResult {
  if (text === '') return fault('empty');
  if (hasControlCharacter(text)) return fault('control-character');
  if (text === '*') return { ok: true, scheme: '', host: '' };
  if (text.startsWith(':')) return fault('missing-scheme');
  const scheme = schemeOf(text);
  const rest = (scheme === '' ? text : text.slice(scheme.length + 1)).split('?', 1)[0] ?? '';
  if (!rest.startsWith('/')) return scheme === '' ? fault('not-absolute') : accepted(scheme, '');
  if (scheme === '' || !rest.startsWith('//')) return checkPath(rest) ?? accepted(scheme, '');
  const slash = rest.indexOf('/', 2);
  const authority = rest.slice(2, slash < 0 ? rest.length : slash);
  const problem =
    checkAuthority(authority, scheme.toLowerCase()) ?? checkPath(slash < 0 ? '' : rest.slice(slash));
  return problem ?? accepted(scheme, authority.slice(authority.lastIndexOf('@') + 1));
}

function accepted(scheme: string, host: string): UrlResult {
  return { ok: true, scheme: scheme.toLowerCase(), host };
}

function fault(problem: UrlProblem): UrlResult {
  return { ok: false, problem };
}

function schemeOf(text: string): string {
  return /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(text)?.[1] ?? '';
}

function hasControlCharacter(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
    const unit = text.charCodeAt(at);
    if (unit < 0x20 || unit === 0x7f) return true;
  }
  return false;
}

const BAD_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
/** In hosts only bytes above ASCII, and the percent sign itself, may be escaped. */
const BAD_HOST_ESCAPE = /%(?!25|[89A-Fa-f][0-9A-Fa-f])/;
const BAD_ZONE_ESCAPE = /%(?![0-9A-Fa-f]{2})/;
/** Everything below U+0080 that no host may hold. */
const BAD_HOST_CHARACTER = /[^A-Za-z0-9\-_.~!$&'()*+,;=:[\]<>"%\u0080-\uffff]/;
const USER = /^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/;
const PORT = /^(?::[0-9]*)?$/;

function checkPath(path: string): UrlResult | undefined {
  return BAD_ESCAPE.test(path) ? fault('bad-escape') : undefined;
}

function checkAuthority(authority: string, scheme: string): UrlResult | undefined {
  const at = authority.lastIndexOf('@');
  const user = at < 0 ? '' : authority.slice(0, at);
  const problem = checkHost(authority.slice(at + 1), scheme);
  if (problem !== undefined) return problem;
  if (!USER.test(user)) return fault('bad-user');
  return BAD_ESCAPE.test(user) ? fault('bad-escape') : undefined;
}

function checkHost(host: string, scheme: string): UrlResult | undefined {
  const open = host.lastIndexOf('[');
  if (open > 0) return fault('bad-host');
  if (open === 0) return checkBracketedHost(host);
  // Lists of hosts with ports are fine but for web addresses.
  const isWeb = scheme === 'http' || scheme === 'https';
  const colon = isWeb ? host.indexOf(':') : host.lastIndexOf(':');
  if (colon >= 0 && !PORT.test(host.slice(colon))) return fault('bad-port');
  return checkHostText(host);
}

function checkHostText(text: string): UrlResult | undefined {
  if (BAD_HOST_ESCAPE.test(text)) return fault('bad-escape');
  return BAD_HOST_CHARACTER.test(text) ? fault('bad-host') : undefined;
}

function checkBracketedHost(host: string): UrlResult | undefined {
  const close = host.lastIndexOf(']');
  if (close < 0) return fault('bad-host');
  if (!PORT.test(host.slice(close + 1))) return fault('bad-port');
  const inside = host.slice(1, close);
  const zoneStart = inside.indexOf('%25');
  const address = zoneStart < 0 ? inside : inside.slice(0, zoneStart);
  const zone = zoneStart < 0 ? '' : inside.slice(zoneStart);
  if (BAD_ZONE_ESCAPE.test(zone)) return fault('bad-escape');
  const problem = checkHostText(address);
  if (problem !== undefined) return problem;
  const parsed = parseIpAddress(zone === '' ? address : `${address}%${zone.slice(3)}`);
  return parsed?.family === 6 ? undefined : fault('bad-host');
}
