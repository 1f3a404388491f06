/** The service registry: every host that Services and ServiceEntries add, under the name by which it is looked up. */
import type { RunBy } from '../../model/gateway-api-gateway.ts';
import { generatedServices } from '../../model/generated-services.ts';
import { exportedTo, registryName } from '../../model/registry-name.ts';
import type { Model, Resource } from '../../model/resource.ts';
import { service } from '../../model/service.ts';
import { serviceEntry } from '../../model/service-entry.ts';
import { labelsOf } from '../../model/system-objects.ts';
import { defineTable } from '../table.ts';
import { wildcardKeys } from './wildcard-keys.ts';

export interface HostRow {
  readonly host: string;
  readonly namespace: string;
  readonly source: 'Service' | 'ServiceEntry';
  /** `.` already resolved; empty means the mesh default. */
  readonly exportTo: readonly string[];
  readonly ports: readonly {
    readonly number: number;
    readonly name: string;
    readonly protocol: string;
    /** Of a Service; absent when it is not written. */
    readonly appProtocol?: string;
  }[];
  /** There may be ports that the files do not tell. */
  readonly hasMorePorts: boolean;
  /** Labels of the workloads behind it; absent when endpoints are managed otherwise. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  /** Labels of inline endpoints. */
  readonly endpointLabels: readonly Readonly<Record<string, string>>[];
  /** Labels that choose a waypoint, when it carries any. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Exists only when this controller runs the Gateway that it belongs to. */
  readonly runBy?: RunBy;
}

/**
 * Key of a Kubernetes Service is `name.namespace.svc` (the cluster domain is configuration, not a fact of the object);
 * of a ServiceEntry host the host as written, short names completed with the namespace. Services that controllers make
 * for other objects stand here too.
 */
export const serviceHosts = defineTable<HostRow>({
  name: 'serviceHosts',
  isListed: true,
  kinds: ['core/Service', 'networking.istio.io/ServiceEntry', ...generatedServices.kinds],
  *rows(resource) {
    if (generatedServices.kinds.includes(resource.kindId)) {
      for (const row of generatedRows(resource)) yield [row.host, row];
      return;
    }
    for (const row of hostRows(resource)) if (!row.host.startsWith('*')) yield [row.host, row];
  },
});

/** Wildcard hosts of ServiceEntries, under the key of their wildcard. */
export const wildcardHosts = defineTable<HostRow>({
  name: 'wildcardHosts',
  kinds: ['networking.istio.io/ServiceEntry'],
  *rows(resource) {
    for (const row of hostRows(resource)) {
      if (row.host.startsWith('*')) for (const key of wildcardKeys(row.host)) yield [key, row];
    }
  },
});

/** Hosts outside the cluster that ServiceEntries add, all under one key, for "did you mean". */
export const entryHosts = defineTable<{ readonly host: string }>({
  name: 'entryHosts',
  kinds: ['networking.istio.io/ServiceEntry'],
  *rows(resource) {
    for (const { host } of hostRows(resource)) if (!/[*#]|\.svc$/.test(host)) yield ['', { host }];
  },
});

/** Every service of a namespace, for completeness (does the world own it?) and for suggestions. */
export const servicesInNamespace = defineTable<{ readonly host: string }>({
  name: 'servicesInNamespace',
  kinds: ['core/Service', 'networking.istio.io/ServiceEntry'],
  *rows(resource) {
    for (const row of hostRows(resource)) yield [resource.namespace, { host: row.host }];
  },
});

/** The same for all tables. */
function hostRows(resource: Resource): readonly HostRow[] {
  return resource.facts(rowsOfHosts);
}

const rowsOfHosts: Model<readonly HostRow[]> = {
  kinds: ['core/Service', 'networking.istio.io/ServiceEntry'],
  build: (resource) =>
    resource.kindId === 'core/Service' ? serviceRows(resource) : serviceEntryRows(resource),
};

function generatedRows(resource: Resource): readonly HostRow[] {
  return resource.facts(generatedServices).map(({ name, ports, hasMorePorts, selector, runBy }) => ({
    host: `${name}.${resource.namespace}.svc`,
    namespace: resource.namespace,
    source: 'Service',
    exportTo: [],
    ports: ports.map((port) => ({ ...port, protocol: 'TCP' })),
    hasMorePorts,
    selector,
    endpointLabels: [],
    ...(runBy !== undefined && { runBy }),
  }));
}

function serviceRows(resource: Resource): readonly HostRow[] {
  const facts = resource.facts(service);
  return [
    {
      host: `${resource.name}.${resource.namespace}.svc`,
      namespace: resource.namespace,
      source: 'Service',
      exportTo: exportedTo(facts.exportTo, resource.namespace),
      ports: facts.ports.flatMap((port) =>
        port.number === undefined
          ? []
          : [
              {
                number: port.number.value,
                name: port.name?.value ?? '',
                protocol: port.protocol,
                ...(port.appProtocol !== undefined && { appProtocol: port.appProtocol.value }),
              },
            ],
      ),
      hasMorePorts: hasMorePorts(resource, facts.ports),
      selector: facts.selector,
      endpointLabels: [],
      ...waypointLabels(resource),
    },
  ];
}

function serviceEntryRows(resource: Resource): readonly HostRow[] {
  const facts = resource.facts(serviceEntry);
  return facts.hosts.map(({ value }) => ({
    host: registryName(value, resource.namespace),
    namespace: resource.namespace,
    source: 'ServiceEntry',
    exportTo: exportedTo(
      facts.exportTo.map((entry) => entry.value),
      resource.namespace,
    ),
    ports: facts.ports.flatMap((port) =>
      port.number === undefined
        ? []
        : [{ number: port.number.value, name: port.name?.value ?? '', protocol: port.protocol?.value ?? '' }],
    ),
    hasMorePorts: hasMorePorts(resource, facts.ports),
    selector: facts.workloadSelector,
    endpointLabels: facts.endpoints.map((endpoint) => endpoint.labels),
    ...waypointLabels(resource),
  }));
}

/** A template may bring ports, or give a port its number. */
function hasMorePorts(resource: Resource, ports: readonly { readonly number: unknown }[]): boolean {
  if (!resource.isTemplate) return false;
  return resource.isOpen('spec.ports') || ports.some(({ number }) => number === undefined);
}

/** Only those: other labels of a Service decide nothing about its host. */
function waypointLabels(resource: Resource): Pick<HostRow, 'labels'> {
  const chosen = Object.entries(labelsOf(resource)).filter(([name]) =>
    name.startsWith('istio.io/use-waypoint'),
  );
  return chosen.length === 0 ? {} : { labels: Object.fromEntries(chosen) };
}
