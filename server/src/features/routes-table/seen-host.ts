/** A host as one proxy knows it: its route table, and how that came about. */

import { hostsOverlap } from '../../primitives/host-match.ts';
import { shortHost } from '../../semantics/explain/words.ts';
import { boundTo, gatewayTable, gatewayUser } from '../../semantics/gateway-http.ts';
import { type GatewayServer, gatewayServers } from '../../semantics/gateway-servers.ts';
import { type HttpHost, hostFor } from '../../semantics/http-table.ts';
import { kubernetesGatewayTable } from '../../semantics/kubernetes-gateway.ts';
import type { Mesh, MeshObject } from '../../semantics/mesh.ts';
import { servicesOfHost } from '../../semantics/registry.ts';
import { sidecarTable } from '../../semantics/sidecar-http.ts';
import { listenerFor, sidecarScope } from '../../semantics/sidecar-scope.ts';
import { gatewayClient, parseCluster } from '../../semantics/trace.ts';
import type { VirtualService } from '../../semantics/virtual-services.ts';
import { workloads } from '../../semantics/workloads.ts';
import type { Snapshot } from '../../workspace/snapshot.ts';
import type { PlaceBook } from '../panels/panel.ts';
import type { Link, Sentence } from '../panels/panel-data.ts';
import { ownersOf } from './route-rows.ts';
import type { RouteView, SeenHost } from './view.ts';
import type { Viewpoint } from './viewpoints.ts';

export interface Seeing {
  readonly mesh: Mesh;
  readonly snapshot: Snapshot;
  readonly places: PlaceBook;
  readonly host: string;
  /** Undefined: the first that there is. */
  readonly port: number | undefined;
}

const HTTP_PORT = 80;

export function seenHost(seeing: Seeing, viewpoint: Viewpoint): SeenHost {
  switch (viewpoint.sort) {
    case 'sidecars':
      return seenBySidecar(seeing, { namespace: viewpoint.namespace, labels: new Map() });
    case 'workload': {
      const workload = workloads(seeing.mesh).find(({ id }) => id === viewpoint.id);
      return seenBySidecar(seeing, {
        namespace: workload?.namespace ?? '',
        labels: workload?.labels ?? new Map(),
      });
    }
    case 'gateway':
      return seenByGateway(seeing, viewpoint.id, viewpoint.port);
    case 'listener':
      return seenByListener(seeing, viewpoint.id, viewpoint.port);
  }
}

function seenBySidecar(
  { mesh, snapshot, places, host, port: wanted }: Seeing,
  client: { readonly namespace: string; readonly labels: ReadonlyMap<string, string> },
): SeenHost {
  const ports = [
    ...new Set(servicesOfHost(mesh, host).flatMap((each) => each.ports.map(({ number }) => number))),
  ];
  const port = wanted !== undefined && ports.includes(wanted) ? wanted : (ports[0] ?? HTTP_PORT);
  const scope = sidecarScope(mesh, client.namespace, client.labels);
  const { table, skipped } = sidecarTable(mesh, scope, client, port);
  const found = hostFor(table, host);
  const listener = listenerFor(scope, port);
  const candidates = (listener?.virtualServices ?? []).filter(({ hosts }) =>
    hosts.some(({ name }) => hostsOverlap(name, host)),
  );
  const view: RouteView = {
    mesh,
    snapshot,
    places,
    proxy: { ...client, gateway: 'mesh', port },
    user: {
      ...client,
      serviceOf: (name) => scope.clusters.get(name),
      listenerPort: port,
      usesListenerPort: true,
    },
  };
  const used = ownersOf(found?.rules ?? [], candidates);
  const owners = used.length > 0 ? used : candidates.slice(0, 1);
  const ignored = (skipped.get(host) ?? [])
    .map(({ object }) => object)
    .filter((each) => !owners.includes(each));
  return {
    view,
    table: found,
    owners,
    ports: ports.length === 0 ? [port] : ports,
    story: [
      ...ownerStory(places, owners),
      ...ignoredStory(places, ignored, owners[0]),
      ...(scope.sidecar === undefined
        ? []
        : [' Sidecar ', places.link(scope.sidecar.id, scope.sidecar.ref, 'spec'), ' limits what it sees.']),
    ],
    otherwise: sidecarOtherwise(mesh, host, client.namespace, found),
    bypass: undefined,
  };
}

function sidecarOtherwise(
  mesh: Mesh,
  host: string,
  namespace: string,
  found: HttpHost | undefined,
): Sentence {
  if (found?.defaultCluster !== undefined) {
    const cluster = parseCluster(found.defaultCluster);
    const name = shortHost(cluster?.host ?? host, namespace, mesh.settings.clusterDomain);
    return [`no rule is for this host: sent to ${name} :${cluster?.port ?? ''}`];
  }
  if (found === undefined) {
    return mesh.settings.outboundMode === 'REGISTRY_ONLY'
      ? ['not known here: refused (REGISTRY_ONLY)']
      : ['not known here: passed on to wherever the client resolved the name'];
  }
  return otherwiseOf(found);
}

