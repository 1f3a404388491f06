/** Ports of ServiceEntries by host and number. */
import { exportedTo } from '../../model/registry-name.ts';
import { serviceEntry } from '../../model/service-entry.ts';
import { defineTable } from '../table.ts';

export interface ServiceEntryPortRow {
  /** Upper case; empty when none is written. */
  readonly protocol: string;
  readonly path: string;
  /** Of the entry, with its namespace. */
  readonly name: string;
  readonly exportTo: readonly string[];
}

/** Names of hosts have no case. */
export function serviceEntryPortKey(host: string, port: number): string {
  return `${host.toLowerCase()} ${port}`;
}

/** Key: host and port number. */
export const serviceEntryPorts = defineTable<ServiceEntryPortRow>({
  name: 'serviceEntryPorts',
  kinds: ['networking.istio.io/ServiceEntry'],
  *rows(resource) {
    const facts = resource.facts(serviceEntry);
    const exportTo = exportedTo(
      facts.exportTo.map(({ value }) => value),
      resource.namespace,
    );
    for (const { value: host } of facts.hosts) {
      for (const port of facts.ports) {
        if (port.number === undefined) continue;
        yield [
          serviceEntryPortKey(host, port.number.value),
          {
            protocol: (port.protocol?.value ?? '').toUpperCase(),
            path: port.protocol?.path ?? port.path,
            name: `${resource.namespace}/${resource.name}`,
            exportTo,
          },
        ];
      }
    }
  },
});
