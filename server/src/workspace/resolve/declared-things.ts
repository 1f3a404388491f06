/** What `meshwright.json` says exists outside the files. */
import { globMatches } from '../../primitives/glob.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { workloadsInNamespace } from '../tables/workloads.ts';
import { namedThing } from './existence.ts';
import { clusterHost } from './hosts.ts';
import { thingsIn } from './named-things.ts';
import type { NamedThing, Question } from './questions.ts';

export function isDeclared(world: WorldReader, question: Question): boolean {
  switch (question.of) {
    case 'host':
      return isDeclaredHost(world, question.host, question.namespace);
    case 'gateway':
      return matchesAny(world.config('externalGateways'), `${question.namespace}/${question.name}`);
    case 'workload':
      return areDeclaredLabels(world, question.namespace, question.labels);
    case 'gateway-workload':
      return areDeclaredLabels(world, '', question.labels);
    case 'object':
      return isDeclaredObject(world, question);
    case 'namespace':
      return (
        matchesAny(world.config('externalNamespaces'), question.name) || isSystemNamespace(question.name)
      );
    case 'secret':
      return matchesAny(world.config('externalSecrets'), `${question.namespace}/${question.name}`);
  }
}

/** Pods with each of the labels; of gateways in whatever namespace. */
function areDeclaredLabels(world: WorldReader, namespace: string, labels: Labels): boolean {
  const patterns = world.config('externalWorkloads');
  const pairs = Object.entries(labels);
  if (patterns.length === 0 || pairs.length === 0) return false;
  return pairs.every(([key, value]) => {
    const pair = `${key}=${value}`;
    const isAnywhere = namespace === '' && patterns.some((each) => each.endsWith(`/${pair}`));
    return isAnywhere || matchesAny(patterns, `${namespace}/${pair}`);
  });
}

/** An extension provider that the mesh configuration of the cluster has, whatever that of the files says. */
export function isDeclaredProvider(world: WorldReader, name: string): boolean {
  return matchesAny(world.config('externalProviders'), name);
}

/** What is named in a namespace that exists elsewhere is there, unless the files define others of its sort in it. */
export function isInDeclaredNamespace(world: WorldReader, files: WorldReader, question: Question): boolean {
  const patterns = world.config('externalNamespaces');
  if (patterns.length === 0) return false;
  if (question.of === 'workload') {
    const { namespace } = question;
    return matchesAny(patterns, namespace) && !files.has(workloadsInNamespace, namespace);
  }
  const sought = namedThing(world, question);
  if (sought === undefined || sought.namespace === '' || !matchesAny(patterns, sought.namespace))
    return false;
  return thingsIn(files, sought.kindId, sought.namespace).every(
    ({ row }) => row.namespace !== sought.namespace,
  );
}

function isDeclaredObject(world: WorldReader, { kindId, name, namespace }: NamedThing): boolean {
  if (kindId === 'core/Service') return isDeclaredHost(world, name, namespace);
  if (kindId === 'core/ServiceAccount') {
    return matchesAny(world.config('externalServiceAccounts'), `${namespace}/${name}`);
  }
  const isGateway =
    kindId === 'networking.istio.io/Gateway' || kindId === 'gateway.networking.k8s.io/Gateway';
  return isGateway && matchesAny(world.config('externalGateways'), `${namespace}/${name}`);
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
