/** Revisions that labels of namespaces and pods ask for, all under one key. */
import { labelledPlaces } from '../../model/labelled-places.ts';
import { POD_KINDS } from '../../model/workload.ts';
import { defineTable } from '../table.ts';

export const revisionsInUse = defineTable<{ readonly revision: string }>({
  name: 'revisionsInUse',
  kinds: ['core/Namespace', ...POD_KINDS],
  *rows(resource) {
    const asked = new Set(
      labelledPlaces(resource).flatMap(({ labels }) => labels.get('istio.io/rev').string() ?? []),
    );
    for (const revision of asked) if (revision !== '') yield ['', { revision }];
  },
});
