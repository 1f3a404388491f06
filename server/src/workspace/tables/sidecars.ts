/** Sidecars with what their workloads may reach. Key: the namespace. */
import { type SidecarFacts, sidecar } from '../../model/sidecar.ts';
import { defineTable } from '../table.ts';

export interface SidecarRow {
  readonly name: string;
  readonly namespace: string;
  readonly created: string;
  /** Empty: the whole namespace. */
  readonly workloadSelector: Readonly<Record<string, string>>;
  /** Empty: everything, as without a Sidecar. */
  readonly egress: readonly {
    readonly hosts: readonly string[];
    /** Absent: every port. */
    readonly port: number | undefined;
    /** Of the port; `HTTP_PROXY` serves hosts whatever their ports. */
    readonly protocol: string;
  }[];
  /** Mode of `outboundTrafficPolicy`; absent: that of the mesh. */
  readonly outboundMode: string | undefined;
}

export const sidecars = defineTable<SidecarRow>({
  name: 'sidecars',
  kinds: sidecar.kinds,
  *rows(resource) {
    const facts: SidecarFacts = resource.facts(sidecar);
    const row: SidecarRow = {
      name: resource.name,
      namespace: resource.namespace,
      created: resource.cursor.get('metadata').get('creationTimestamp').string() ?? '',
      workloadSelector: facts.workloadSelector ?? {},
      egress: facts.egress.map(({ hosts, port }) => ({
        hosts: hosts.map(({ value }) => value),
        port: port?.number,
        protocol: port?.protocol ?? '',
      })),
      outboundMode: facts.outboundTrafficPolicy?.mode,
    };
    yield [resource.namespace, row];
  },
});
