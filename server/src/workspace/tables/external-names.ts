/** Services of type ExternalName and the hosts that they stand for: the mesh takes them as other names of those. */
import { service } from '../../model/service.ts';
import { defineTable } from '../table.ts';

export interface ExternalNameRow {
  /** As the registry names it. */
  readonly other: string;
}

/** Keys: the Service as the registry knows it, whose other name is its host; and the host, with that of the Service. */
export const externalNames = defineTable<ExternalNameRow>({
  name: 'externalNames',
  kinds: service.kinds,
  *rows(resource) {
    const { externalName } = resource.facts(service);
    if (externalName === undefined || resource.name === '') return;
    const name = `${resource.name}.${resource.namespace}.svc`;
    yield [name, { other: externalName }];
    yield [externalName, { other: name }];
  },
});
