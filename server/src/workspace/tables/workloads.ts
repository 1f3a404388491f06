/** Workloads by the labels they carry, so that a selector reads only what could match it. */
import type { Resource } from '../../model/resource.ts';
import { service } from '../../model/service.ts';
import { WORKLOAD_KINDS, workload } from '../../model/workload.ts';
import { defineTable } from '../table.ts';

export interface WorkloadRow {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly labelsPath: string;
  readonly serviceAccount: string;
  readonly origin: 'template' | 'pod' | 'vm';
}

/** Keys: `<namespace> <label>=<value>`, and `* <label>=<value>` for selectors that look everywhere. */
export const workloadsByLabel = defineTable<WorkloadRow>({
  name: 'workloadsByLabel',
  kinds: WORKLOAD_KINDS,
  *rows(resource) {
    const row = workloadRow(resource);
    for (const [label, value] of Object.entries(row.labels)) {
      yield [labelKey(row.namespace, label, value), row];
      yield [labelKey('*', label, value), row];
    }
  },
});

/** All workloads of a namespace (`*`: of the world). */
export const workloadsInNamespace = defineTable<WorkloadRow>({
  name: 'workloadsInNamespace',
  kinds: WORKLOAD_KINDS,
  *rows(resource) {
    const row = workloadRow(resource);
    yield [row.namespace, row];
    yield ['*', row];
  },
});

export interface ServiceSelectorRow {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly {
    readonly number: number;
    readonly name: string;
    readonly protocol: string;
    readonly targetPort: number | string | undefined;
  }[];
}

/** Services that select pods, by one pair of their selector: `<namespace> <label>=<value>`. */
export const serviceSelectors = defineTable<ServiceSelectorRow>({
  name: 'serviceSelectors',
  kinds: ['core/Service'],
  *rows(resource) {
    const { selector, ports } = resource.facts(service);
    const first = Object.entries(selector ?? {})[0];
    if (selector === undefined || first === undefined) return;
    yield [
      labelKey(resource.namespace, first[0], first[1]),
      {
        name: resource.name,
        namespace: resource.namespace,
        selector,
        ports: ports.flatMap((port) =>
          port.number === undefined
            ? []
            : [
                {
                  number: port.number.value,
                  name: port.name?.value ?? '',
                  protocol: port.protocol,
                  targetPort: port.targetPort,
                },
              ],
        ),
      },
    ];
  },
});

export function labelKey(namespace: string, label: string, value: string): string {
  return `${namespace} ${label}=${value}`;
}

function workloadRow(resource: Resource): WorkloadRow {
  const facts = resource.facts(workload);
  return {
    namespace: resource.namespace,
    name: resource.name,
    kind: resource.kindId,
    labels: facts.labels,
    labelsPath: facts.labelsPath,
    serviceAccount: facts.serviceAccount,
    origin: facts.origin,
  };
}
