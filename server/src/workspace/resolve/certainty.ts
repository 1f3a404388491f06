/**
 * How much the files prove. "Not found" is an error only where the world is known to hold everything of that sort;
 * elsewhere it is at most a hint (product decisions, §4).
 */
import { globMatches } from '../../primitives/glob.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { gatewaysByName, gatewaysInNamespace } from '../tables/gateways.ts';
import { namespaces } from '../tables/namespaces.ts';
import { secrets } from '../tables/secrets.ts';
import { servicesInNamespace } from '../tables/service-hosts.ts';
import { gatewayWorkloads, workloadsInNamespace } from '../tables/workloads.ts';
import { clusterHost, lookupHost } from './hosts.ts';
import { selectWorkloads } from './workloads.ts';

/**
 * `fact`: absence is proved. `unproven`: it may exist outside the files. `declared`: `meshwright.json` says it exists.
 * `elsewhere`: another unit of the repository defines it.
 */
export type Certainty = 'fact' | 'unproven' | 'declared' | 'elsewhere';

type Question =
  | { readonly of: 'host'; readonly host: string; readonly namespace: string | undefined }
  | { readonly of: 'gateway'; readonly name: string; readonly namespace: string }
  | { readonly of: 'workload'; readonly namespace: string; readonly labels: Labels }
  | { readonly of: 'gateway-workload'; readonly labels: Labels }
  | { readonly of: 'namespace'; readonly name: string }
  | { readonly of: 'secret'; readonly name: string; readonly namespace: string };

/** What the absence of something means in this world. `namespace` of a host: that of a cluster-local name. */
export function absence(world: WorldReader, question: Question): Certainty {
  if (isDeclared(world, question)) return 'declared';
  const completeness = world.config('completeness');
  if (completeness === 'complete') return 'fact';
  if (isElsewhere(world.repository(), question)) return 'elsewhere';
  if (completeness === 'partial') return 'unproven';
  return isOwned(world, question) ? 'fact' : 'unproven';
}

/** Severity of a "not found": the rule's own when proved, `hint` when not; undefined where it exists after all. */
export function notFoundSeverity<Severity extends string>(
  certainty: Certainty,
  proved: Severity,
): Severity | 'hint' | undefined {
  if (certainty === 'declared' || certainty === 'elsewhere') return undefined;
  return certainty === 'fact' ? proved : 'hint';
}

function isOwned(world: WorldReader, question: Question): boolean {
  switch (question.of) {
    case 'host':
      return question.namespace !== undefined && world.has(servicesInNamespace, question.namespace);
    case 'gateway':
      return (
        world.has(gatewaysInNamespace, question.namespace) ||
        world.has(servicesInNamespace, question.namespace)
      );
    case 'workload':
      return world.has(workloadsInNamespace, question.namespace);
    case 'gateway-workload':
      return world.has(gatewayWorkloads, '');
    case 'namespace':
      return false;
    case 'secret':
      return world.has(secrets, question.namespace);
  }
}

/** Existence is searched as wide as the repository: units that are applied apart may run in one cluster. */
function isElsewhere(repository: WorldReader | undefined, question: Question): boolean {
  if (repository === undefined) return false;
  switch (question.of) {
    case 'host': {
      const from = { namespace: question.namespace ?? '', exportTo: [] };
      return lookupHost(repository, question.host, from).status !== 'missing';
    }
    case 'gateway':
      return repository.has(gatewaysByName, `${question.namespace}/${question.name}`);
    case 'workload':
      return selectWorkloads(repository, question.namespace, question.labels).length > 0;
    case 'gateway-workload':
      return selectWorkloads(repository, '*', question.labels).length > 0;
    case 'namespace':
      return repository.has(namespaces, question.name);
    case 'secret':
      return repository.read(secrets, question.namespace).some(({ row }) => row.name === question.name);
  }
}

function isDeclared(world: WorldReader, question: Question): boolean {
  switch (question.of) {
    case 'host':
      return isDeclaredHost(world, question.host, question.namespace);
    case 'gateway':
      return matchesAny(world.config('externalGateways'), `${question.namespace}/${question.name}`);
    case 'workload':
    case 'gateway-workload':
      return false;
    case 'namespace':
      return (
        matchesAny(world.config('externalNamespaces'), question.name) || isSystemNamespace(question.name)
      );
    case 'secret':
      return matchesAny(world.config('externalSecrets'), `${question.namespace}/${question.name}`);
  }
}

/** A glob that fits any spelling of a host counts: short, with its namespace, with `svc`, fully qualified. */
function isDeclaredHost(world: WorldReader, host: string, namespace: string | undefined): boolean {
  const patterns = world.config('externalHosts');
  if (patterns.length === 0) return false;
  return spellings(world, host, namespace).some((spelling) => matchesAny(patterns, spelling));
}

/** Only names of the cluster have more than one. */
function spellings(world: WorldReader, host: string, namespace: string | undefined): readonly string[] {
  if (namespace === undefined) return [host];
  const known = clusterHost(world, host, namespace);
  if (known === undefined) return [host];
  const qualified = `${known.name}.${known.namespace}`;
  const domain = world.config('clusterDomain');
  return [host, known.name, qualified, `${qualified}.svc`, `${qualified}.svc.${domain}`];
}

/** Namespaces that every cluster has. */
function isSystemNamespace(name: string): boolean {
  return ['default', 'kube-system', 'kube-public', 'kube-node-lease'].includes(name);
}

function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => globMatches(pattern, text));
}

/** Whether any Namespace is written in the world at all. */
export function hasNamespaces(world: WorldReader): boolean {
  return world.has(namespaces, '*');
}
