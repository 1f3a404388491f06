/** Servers of Istio Gateways by what they serve, and by the certificate they serve it with. */
import { gateway } from '../../model/gateway.ts';
import { defineTable } from '../table.ts';

export interface GatewayHostRow {
  readonly gateway: string;
  readonly selector: Readonly<Record<string, string>>;
  /** Namespace part of the host with `.` resolved; `*` when there is none. */
  readonly scope: string;
  readonly bind: string;
  readonly path: string;
  readonly isTls: boolean;
}

/** Key: `<port> <host>`, the host without its namespace part; a server without a port number stands under 0. */
export const gatewayHosts = defineTable<GatewayHostRow>({
  name: 'gatewayHosts',
  kinds: ['networking.istio.io/Gateway'],
  *rows(resource) {
    const { selector, servers } = resource.facts(gateway);
    for (const server of servers) {
      for (const { value, path } of server.hosts) {
        const { scope, host } = scopedHost(value, resource.namespace);
        const row = {
          gateway: `${resource.namespace}/${resource.name}`,
          selector,
          scope,
          bind: server.bind,
          path,
          isTls: server.tls !== undefined && !server.tls.isHttpsRedirect,
        };
        yield [`${server.port?.value ?? 0} ${host}`, row];
      }
    }
  },
});

export interface GatewayCertificateRow {
  readonly gateway: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly path: string;
}

/** Key: `credential <name>`, or `files <certificate> <key>`. */
export const gatewayCertificates = defineTable<GatewayCertificateRow>({
  name: 'gatewayCertificates',
  kinds: ['networking.istio.io/Gateway'],
  *rows(resource) {
    const { selector, servers } = resource.facts(gateway);
    for (const server of servers) {
      const certificate = certificateOf(server);
      if (certificate === undefined) continue;
      yield [
        certificate.key,
        { gateway: `${resource.namespace}/${resource.name}`, selector, path: certificate.path },
      ];
    }
  },
});

/** The namespace in front of a host's slash taken off; a host without one is for every namespace. */
export function scopedHost(
  written: string,
  namespace: string,
): { readonly scope: string; readonly host: string } {
  const slash = written.indexOf('/');
  if (slash < 0) return { scope: '*', host: written };
  const scope = written.slice(0, slash);
  return { scope: scope === '.' ? namespace : scope, host: written.slice(slash + 1) };
}

/** What makes two servers serve the same certificate. */
export function certificateOf({
  tls,
  credentials,
}: ReturnType<typeof gateway.build>['servers'][number]):
  | { readonly key: string; readonly path: string; readonly name: string }
  | undefined {
  const single = credentials.find(({ path }) => path.endsWith('.credentialName'));
  if (tls === undefined) return undefined;
  if (single !== undefined && single.value !== '') {
    return { key: `credential ${single.value}`, path: single.path, name: single.value };
  }
  if (tls.serverCertificate === '' || tls.privateKey === '') return undefined;
  return {
    key: `files ${tls.serverCertificate} ${tls.privateKey}`,
    path: `${tls.path}.serverCertificate`,
    name: tls.serverCertificate,
  };
}
