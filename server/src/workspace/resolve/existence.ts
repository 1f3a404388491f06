/** Whether a thing exists anywhere in the files: every doubt counts for it. */
import { selectorMatches } from '../../primitives/selector.ts';
import type { WorldReader } from '../check.ts';
import { labelKey, workloadsByLabel } from '../tables/workloads.ts';
import { clusterHost, lookupHost } from './hosts.ts';
import { thingsNamed } from './named-things.ts';
import { mayBeSelected } from './possible-workloads.ts';
import type { NamedThing, Question } from './questions.ts';
import { selectWorkloads } from './workloads.ts';

/** What a question asks for as an object of a kind; undefined for hosts outside the cluster, and for pods. */
export function namedThing(world: WorldReader, question: Question): NamedThing | undefined {
  switch (question.of) {
    case 'host': {
      if (question.namespace === undefined) return undefined;
      const host = clusterHost(world, question.host, question.namespace);
      return host && { kindId: 'core/Service', name: host.name, namespace: host.namespace };
    }
    case 'gateway':
      return { kindId: 'networking.istio.io/Gateway', name: question.name, namespace: question.namespace };
    case 'object':
      return question;
    case 'secret':
      return { kindId: 'core/Secret', name: question.name, namespace: question.namespace };
    case 'namespace':
      return { kindId: 'core/Namespace', name: question.name, namespace: '' };
    default:
      return undefined;
  }
}

/** @param files the repository, or the world where that is all there is */
export function isInFiles(files: WorldReader, question: Question): boolean {
  if (question.of === 'workload' || question.of === 'gateway-workload') return hasWorkload(files, question);
  const sought = namedThing(files, question);
  if (question.of === 'host') {
    const from = { namespace: question.namespace ?? '', exportTo: [] };
    if (lookupHost(files, question.host, from).status !== 'missing') return true;
  }
  if (sought === undefined) return false;
  return thingsNamed(files, sought).some(
    ({ row }) => row.namespace === sought.namespace || row.isOpen === true || question.by?.isOpen === true,
  );
}

function hasWorkload(
  files: WorldReader,
  question: Question & { readonly of: 'workload' | 'gateway-workload' },
): boolean {
  const isAnywhere = question.of === 'gateway-workload' || question.by?.isOpen === true;
  const namespace = question.of === 'gateway-workload' || isAnywhere ? '*' : question.namespace;
  if (selectWorkloads(files, namespace, question.labels).length > 0) return true;
  if (mayBeSelected(files, namespace, question.labels)) return true;
  const [first] = Object.entries(question.labels);
  if (first === undefined) return false;
  return files
    .read(workloadsByLabel, labelKey('*', first[0], first[1]))
    .some(({ row }) => row.isOpen === true && selectorMatches(question.labels, row.labels));
}
