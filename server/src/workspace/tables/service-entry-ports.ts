/** Ports of ServiceEntries by host and number. */
import { exportedTo } from '../../model/registry-name.ts';
import { serviceEntry } from '../../model/service-entry.ts';
import { defineTable } from '../table.ts';

export interface ServiceEntryPortRow {
  /** Upper case; empty when none is written. */
  readonly protocol: string;
  readonly path: string;
  readonly exportTo: readonly string[];
}

/** Key: `<host as written> <port number>`. */
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
          `${host} ${port.number.value}`,
          {
            protocol: (port.protocol?.value ?? '').toUpperCase(),
            path: port.protocol?.path ?? port.path,
            exportTo,
          },
        ];
      }
    }
  },
});
