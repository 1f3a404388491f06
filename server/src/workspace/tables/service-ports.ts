/** Ports and pods of every definition, shadowed ones too: for contradictions between units of a repository. */
import { service } from '../../model/service.ts';
import { WORKLOAD_KINDS, workload } from '../../model/workload.ts';
import { defineTable } from '../table.ts';
import { hasMoreLabels, labelKey } from './workloads.ts';

export interface DefinedServiceRow {
  readonly ports: readonly number[];
  /** There may be others. */
  readonly hasMorePorts: boolean;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>> | undefined;
}

/** Key: `name.namespace.svc`. */
export const definedServices = defineTable<DefinedServiceRow>({
  name: 'definedServices',
  kinds: ['core/Service'],
  definitions: 'all',
  *rows(resource) {
    const { ports, selector } = resource.facts(service);
    const numbers = ports.flatMap(({ number }) => (number === undefined ? [] : [number.value]));
    yield [
      `${resource.name}.${resource.namespace}.svc`,
      {
        ports: numbers,
        hasMorePorts: numbers.length < ports.length || resource.isOpen('spec.ports'),
        namespace: resource.namespace,
        selector,
      },
    ];
  },
});

export interface DefinedPodRow {
  readonly labels: Readonly<Record<string, string>>;
  /** A template adds others. */
  readonly hasMoreLabels?: true;
}

/** Labels of pods. Key: `<namespace> <label>=<value>`. */
export const definedPods = defineTable<DefinedPodRow>({
  name: 'definedPods',
  kinds: WORKLOAD_KINDS,
  definitions: 'all',
  *rows(resource) {
    const facts = resource.facts(workload);
    const { labels } = facts;
    const row = { labels, ...(hasMoreLabels(resource, facts) && { hasMoreLabels: true as const }) };
    for (const [label, value] of Object.entries(labels)) {
      yield [labelKey(resource.namespace, label, value), row];
    }
  },
});
