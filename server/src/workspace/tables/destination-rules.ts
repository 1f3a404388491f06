/** DestinationRules by the host they are for. */
import { destinationRule } from '../../model/destination-rule.ts';
import { exportedTo, registryName } from '../../model/registry-name.ts';
import type { Resource } from '../../model/resource.ts';
import { defineTable } from '../table.ts';
import { wildcardKeys } from './wildcard-keys.ts';

export interface DestinationRuleRow {
  /** As the registry names it: `name.namespace.svc` for short names, else as written. */
  readonly host: string;
  readonly name: string;
  readonly namespace: string;
  /** `metadata.creationTimestamp`, which decides between rules of one host; files normally have none: empty. */
  readonly created: string;
  readonly exportTo: readonly string[];
  readonly workloadSelector: Readonly<Record<string, string>> | undefined;
  readonly hasTrafficPolicy: boolean;
  /** `tls.mode` of the rule's own policy; empty when it has none. */
  readonly tlsMode: string;
  /** Some policy of the rule begins TLS with the server: mode SIMPLE or MUTUAL. */
  readonly originatesTls: boolean;
  /** Some policy of the rule says how clients speak with the server. */
  readonly setsTls: boolean;
  readonly subsets: readonly DestinationRuleSubset[];
  /** There may be subsets that the files do not tell. */
  readonly hasMoreSubsets: boolean;
}

export interface DestinationRuleSubset {
  readonly name: string;
  readonly path: string;
  readonly labels: Readonly<Record<string, string>>;
}

export const destinationRules = defineTable<DestinationRuleRow>({
  name: 'destinationRules',
  kinds: ['networking.istio.io/DestinationRule'],
  *rows(resource) {
    const row = ruleRow(resource);
    if (row !== undefined && !row.host.startsWith('*')) yield [row.host, row];
  },
});

/** Rules for wildcard hosts, under the key of their wildcard. */
export const wildcardDestinationRules = defineTable<DestinationRuleRow>({
  name: 'wildcardDestinationRules',
  kinds: ['networking.istio.io/DestinationRule'],
  *rows(resource) {
    const row = ruleRow(resource);
    if (row?.host.startsWith('*')) for (const key of wildcardKeys(row.host)) yield [key, row];
  },
});

export interface NarrowRuleRow {
  readonly host: string;
  readonly name: string;
  readonly namespace: string;
  readonly exportTo: readonly string[];
  readonly tlsMode: string;
  readonly workloadSelector: Readonly<Record<string, string>> | undefined;
  /** Names of its subsets. */
  readonly subsets: readonly string[];
}

/** Rules under every suffix of their host (`.shop.svc`, `.svc`), for wildcards that ask what they cover. */
export const destinationRulesBySuffix = defineTable<NarrowRuleRow>({
  name: 'destinationRulesBySuffix',
  kinds: ['networking.istio.io/DestinationRule'],
  *rows(resource) {
    const row = ruleRow(resource);
    if (row === undefined) return;
    const { host, name, namespace, exportTo, tlsMode, workloadSelector } = row;
    const subsets = [...new Set(row.subsets.map((subset) => subset.name))];
    const from = host.startsWith('*.') ? 2 : 0;
    for (let at = host.indexOf('.', from); at >= 0; at = host.indexOf('.', at + 1)) {
      yield [host.slice(at), { host, name, namespace, exportTo, tlsMode, workloadSelector, subsets }];
    }
  },
});

/** Subset names of every definition, shadowed ones too: a folder of alternatives defines one object many times. */
export const alternativeSubsets = defineTable<{ readonly names: readonly string[] }>({
  name: 'alternativeSubsets',
  kinds: ['networking.istio.io/DestinationRule'],
  definitions: 'all',
  *rows(resource) {
    const row = ruleRow(resource);
    if (row !== undefined) yield [row.host, { names: row.subsets.map(({ name }) => name) }];
  },
});

function ruleRow(resource: Resource): DestinationRuleRow | undefined {
  const facts = resource.facts(destinationRule);
  if (facts.host === undefined) return undefined;
  const { value } = facts.host;
  return {
    host: registryName(value, resource.namespace),
    name: resource.name,
    namespace: resource.namespace,
    exportTo: exportedTo(
      facts.exportTo.map((entry) => entry.value),
      resource.namespace,
    ),
    created: resource.cursor.get('metadata').get('creationTimestamp').string() ?? '',
    workloadSelector: facts.workloadSelector,
    hasTrafficPolicy: facts.trafficPolicies.some(({ level }) => level === 'rule'),
    tlsMode: resource.spec.get('trafficPolicy').get('tls').get('mode').string() ?? '',
    originatesTls: facts.trafficPolicies.some(({ path }) =>
      /^(?:SIMPLE|MUTUAL)$/.test(resource.cursor.at(path).get('tls').get('mode').string() ?? ''),
    ),
    setsTls: facts.trafficPolicies.some(({ path }) => resource.cursor.at(path).get('tls').exists),
    subsets: facts.subsets.map((subset) => ({
      name: subset.name.value,
      path: subset.path,
      labels: subset.labels,
    })),
    hasMoreSubsets:
      resource.isOpen('spec.subsets') || facts.subsets.some(({ name }) => name.value.includes('{{')),
  };
}
