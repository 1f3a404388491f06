/** Versions that definitions in the files serve. Key: group and kind. */
import { defineTable } from '../table.ts';

export const servedVersions = defineTable<{ readonly version: string }>({
  name: 'servedVersions',
  kinds: ['apiextensions.k8s.io/CustomResourceDefinition'],
  *rows({ spec }) {
    const group = spec.get('group').string() ?? '';
    const kind = spec.get('names').get('kind').string() ?? '';
    for (const item of spec.get('versions').items()) {
      const version = item.get('name').string();
      if (version !== undefined && item.get('served').boolean() !== false)
        yield [`${group}/${kind}`, { version }];
    }
  },
});
