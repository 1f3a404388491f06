/** Where a request goes, as people write it: `http://reviews:9080/api?x=1`, `tcp://db:5432`, `tls://bank.example.com:443`. */

export interface Target {
  readonly protocol: 'http' | 'tcp';
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
  /** With the query; `/` when none is written. */
  readonly path: string;
  /** Server name of `tls://`. */
  readonly sni: string | undefined;
}

const DEFAULT_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
  ['grpc', 80],
  ['tls', 443],
]);

export function parseTarget(url: string): Target | { readonly problem: string } {
  const colon = url.indexOf('://');
  const scheme = colon < 0 ? 'http' : url.slice(0, colon).toLowerCase();
  const rest = colon < 0 ? url : url.slice(colon + 3);
  const slash = rest.search(/[/?#]/);
  const authority = slash < 0 ? rest : rest.slice(0, slash);
  if (!['http', 'https', 'grpc', 'tcp', 'tls'].includes(scheme)) {
    return { problem: `"${scheme}" is no protocol that can be traced: http, https, grpc, tcp and tls can` };
  }
  const [host, written] = splitPort(authority);
  const port = written === undefined ? DEFAULT_PORTS.get(scheme) : Number(written);
  if (host === '') return { problem: 'the address has no host' };
  if (port === undefined || !Number.isInteger(port) || port < 1 || port > 65535) {
    return { problem: written === undefined ? 'the address has no port' : `"${written}" is no port` };
  }
  const path = slash < 0 ? '/' : rest.slice(slash);
  return {
    protocol: scheme === 'tcp' || scheme === 'tls' ? 'tcp' : 'http',
    scheme: scheme === 'https' ? 'https' : 'http',
    host: scheme === 'tcp' || scheme === 'tls' ? host : authority,
    port,
    path: path.startsWith('/') ? path : `/${path}`,
    sni: scheme === 'tls' ? host : undefined,
  };
}

function splitPort(authority: string): readonly [host: string, port: string | undefined] {
  if (authority.startsWith('[')) {
    const end = authority.indexOf(']');
    const behind = authority.slice(end + 1);
    return [authority.slice(0, end + 1), behind.startsWith(':') ? behind.slice(1) : undefined];
  }
  const colon = authority.lastIndexOf(':');
  return colon < 0 ? [authority, undefined] : [authority.slice(0, colon), authority.slice(colon + 1)];
}
