/** Where a redirect leads. */
import type { HttpRequest } from './request.ts';

export interface Redirect {
  readonly scheme: string | undefined;
  readonly host: string | undefined;
  readonly port: number | undefined;
  /** Replaces the path; the query stays. */
  readonly path: string | undefined;
}

/** The port of the scheme is not shown; a new scheme drops the old scheme's port. */
export function redirectLocation(request: HttpRequest, redirect: Redirect): string {
  const scheme = redirect.scheme ?? request.scheme;
  const [name, ownPort] = splitPort(redirect.host ?? request.authority);
  const port =
    redirect.port ??
    (redirect.scheme === undefined || redirect.scheme === request.scheme
      ? ownPort
      : otherPort(ownPort, request.scheme));
  const shown = port === undefined || port === STANDARD_PORTS.get(scheme) ? '' : `:${port}`;
  return `${scheme}://${name}${shown}${redirect.path ?? request.path}${request.queryText}`;
}

const STANDARD_PORTS: ReadonlyMap<string, number> = new Map([
  ['http', 80],
  ['https', 443],
]);

function otherPort(port: number | undefined, scheme: string): number | undefined {
  return port === STANDARD_PORTS.get(scheme) ? undefined : port;
}

function splitPort(authority: string): readonly [name: string, port: number | undefined] {
  const colon = authority.lastIndexOf(':');
  if (colon < 0 || authority.endsWith(']')) return [authority, undefined];
  const port = Number(authority.slice(colon + 1));
  return Number.isInteger(port) ? [authority.slice(0, colon), port] : [authority, undefined];
}
