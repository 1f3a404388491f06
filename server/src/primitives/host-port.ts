/** `host:port` and `[ipv6]:port`, split as Go does. */
import { goInteger } from './go-integer.ts';
import { checkFqdn } from './host.ts';
import { isIpAddress } from './ip-address.ts';
import { isPort } from './port.ts';

export type HostPortResult =
  | { readonly ok: true; readonly host: string; readonly port: number }
  | {
      readonly ok: false;
      readonly problem: 'missing-port' | 'too-many-colons' | 'bad-brackets' | 'bad-port' | 'bad-host';
    };

/** P-HOSTPORT: the host is a name or an address, and not empty. */
export function parseHostPort(text: string): HostPortResult {
  const split = splitHostPort(text);
  if (!split.ok) return split;
  const port = Number(goInteger(split.port) ?? 0n);
  if (!isPort(port)) return { ok: false, problem: 'bad-port' };
  if (!checkFqdn(split.host).ok && !isIpAddress(split.host)) return { ok: false, problem: 'bad-host' };
  return { ok: true, host: split.host, port };
}

type Split =
  | { readonly ok: true; readonly host: string; readonly port: string }
  | { readonly ok: false; readonly problem: 'missing-port' | 'too-many-colons' | 'bad-brackets' };

function splitHostPort(text: string): Split {
  const colon = text.lastIndexOf(':');
  if (colon < 0) return { ok: false, problem: 'missing-port' };
  const port = text.slice(colon + 1);
  if (!text.startsWith('[')) {
    const host = text.slice(0, colon);
    if (host.includes(':')) return { ok: false, problem: 'too-many-colons' };
    return /[[\]]/.test(text) ? { ok: false, problem: 'bad-brackets' } : { ok: true, host, port };
  }
  const close = text.indexOf(']');
  if (close < 0) return { ok: false, problem: 'bad-brackets' };
  if (close + 1 === text.length) return { ok: false, problem: 'missing-port' };
  if (close + 1 !== colon) {
    return { ok: false, problem: text[close + 1] === ':' ? 'too-many-colons' : 'missing-port' };
  }
  const host = text.slice(1, close);
  if (host.includes('[') || /[[\]]/.test(port)) return { ok: false, problem: 'bad-brackets' };
  return { ok: true, host, port };
}
