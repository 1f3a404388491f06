/** The order in which a build prints its objects. */
import type { BuildResource } from './resource.ts';
import type { Gvk, ResourceId } from './resource-id.ts';
import { child, descendant, itemsOf, type Tree, textOf } from './tree.ts';

const FIRST: readonly string[] = [
  'Namespace',
  'ResourceQuota',
  'StorageClass',
  'CustomResourceDefinition',
  'ServiceAccount',
  'PodSecurityPolicy',
  'Role',
  'ClusterRole',
  'RoleBinding',
  'ClusterRoleBinding',
  'ConfigMap',
  'Secret',
  'Endpoints',
  'Service',
  'LimitRange',
  'PriorityClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'Deployment',
  'StatefulSet',
  'CronJob',
  'PodDisruptionBudget',
];

const LAST: readonly string[] = ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'];

/** `sortOptions`: of the outermost kustomization only. */
export function inOutputOrder(
  resources: readonly BuildResource[],
  sortOptions: Tree | undefined,
): readonly BuildResource[] {
  if (textOf(child(sortOptions, 'order')) === 'fifo') return resources;
  const own = child(sortOptions, 'legacySortOptions');
  const kinds = (name: string) => itemsOf(descendant(own, name)).flatMap((kind) => textOf(kind) ?? []);
  const ranks = ranksOf(
    own === undefined ? FIRST : kinds('orderFirst'),
    own === undefined ? LAST : kinds('orderLast'),
  );
  const keyed = resources.map((resource) => ({ resource, id: resource.id }));
  return keyed.sort((a, b) => compare(a.id, b.id, ranks)).map(({ resource }) => resource);
}

function ranksOf(first: readonly string[], last: readonly string[]): ReadonlyMap<string, number> {
  return new Map([
    ...first.map((kind, at): [string, number] => [kind, at - first.length]),
    ...last.map((kind, at): [string, number] => [kind, at + 1]),
  ]);
}

function compare(a: ResourceId, b: ResourceId, ranks: ReadonlyMap<string, number>): number {
  const byRank = (ranks.get(a.kind) ?? 0) - (ranks.get(b.kind) ?? 0);
  if (byRank !== 0) return byRank;
  const byKind = compareTexts(gvkText(a), gvkText(b));
  // The core Namespace comes before those of other groups.
  if (byKind !== 0) return a.kind === 'Namespace' && b.kind === 'Namespace' ? -byKind : byKind;
  return compareTexts(nameText(a), nameText(b));
}

function gvkText({ group, version, kind }: Gvk): string {
  return [group || '~G', version || '~V', kind || '~K'].join('_');
}

function nameText({ namespace, name }: ResourceId): string {
  return `${namespace || '~X'}|${name || '~N'}`;
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
