/** What `meshwright.json` says exists outside the files. */
import { globMatches } from '../../primitives/glob.ts';
import type { WorldReader } from '../check.ts';
import { clusterHost } from './hosts.ts';
import type { NamedThing, Question } from './questions.ts';

export function isDeclared(world: WorldReader, question: Question): boolean {
  switch (question.of) {
    case 'host':
      return isDeclaredHost(world, question.host, question.namespace);
    case 'gateway':
      return matchesAny(world.config('externalGateways'), `${question.namespace}/${question.name}`);
    case 'workload':
    case 'gateway-workload':
      return false;
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

function isDeclaredObject(world: WorldReader, { kindId, name, namespace }: NamedThing): boolean {
  if (kindId === 'core/Service') return isDeclaredHost(world, name, namespace);
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
