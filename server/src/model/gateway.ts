/** Istio Gateway facts: which workloads carry it, and its servers. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface GatewayServer {
  /** Path of the list item. */
  readonly path: string;
  readonly port: Sourced<number> | undefined;
  readonly protocol: Sourced<string> | undefined;
  readonly bind: string;
  readonly hosts: readonly Sourced<string>[];
  readonly tls: ServerTls | undefined;
  /** `credentialName` and `credentialNames`. */
  readonly credentials: readonly Sourced<string>[];
}

export interface ServerTls {
  readonly path: string;
  readonly mode: string;
  readonly serverCertificate: string;
  readonly privateKey: string;
  readonly isHttpsRedirect: boolean;
}

export interface GatewayFacts {
  readonly selector: Readonly<Record<string, string>>;
  readonly servers: readonly GatewayServer[];
}

export const gateway: Model<GatewayFacts> = {
  kinds: ['networking.istio.io/Gateway'],
  build({ spec }) {
    return {
      selector: spec.get('selector').stringMap(),
      servers: spec.get('servers').items().map(server),
    };
  },
};

function server(item: Cursor): GatewayServer {
  const tls = item.get('tls');
  const single = tls.get('credentialName').sourcedString();
  return {
    path: item.path,
    port: item.get('port').get('number').sourcedNumber(),
    protocol: item.get('port').get('protocol').sourcedString(),
    bind: item.get('bind').string() ?? '',
    hosts: item.get('hosts').strings(),
    tls: tls.exists ? serverTls(tls) : undefined,
    credentials: [...(single === undefined ? [] : [single]), ...tls.get('credentialNames').strings()],
  };
}

/** `PASSTHROUGH` is the mode of a block that names none: the first value of the enum. */
function serverTls(tls: Cursor): ServerTls {
  return {
    path: tls.path,
    mode: tls.get('mode').string() ?? 'PASSTHROUGH',
    serverCertificate: tls.get('serverCertificate').string() ?? '',
    privateKey: tls.get('privateKey').string() ?? '',
    isHttpsRedirect: tls.get('httpsRedirect').boolean() ?? false,
  };
}
