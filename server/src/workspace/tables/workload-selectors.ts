/** Sidecars, Telemetries and authentications by what they select. */
import type { KindId } from '../../base/kind-id.ts';
import { holdsPlaceholder } from '../../base/placeholder.ts';
import { requestAuthentication } from '../../model/request-authentication.ts';
import { workloadSelector } from '../../model/workload-selector.ts';
import { defineTable } from '../table.ts';
import { labelKey } from './workloads.ts';

const KINDS: readonly KindId[] = [
  'networking.istio.io/Sidecar',
  'telemetry.istio.io/Telemetry',
  'security.istio.io/PeerAuthentication',
  'security.istio.io/RequestAuthentication',
];

export interface SelectorRow {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly path: string;
}

/** Key: `<kind> <namespace> <label>=<value>`, once for every pair of the selector. */
export const selectorsByLabel = defineTable<SelectorRow>({
  name: 'selectorsByLabel',
  kinds: KINDS,
  *rows(resource) {
    const { labels, path, isTargeted } = resource.facts(workloadSelector);
    if (isTargeted) return;
    for (const [label, value] of Object.entries(labels)) {
      yield [
        `${resource.kindId} ${labelKey(resource.namespace, label, value)}`,
        { name: resource.name, labels, path },
      ];
    }
  },
});

/** Those for a whole namespace. Key: `<kind> <namespace>`. */
export const selectorless = defineTable<{ readonly name: string }>({
  name: 'selectorless',
  kinds: KINDS,
  *rows(resource) {
    const { labels, isTargeted } = resource.facts(workloadSelector);
    if (isTargeted || Object.keys(labels).length > 0) return;
    yield [`${resource.kindId} ${resource.namespace}`, { name: resource.name }];
  },
});

/** Every RequestAuthentication, under one key: for those who ask whether there is any. */
export const requestAuthentications = defineTable<{ readonly name: string }>({
  name: 'requestAuthentications',
  kinds: ['security.istio.io/RequestAuthentication'],
  *rows(resource) {
    yield ['', { name: resource.name }];
  },
});

export interface VerifierRow {
  readonly name: string;
  /** Whose tokens it verifies; `null` for one whose issuer is not written, or is filled in later. */
  readonly issuers: readonly (string | null)[];
}

/** The same by namespace. */
export const requestAuthenticationsIn = defineTable<VerifierRow>({
  name: 'requestAuthenticationsIn',
  kinds: ['security.istio.io/RequestAuthentication'],
  *rows(resource) {
    const { jwtRules } = resource.facts(requestAuthentication);
    const issuers = jwtRules.map(({ issuer }) => {
      const value = issuer?.value ?? '';
      return value === '' || resource.isTemplate || holdsPlaceholder(value) ? null : value;
    });
    yield [resource.namespace, { name: resource.name, issuers }];
  },
});
