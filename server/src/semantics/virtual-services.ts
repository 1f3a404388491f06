/** VirtualServices as proxies get them: names in full, delegates merged, match blocks compiled (§2.1, §2.2). */
import { appliesToHttpRoute, mergeDelegate } from './delegates.ts';
import type { Fields } from './fields.ts';
import { compileBlock, everything, type MatchBlock } from './http-match.ts';
import type { Mesh, MeshObject } from './mesh.ts';
import { expandHost, exportedTo, gatewayReference } from './names.ts';

/** One entry of `http` after delegation, or of the rules of a Gateway API route. */
export interface HttpRule {
  readonly api: 'istio' | 'gateway-api';
  readonly name: string | undefined;
  /** In `http` as merged, or in the route's `rules`. */
  readonly index: number;
  readonly fields: Fields;
  readonly blocks: readonly MatchBlock[];
  /** Object in which it is written: the VirtualService, or a delegate. */
  readonly writtenIn: MeshObject;
  /** Of the Gateway API: form and length of the path, method, numbers of headers and query parameters; more is tried first. */
  readonly rank?: readonly number[];
}

export interface VirtualHost {
  /** In full. */
  readonly name: string;
  readonly path: string;
}

export interface VirtualService {
  readonly object: MeshObject;
  readonly hosts: readonly VirtualHost[];
  /** `mesh` and `namespace/name`. */
  readonly gateways: readonly string[];
  readonly exportTo: readonly string[];
  readonly http: readonly HttpRule[];
  readonly tls: readonly Fields[];
  readonly tcp: readonly Fields[];
}

const KIND = 'networking.istio.io/VirtualService';

/** Oldest first; delegates (no hosts) are part of others. */
export function virtualServices(mesh: Mesh): readonly VirtualService[] {
  return mesh.keptList('virtual services', (each) =>
    each
      .objects(KIND)
      .flatMap((object) => each.keptOf(object, 'virtual service', (of) => virtualService(of, object)) ?? []),
  );
}

/** Those that name a gateway, `namespace/name`, or `mesh`. */
export function virtualServicesOf(mesh: Mesh, gateway: string): readonly VirtualService[] {
  return mesh.keptList(`virtual services of ${gateway}`, (each) => {
    const groups = each.kept('virtual services by gateway', (of) => {
      const found = new Map<string, VirtualService[]>();
      for (const virtualService of virtualServices(of)) {
        for (const name of new Set(virtualService.gateways)) {
          const group = found.get(name);
          if (group === undefined) found.set(name, [virtualService]);
          else group.push(virtualService);
        }
      }
      return found;
    });
    return groups.get(gateway) ?? [];
  });
}

/** Undefined: a delegate. */
function virtualService(mesh: Mesh, object: MeshObject): VirtualService | undefined {
  const { spec, namespace } = object;
  if (spec.get('hosts').strings().length === 0) return undefined;
  const gateways = spec.get('gateways').strings();
  return {
    object,
    hosts: spec
      .get('hosts')
      .items()
      .flatMap((host) => {
        const name = host.string();
        return name === undefined
          ? []
          : [{ name: expandHost(name, namespace, mesh.settings.clusterDomain), path: host.path }];
      }),
    gateways: gateways.length === 0 ? ['mesh'] : gateways.map((name) => gatewayReference(name, namespace)),
    exportTo: exportedTo(
      spec.get('exportTo').strings(),
      mesh.settings.defaultVirtualServiceExportTo,
      namespace,
    ),
    http: httpRules(mesh, object),
    tls: spec.get('tls').items(),
    tcp: spec.get('tcp').items(),
  };
}

function httpRules(mesh: Mesh, root: MeshObject): readonly HttpRule[] {
  const rules = root.spec
    .get('http')
    .items()
    .flatMap((fields) =>
      appliesToHttpRoute(fields)
        ? mergeDelegate(mesh, root, fields)
        : [{ fields, matches: fields.get('match').items(), writtenIn: root }],
    );
  return rules.map(({ fields, matches, writtenIn }, index) => ({
    api: 'istio',
    name: fields.get('name').string(),
    index,
    fields,
    blocks:
      matches.length === 0
        ? [everything(fields.path)]
        : matches.map((block, at) => compileBlock(block, at, writtenIn.namespace)),
    writtenIn,
  }));
}

/** How an exported object reaches a namespace: `private` before `named` before `public` (§1.5). */
export function reachOf(
  { exportTo, object }: Pick<VirtualService, 'exportTo' | 'object'>,
  namespace: string,
): 'private' | 'named' | 'public' | undefined {
  if (exportTo.includes('*')) return 'public';
  if (exportTo.includes('~') || !exportTo.includes(namespace)) return undefined;
  return object.namespace === namespace ? 'private' : 'named';
}

/** In the order in which a proxy of the namespace looks at them. */
export function orderedFor<T extends Pick<VirtualService, 'exportTo' | 'object'>>(
  all: readonly T[],
  namespace: string,
): readonly T[] {
  const groups = { private: [] as T[], named: [] as T[], public: [] as T[] };
  for (const each of all) {
    const reach = reachOf(each, namespace);
    if (reach !== undefined) groups[reach].push(each);
  }
  return [...groups.private, ...groups.named, ...groups.public];
}
