/** What clients see of a Service, for every definition of it. Key: the resource key. */
import { service } from '../../model/service.ts';
import { defineTable } from '../table.ts';

export interface ServiceDefinitionRow {
  readonly type: string;
  readonly isHeadless: boolean;
  /** `name number/protocol → target`, sorted. */
  readonly ports: readonly string[];
}

export const serviceDefinitions = defineTable<ServiceDefinitionRow>({
  name: 'serviceDefinitions',
  kinds: ['core/Service'],
  definitions: 'all',
  *rows(resource) {
    const { type, isHeadless, ports } = resource.facts(service);
    const shown = ports.map(
      ({ name, number, protocol, appProtocol, targetPort }) =>
        `${name?.value ?? ''} ${number?.value ?? ''}/${protocol} ${appProtocol?.value ?? ''} → ${targetPort ?? number?.value ?? ''}`,
    );
    yield [resource.key, { type, isHeadless, ports: shown.sort() }];
  },
});
