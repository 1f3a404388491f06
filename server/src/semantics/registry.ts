/** The service registry: every host with its ports, and which of several owners of one host a client sees (§1.3, §1.4). */
import { groupBy } from '../base/group-by.ts';
import { isHttpProtocol, type Protocol, parseProtocol, protocolOfServicePort } from '../primitives/port.ts';
import type { Fields } from './fields.ts';
import type { Mesh, MeshObject, MeshSettings } from './mesh.ts';
import { expandHost, exportedTo, isVisibleFrom } from './names.ts';

export interface RegistryPort {
  readonly number: number;
  readonly name: string;
  /** Undefined: sniffed. */
  readonly protocol: Protocol | undefined;
  /** Port of the pod, or the name of one. */
  readonly targetPort: number | string;
}

export interface Service {
  /** In full. */
  readonly host: string;
  readonly owner: MeshObject;
  /** Path of the host in its object. */
  readonly path: string;
  readonly source: 'Service' | 'ServiceEntry';
  readonly ports: readonly RegistryPort[];
  readonly addresses: readonly string[];
  readonly isHeadless: boolean;
  readonly isExternal: boolean;
  readonly resolution: string;
  readonly exportTo: readonly string[];
  /** Labels of the pods behind it; undefined when endpoints are managed by hand. */
  readonly selector: ReadonlyMap<string, string> | undefined;
}

/** All services of the mesh, oldest first. */
export function services(mesh: Mesh): readonly Service[] {
  return mesh.keptList('services', (each) => [
    ...each
      .objects('core/Service')
      .map((object) => each.keptOf(object, 'service', ({ settings }) => kubernetesService(settings, object))),
    ...each
      .objects('networking.istio.io/ServiceEntry')
      .flatMap((object) =>
        each.keptOf(object, 'services', ({ settings }) => entryServices(settings, object)),
      ),
  ]);
}

/** Owners of a host, oldest first. */
export function servicesOfHost(mesh: Mesh, host: string): readonly Service[] {
  return mesh.keptList(`services of ${host}`, (each) => {
    const byHost = each.kept('services by host', (of) => groupBy(services(of), (service) => service.host));
    return byHost.get(host) ?? [];
  });
}

/** Of several owners of one host: the client's namespace first, then Kubernetes, then the oldest. */
export function chooseOwner(candidates: readonly Service[], clientNamespace: string): Service | undefined {
  const home = candidates.filter(({ owner }) => owner.namespace === clientNamespace);
  const group = home.length > 0 ? home : candidates;
  const first = group.find(({ source }) => source === 'Service') ?? group[0];
  if (first === undefined) return undefined;
  const same = candidates.filter(
    (each) => each.owner.namespace === first.owner.namespace && each.source === first.source,
  );
  return same.length <= 1 ? first : { ...first, ports: mergePorts(same) };
}

export function isVisibleService(service: Service, namespace: string): boolean {
  return isVisibleFrom(service.exportTo, namespace);
}

export function portOf(service: Service, number: number): RegistryPort | undefined {
  return service.ports.find((port) => port.number === number);
}

/** HTTP by name, or found out by looking at the first bytes. */
export function mayCarryHttp({ protocol }: RegistryPort): boolean {
  return protocol === undefined || isHttpProtocol(protocol);
}

/** Number of the pod's port behind a service port; a name is looked up nowhere here: the port's own number stands in. */
export function targetNumber({ targetPort, number }: RegistryPort): number {
  return typeof targetPort === 'number' ? targetPort : number;
}

function mergePorts(group: readonly Service[]): readonly RegistryPort[] {
  const ports = new Map<number, RegistryPort>();
  for (const service of group) {
    for (const port of service.ports) if (!ports.has(port.number)) ports.set(port.number, port);
  }
  return [...ports.values()];
}

function kubernetesService(settings: MeshSettings, owner: MeshObject): Service {
  const { spec, annotations } = owner;
  const clusterIp = spec.get('clusterIP').string();
  const written = (annotations.get('networking.istio.io/exportTo') ?? '')
    .split(',')
    .map((entry) => entry.trim());
  const selector = spec.get('selector').stringMap();
  return {
    host: expandHost(owner.name, owner.namespace, settings.clusterDomain),
    owner,
    path: 'metadata.name',
    source: 'Service',
    ports: spec
      .get('ports')
      .items()
      .flatMap((port) => kubernetesPort(port)),
    addresses: clusterIp === undefined || clusterIp === 'None' ? [] : [clusterIp],
    isHeadless: clusterIp === 'None',
    isExternal: false,
    resolution: 'STATIC',
    exportTo: exportedTo(
      written.filter((entry) => entry !== ''),
      settings.defaultServiceExportTo,
      owner.namespace,
    ),
    selector: selector.size === 0 ? undefined : selector,
  };
}

function kubernetesPort(port: Fields): readonly RegistryPort[] {
  const number = port.get('port').number();
  if (number === undefined) return [];
  const name = port.get('name').string() ?? '';
  const protocol = protocolOfServicePort({
    name,
    number,
    appProtocol: port.get('appProtocol').string(),
    protocol: port.get('protocol').string(),
  });
  const target = port.get('targetPort');
  return [{ number, name, protocol, targetPort: target.number() ?? target.string() ?? number }];
}

function entryServices(settings: MeshSettings, owner: MeshObject): readonly Service[] {
  const { spec } = owner;
  const ports = spec
    .get('ports')
    .items()
    .flatMap((port) => {
      const number = port.get('number').number();
      if (number === undefined) return [];
      const protocol = parseProtocol(port.get('protocol').string() ?? '');
      return [
        {
          number,
          name: port.get('name').string() ?? '',
          protocol,
          targetPort: port.get('targetPort').number() ?? number,
        },
      ];
    });
  const selector = spec.get('workloadSelector');
  return spec
    .get('hosts')
    .items()
    .flatMap((host) => {
      const name = host.string();
      if (name === undefined) return [];
      return [
        {
          host: name,
          owner,
          path: host.path,
          source: 'ServiceEntry' as const,
          ports,
          addresses: spec.get('addresses').strings(),
          isHeadless: false,
          isExternal: (spec.get('location').string() ?? 'MESH_EXTERNAL') === 'MESH_EXTERNAL',
          resolution: spec.get('resolution').string() ?? 'NONE',
          exportTo: exportedTo(
            spec.get('exportTo').strings(),
            settings.defaultServiceExportTo,
            owner.namespace,
          ),
          selector: selector.exists ? selector.get('labels').stringMap() : undefined,
        },
      ];
    });
}
