/** Service accounts, and the workloads that run under them: the identities of the mesh. */
import type { KindId } from '../../base/kind-id.ts';
import { gatewayApiGateway, type RunBy } from '../../model/gateway-api-gateway.ts';
import { WORKLOAD_KINDS } from '../../model/workload.ts';
import { defineTable } from '../table.ts';
import { type WorkloadRow, workloadRows } from './workloads.ts';

export interface ServiceAccountRow {
  readonly name: string;
  readonly namespace: string;
  /** Exists only when this controller runs the Gateway that it belongs to. */
  readonly runBy?: RunBy;
}

const GATEWAY: KindId = 'gateway.networking.k8s.io/Gateway';

/** Key: `namespace/name`; every one that is written also stands under its namespace. */
export const serviceAccounts = defineTable<ServiceAccountRow>({
  name: 'serviceAccounts',
  kinds: ['core/ServiceAccount', GATEWAY],
  *rows(resource) {
    const { namespace } = resource;
    if (resource.kindId === GATEWAY) {
      // The control plane makes one for each Gateway that it runs.
      for (const { deploymentName: name, runBy } of resource.facts(gatewayApiGateway)) {
        yield [`${namespace}/${name}`, { name, namespace, runBy }];
      }
      return;
    }
    const row = { name: resource.name, namespace };
    yield [`${namespace}/${resource.name}`, row];
    yield [namespace, row];
  },
});

/** Key: `namespace/serviceAccount`. */
export const workloadsByAccount = defineTable<WorkloadRow>({
  name: 'workloadsByAccount',
  kinds: [...WORKLOAD_KINDS, GATEWAY],
  *rows(resource) {
    for (const row of workloadRows(resource)) yield [`${row.namespace}/${row.serviceAccount}`, row];
  },
});