function otherwiseOf({ rules }: HttpHost): Sentence {
  const isTaken = rules.some(({ blocks }) => blocks.some(({ isCatchAll }) => isCatchAll));
  return isTaken ? ['nothing is left: a rule takes everything'] : ['no rule is left: 404'];
}

function ownerStory(places: PlaceBook, owners: readonly VirtualService[]): Sentence {
  const [only, ...others] = owners;
  if (only === undefined) return ['No VirtualService is for this host.'];
  if (others.length === 0) {
    const delegates = [...new Set(only.http.map(({ writtenIn }) => writtenIn))].filter(
      (object) => object !== only.object && object.kind === only.object.kind,
    );
    const rest: Sentence =
      delegates.length === 0 ? ['.'] : [', with delegates ', ...linksOf(places, delegates), '.'];
    return [`Rules of ${nounOf(only.object)} `, linkOf(places, only.object), ...rest];
  }
  return [
    'Rules of ',
    ...linksOf(
      places,
      owners.map(({ object }) => object),
    ),
    ', one after the other; those that take everything come last.',
  ];
}

function ignoredStory(
  places: PlaceBook,
  ignored: readonly VirtualService[],
  winner: VirtualService | undefined,
): Sentence {
  if (ignored.length === 0 || winner === undefined) return [];
  const links = linksOf(
    places,
    ignored.map(({ object }) => object),
  );
  return [' The first for this host wins; ignored: ', ...links, '.'];
}

function nounOf({ kind }: MeshObject): string {
  return kind.split('/')[1] ?? '';
}

function linkOf(places: PlaceBook, { id, ref }: MeshObject): Link {
  return places.link(id, ref, 'metadata.name');
}

function linksOf(places: PlaceBook, objects: readonly MeshObject[]): Sentence {
  return objects.flatMap((object, index) => [...(index === 0 ? [] : [', ']), linkOf(places, object)]);
}

function seenByGateway({ mesh, snapshot, places, host }: Seeing, id: string, port: number): SeenHost {
  const client = gatewayClient(mesh, id);
  const { servers } = gatewayServers(mesh, client.labels);
  const ofPort = servers.filter((server) => server.port === port);
  const own = ofPort.find(({ gateway }) => gateway.id === id) ?? ofPort[0];
  // Plain servers of a port share one table; a server that ends TLS has its own.
  const shared =
    own?.sort === 'http' ? ofPort.filter(({ sort }) => sort === 'http') : own === undefined ? [] : [own];
  const isHttp = own?.sort === 'http' || own?.sort === 'https';
  const found = isHttp ? hostFor(gatewayTable(mesh, client, shared), host) : undefined;
  const bound = [...new Set(shared.flatMap((server) => boundTo(mesh, server, client.namespace)))].filter(
    ({ hosts }) => hosts.some(({ name }) => hostsOverlap(name, host)),
  );
  const used = ownersOf(found?.rules ?? [], bound);
  const owners = used.length > 0 ? used : bound;
  const redirecting = shared.find(({ redirectsToHttps }) => redirectsToHttps);
  return {
    view: {
      mesh,
      snapshot,
      places,
      proxy: { ...client, gateway: own?.gateway.id ?? id, port },
      user: gatewayUser(mesh, client, port),
    },
    table: found,
    owners,
    ports: [port],
    story: [...ownerStory(places, owners), ...redirectStory(places, redirecting)],
    otherwise: found === undefined ? ['no rule is for this host here: 404'] : otherwiseOf(found),
    bypass:
      redirecting === undefined ? undefined : 'Not asked here: every request is redirected to HTTPS before',
  };
}

function redirectStory(places: PlaceBook, server: GatewayServer | undefined): Sentence {
  if (server === undefined) return [];
  const { ref } = server.gateway;
  const path = server.fields.get('tls').get('httpsRedirect').path;
  return [' This server ', places.link('redirects every request to HTTPS', ref, path), ' with 301.'];
}

function seenByListener({ mesh, snapshot, places, host }: Seeing, id: string, port: number): SeenHost {
  const gateway = mesh.objects('gateway.networking.k8s.io/Gateway').find((object) => object.id === id);
  const table = gateway && kubernetesGatewayTable(mesh, gateway, port);
  const found = table && hostFor(table, host);
  const client = { namespace: gateway?.namespace ?? '', labels: new Map<string, string>() };
  const routes = [...new Set((found?.rules ?? []).map(({ owner }) => owner))];
  return {
    view: {
      mesh,
      snapshot,
      places,
      proxy: { ...client, gateway: id, port },
      user: gatewayUser(mesh, client, port),
    },
    table: found,
    owners: [],
    ports: [port],
    story:
      routes.length === 0
        ? ['No route is attached for this host.']
        : ['Rules of ', ...linksOf(places, routes), ', the most specific first.'],
    otherwise: ['no rule is left: 404'],
    bypass: undefined,
  };
}
