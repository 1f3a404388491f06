/** Injector ConfigMaps. Key: the revision. */
import { type InjectorConfig, injectorConfig } from '../../model/injector-config.ts';
import { defineTable } from '../table.ts';

export const injectorConfigs = defineTable<InjectorConfig>({
  name: 'injectorConfigs',
  kinds: injectorConfig.kinds,
  *rows(resource) {
    const facts = resource.facts(injectorConfig);
    if (facts !== undefined) yield [facts.revision, facts];
  },
});

/** Present when some injector acts without being asked. Key: empty. */
export const injectionByDefault = defineTable<{ readonly revision: string }>({
  name: 'injectionByDefault',
  kinds: injectorConfig.kinds,
  *rows(resource) {
    const facts = resource.facts(injectorConfig);
    if (facts?.isOnByDefault === true) yield ['', { revision: facts.revision }];
  },
});
