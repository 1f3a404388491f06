/** Clusters that Secrets for remote access name: each key of their data is one. All under one key: there are few. */
import type { KindId } from '../../base/kind-id.ts';
import { secrets } from '../../model/secret.ts';
import { labelsOf } from '../../model/system-objects.ts';
import { defineTable } from '../table.ts';

const SECRET: KindId = 'core/Secret';

export const remoteRegistries = defineTable<{ readonly clusters: readonly string[] }>({
  name: 'remoteRegistries',
  kinds: [SECRET],
  *rows(resource) {
    if (labelsOf(resource)['istio/multiCluster'] !== 'true') return;
    yield ['', { clusters: resource.facts(secrets).flatMap(({ keys }) => keys ?? []) }];
  },
});
