/** HTTP at a Gateway of the Gateway API: which routes attach to which listener, and who answers a host (§2.9). */
import { compareSpecificity, hostsOverlap, isHostSubset } from '../primitives/host-match.ts';
import { labelSelectorMatches } from '../primitives/label-selector.ts';
import type { Fields } from './fields.ts';
import { gatewayUser } from './gateway-http.ts';
import { answerFrom, type HttpTable, hostFor, tableOf } from './http-table.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { httpRequest, type RequestInput } from './request.ts';
import type { RouteAnswer } from './route-answer.ts';
import { type Attachment, GRPC_ROUTE, HTTP_ROUTE, rankedRules } from './route-rules.ts';
import { Trail } from './steps.ts';

const GATEWAY = 'gateway.networking.k8s.io/Gateway';

/** `id`: `namespace/name`. */
export function kubernetesGatewayHttp(
  mesh: Mesh,
  id: string,
  port: number,
  input: RequestInput,
): RouteAnswer {
  const trail = new Trail();
  const gateway = mesh.objects(GATEWAY).find((object) => object.id === id);
  const listeners = gateway === undefined ? [] : httpListeners(gateway, port);
  if (gateway === undefined || listeners.length === 0) {
    trail.add(
      'decided',
      `No listener of Gateway ${id} is for HTTP on port ${port}: the connection is closed`,
      gateway?.ref,
    );
    return { outcome: 'noListener', steps: trail.steps };
  }
  const request = httpRequest(input);
  const host = hostFor(listenerTable(mesh, gateway, listeners, port), request.authority);
  if (host === undefined) {
    trail.add(
      'decided',
      `No route attached to port ${port} is for host "${input.host}": answered with 404`,
      gateway.ref,
    );
    return { outcome: 'noRoute', status: 404, steps: trail.steps };
  }
  trail.add(
    'passed',
    `Host "${input.host}" is answered as "${host.name}"`,
    host.origin?.object.ref,
    host.origin?.path,
  );
  const user = gatewayUser(mesh, { namespace: gateway.namespace, labels: new Map() }, port);
  return answerFrom(host, { mesh, user, request, trail });
}

/** The names that an HTTP port of a Gateway answers; undefined when no listener is for it. */
export function kubernetesGatewayTable(mesh: Mesh, gateway: MeshObject, port: number): HttpTable | undefined {
  const listeners = httpListeners(gateway, port);
  return listeners.length === 0 ? undefined : listenerTable(mesh, gateway, listeners, port);
}

interface Listener {
  readonly name: string;
  readonly port: number;
  readonly protocol: string;
  /** `*` when it names none. */
  readonly hostname: string;
  readonly fields: Fields;
}

function httpListeners(gateway: MeshObject, port: number): readonly Listener[] {
  return gateway.spec
    .get('listeners')
    .items()
    .map((fields) => ({
      name: fields.get('name').string() ?? '',
      port: fields.get('port').number() ?? 0,
      protocol: fields.get('protocol').string() ?? '',
      hostname: fields.get('hostname').string() ?? '*',
      fields,
    }))
    .filter(
      (listener) => listener.port === port && (listener.protocol === 'HTTP' || listener.protocol === 'HTTPS'),
    );
}

function listenerTable(
  mesh: Mesh,
  gateway: MeshObject,
  listeners: readonly Listener[],
  port: number,
): HttpTable {
  return mesh.once(`listeners ${gateway.id} ${port}`, () => {
    const byHost = new Map<string, Map<MeshObject, Attachment>>();
    for (const route of [...mesh.objects(HTTP_ROUTE), ...mesh.objects(GRPC_ROUTE)]) {
      for (const listener of listeners) {
        if (!isAttached(mesh, route, gateway, listener)) continue;
        for (const host of sharedHosts(route, listener, listeners)) {
          const routes = byHost.get(host) ?? new Map<MeshObject, Attachment>();
          byHost.set(host, routes.set(route, { route, port: undefined }));
        }
      }
    }
    return tableOf(
      [...byHost].map(([name, routes]) => ({
        name,
        rules: rankedRules([...routes.values()]).map((rule) => ({
          rule,
          owner: rule.writtenIn,
          blocks: rule.blocks,
        })),
        origin: { object: gateway, path: 'spec.listeners' },
      })),
    );
  });
}

/** Names of the route that the listener serves; a more specific listener of the port keeps its own. */
function sharedHosts(
  route: MeshObject,
  listener: Listener,
  listeners: readonly Listener[],
): readonly string[] {
  const written = route.spec.get('hostnames').strings();
  const hosts = (written.length === 0 ? [listener.hostname] : written)
    .filter((host) => hostsOverlap(host, listener.hostname))
    .map((host) => (compareSpecificity(host, listener.hostname) <= 0 ? host : listener.hostname));
  return hosts.filter(
    (host) =>
      !listeners.some(
        (other) =>
          other !== listener &&
          other.protocol === listener.protocol &&
          compareSpecificity(other.hostname, listener.hostname) < 0 &&
          isHostSubset(host, other.hostname),
      ),
  );
}

function isAttached(mesh: Mesh, route: MeshObject, gateway: MeshObject, listener: Listener): boolean {
  const isNamed = route.spec
    .get('parentRefs')
    .items()
    .some((parent) => {
      const section = parent.get('sectionName').string();
      const port = parent.get('port').number();
      return (
        (parent.get('kind').string() ?? 'Gateway') === 'Gateway' &&
        (parent.get('group').string() ?? 'gateway.networking.k8s.io') === 'gateway.networking.k8s.io' &&
        parent.get('name').string() === gateway.name &&
        (parent.get('namespace').string() ?? route.namespace) === gateway.namespace &&
        (section === undefined || section === listener.name) &&
        (port === undefined || port === listener.port)
      );
    });
  return isNamed && isKindAllowed(route, listener) && isNamespaceAllowed(mesh, route, gateway, listener);
}

function isKindAllowed(route: MeshObject, { fields }: Listener): boolean {
  const kinds = fields.get('allowedRoutes').get('kinds').items();
  if (kinds.length === 0) return true;
  return kinds.some((kind) => {
    const group = kind.get('group').string() ?? 'gateway.networking.k8s.io';
    return `${group}/${kind.get('kind').string() ?? ''}` === route.kind;
  });
}

function isNamespaceAllowed(
  mesh: Mesh,
  route: MeshObject,
  gateway: MeshObject,
  { fields }: Listener,
): boolean {
  const namespaces = fields.get('allowedRoutes').get('namespaces');
  const from = namespaces.get('from').string() ?? 'Same';
  if (from === 'All') return true;
  if (from !== 'Selector') return route.namespace === gateway.namespace;
  const object = mesh.objects('core/Namespace').find(({ name }) => name === route.namespace);
  const labels = {
    ...Object.fromEntries(object?.labels ?? []),
    'kubernetes.io/metadata.name': route.namespace,
  };
  const selector = namespaces.get('selector');
  return labelSelectorMatches(
    {
      matchLabels: Object.fromEntries(selector.get('matchLabels').stringMap()),
      matchExpressions: selector
        .get('matchExpressions')
        .items()
        .map((expression) => ({
          key: expression.get('key').string() ?? '',
          operator: expression.get('operator').string() ?? '',
          values: expression.get('values').strings(),
        })),
    },
    labels,
  );
}
