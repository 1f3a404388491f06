/** Servers of the Istio Gateways that a workload carries, after the control plane has merged them (§4). */
import { isHttpProtocol, parseProtocol } from '../primitives/port.ts';
import type { Fields } from './fields.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { SelectorIndex } from './selector-index.ts';

export interface ServerHost {
  /** Namespaces of VirtualServices that may use it: a name, or `*` for all. */
  readonly namespace: string;
  readonly host: string;
  readonly path: string;
}

export interface GatewayServer {
  readonly gateway: MeshObject;
  readonly fields: Fields;
  readonly port: number;
  /** `http`: readable requests; `https`: the gateway ends TLS; `pass`: routed by server name; `tcp`: bytes. */
  readonly sort: 'http' | 'https' | 'pass' | 'tcp' | 'auto';
  readonly hosts: readonly ServerHost[];
  readonly redirectsToHttps: boolean;
}

export interface DroppedServer {
  readonly server: GatewayServer;
  readonly why: string;
}

export interface MergedServers {
  readonly servers: readonly GatewayServer[];
  readonly dropped: readonly DroppedServer[];
}

export function gatewayServers(mesh: Mesh, labels: ReadonlyMap<string, string>): MergedServers {
  return mesh.once(`servers ${JSON.stringify([...labels])}`, () => {
    const gateways = mesh.kept(
      'gateways by selector',
      (each) =>
        new SelectorIndex(each.objects('networking.istio.io/Gateway'), ({ spec }) =>
          spec.get('selector').stringMap(),
        ),
    );
    return merge(gateways.of(labels).flatMap((gateway) => serversOf(mesh, gateway)));
  });
}

function serversOf(mesh: Mesh, gateway: MeshObject): readonly GatewayServer[] {
  return mesh.keptOf(gateway, 'servers', () =>
    gateway.spec
      .get('servers')
      .items()
      .flatMap((fields) => serverOf(gateway, fields)),
  );
}

function serverOf(gateway: MeshObject, fields: Fields): readonly GatewayServer[] {
  const port = fields.get('port').get('number').number();
  if (port === undefined) return [];
  return [
    {
      gateway,
      fields,
      port,
      sort: sortOf(fields),
      hosts: fields
        .get('hosts')
        .items()
        .flatMap((host) => serverHost(gateway, host)),
      redirectsToHttps: fields.get('tls').get('httpsRedirect').boolean() ?? false,
    },
  ];
}

/** A TLS block without a mode passes through: the first value of the enum. */
function sortOf(fields: Fields): GatewayServer['sort'] {
  const protocol = parseProtocol(fields.get('port').get('protocol').string() ?? '') ?? 'tcp';
  if (isHttpProtocol(protocol)) return 'http';
  const tls = fields.get('tls');
  if (protocol !== 'https' && protocol !== 'tls') return 'tcp';
  const mode = tls.get('mode').string() ?? 'PASSTHROUGH';
  if (mode === 'AUTO_PASSTHROUGH') return 'auto';
  if (mode === 'PASSTHROUGH') return 'pass';
  return protocol === 'https' ? 'https' : 'tcp';
}

function serverHost(gateway: MeshObject, host: Fields): readonly ServerHost[] {
  const text = host.string() ?? '';
  const slash = text.indexOf('/');
  if (slash < 0) return [{ namespace: '*', host: text, path: host.path }];
  const owner = text.slice(0, slash);
  if (owner.startsWith('~')) return [];
  return [
    { namespace: owner === '.' ? gateway.namespace : owner, host: text.slice(slash + 1), path: host.path },
  ];
}

/** On one port and bind: plain requests share a table, TLS shares by name, everything else the older keeps. */
function merge(all: readonly GatewayServer[]): MergedServers {
  const servers: GatewayServer[] = [];
  const dropped: DroppedServer[] = [];
  const listeners = new Map<string, { isTls: boolean; sort: string; names: Set<string> }>();
  for (const server of all) {
    const key = `${server.port} ${server.fields.get('bind').string() ?? ''}`;
    const isTls = hasTls(server);
    const listener = listeners.get(key);
    const why = listener === undefined ? undefined : whyDropped(server, isTls, listener);
    if (why !== undefined) {
      dropped.push({ server, why });
      continue;
    }
    const names = listener?.names ?? new Set<string>();
    if (isTls) for (const { namespace, host } of server.hosts) names.add(`${namespace}/${host}`);
    if (listener === undefined) listeners.set(key, { isTls, sort: server.sort, names });
    servers.push(server);
  }
  return { servers, dropped };
}

function hasTls({ sort, fields }: GatewayServer): boolean {
  return sort !== 'http' && fields.get('tls').exists;
}

function whyDropped(
  server: GatewayServer,
  isTls: boolean,
  first: { readonly isTls: boolean; readonly sort: string; readonly names: ReadonlySet<string> },
): string | undefined {
  if (isTls && !first.isTls) return 'an older server keeps this port for plain traffic';
  if (isTls) {
    const taken = server.hosts.find(({ namespace, host }) => first.names.has(`${namespace}/${host}`));
    return taken && `host "${taken.host}" is already served on this port, so the whole server is left out`;
  }
  if (first.isTls) return undefined;
  if (first.sort === 'http' && server.sort === 'http') return undefined;
  return 'an older server keeps this port';
}
