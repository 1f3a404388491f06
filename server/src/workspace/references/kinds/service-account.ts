/** Service accounts: objects, the pods that run as them, and every principal that spells one. */

import type { KindId } from '../../../base/kind-id.ts';
import { POD_KINDS, podTemplatePath } from '../../../model/workload.ts';
import { parseServiceAccount } from '../../../primitives/principal.ts';
import type { WorldReader } from '../../check.ts';
import { meshConfigField } from '../../world-configuration.ts';
import { defineReference, type SiteSource } from '../reference-kind.ts';
import type { BareSite } from '../site.ts';
import type { SitePlace } from '../site-pattern.ts';
import { type ObjectFacts, objectRename, objectSite } from './object-reference.ts';

interface AccountOrigin {
  /** Of a principal; `*` is any; absent where none is written. */
  readonly trustDomain?: string;
}

/** Places of policies that hold principals; also used by the namespaces in them. */
export const PRINCIPAL_PATTERNS: readonly string[] = ['principals', 'notPrincipals'].map(
  (field) => `spec.rules[].from[].source.${field}[]`,
);

export const ACCOUNT_PATTERNS: readonly string[] = ['serviceAccounts', 'notServiceAccounts'].map(
  (field) => `spec.rules[].from[].source.${field}[]`,
);

/** Places with names in certificates: `spiffe://…`. */
export const SUBJECT_PATTERNS: Readonly<Record<KindId, readonly string[]>> = {
  'networking.istio.io/DestinationRule': ['trafficPolicy', 'subsets[].trafficPolicy'].flatMap((path) => [
    `spec.${path}.tls.subjectAltNames[]`,
    `spec.${path}.portLevelSettings[].tls.subjectAltNames[]`,
  ]),
  'networking.istio.io/ServiceEntry': ['spec.subjectAltNames[]'],
  'networking.istio.io/Gateway': ['spec.servers[].tls.subjectAltNames[]'],
};

/** `<trust domain>/ns/<namespace>/sa/<account>`, with or without a scheme; the trust domain may be `*`. */
export const PRINCIPAL = /^(?:spiffe:\/\/)?([^/]+)\/ns\/([^/*]+)\/sa\/([^/*]+)$/;

const pods: readonly SiteSource<AccountOrigin>[] = POD_KINDS.map((kind) => ({
  in: [kind],
  at: ['serviceAccountName', 'serviceAccount'].map((field) => `${podTemplatePath(kind, 'spec')}.${field}`),
  read: plainName,
}));

const subjects: readonly SiteSource<AccountOrigin>[] = Object.entries(SUBJECT_PATTERNS).map(([kind, at]) => ({
  in: [kind as KindId],
  at,
  read: principalHere,
}));

export const serviceAccount = defineReference<ObjectFacts, AccountOrigin>({
  id: 'service-account',
  noun: 'service account',
  targets: [
    {
      in: ['core/ServiceAccount'],
      at: ['metadata.name'],
      read: ({ resource: { name, namespace } }) => (name === '' ? [] : [objectSite(name, namespace)]),
    },
  ],
  origins: [
    ...pods,
    ...subjects,
    { in: ['networking.istio.io/WorkloadEntry'], at: ['spec.serviceAccount'], read: plainName },
    { in: ['networking.istio.io/WorkloadGroup'], at: ['spec.template.serviceAccount'], read: plainName },
    { in: ['security.istio.io/AuthorizationPolicy'], at: PRINCIPAL_PATTERNS, read: principalHere },
    {
      in: ['security.istio.io/AuthorizationPolicy'],
      at: ACCOUNT_PATTERNS,
      read({ at, resource }) {
        const text = at.string() ?? '';
        const parsed = parseServiceAccount(text, resource.namespace);
        if (parsed === undefined) return [];
        const slice = { start: text.length - parsed.name.length, end: text.length };
        return [{ ...objectSite(parsed.name, parsed.namespace), slice }];
      },
    },
  ],
  identity: 'resolved',
  resolve({ world, targets }, { row: { name, facts } }) {
    const { trustDomain } = facts;
    return trustDomain === undefined || isOurs(world, trustDomain) ? targets(name) : [];
  },
  rename: objectRename,
  unknown: {
    none: 'accounts are often made by charts that are not in the files; principals are checked by the rules of security',
  },
});

function isOurs(world: WorldReader, trustDomain: string): boolean {
  const aliases = meshConfigField(world, 'trustDomainAliases');
  const known = ['*', 'cluster.local', world.config('trustDomain')];
  return known.includes(trustDomain) || (Array.isArray(aliases) && aliases.includes(trustDomain));
}

function plainName({ at, resource }: SitePlace): readonly BareSite<AccountOrigin>[] {
  const name = at.string() ?? '';
  return name === '' ? [] : [objectSite(name, resource.namespace)];
}

function principalHere({ at }: SitePlace): readonly BareSite<AccountOrigin>[] {
  const text = at.string() ?? '';
  const [, trustDomain = '', namespace = '', name = ''] = PRINCIPAL.exec(text) ?? [];
  if (name === '') return [];
  const slice = { start: text.length - name.length, end: text.length };
  return [{ ...objectSite(name, namespace), slice, facts: { trustDomain } }];
}
