/** `namespace`: moves every object that can be moved. No field of Istio or the Gateway API follows. */
import { type FieldSpec, walkFields } from '../field-spec.ts';
import type { Origin } from '../place.ts';
import type { Problems } from '../problems.ts';
import type { BuildResource } from '../resource.ts';
import { apiVersionOf, idText, isClusterScoped } from '../resource-id.ts';
import type { ResourceSet } from '../resource-set.ts';
import { child, descendant, itemsOf, setEntry, stringTree, type TreeMap, textOf } from '../tree.ts';

export interface NamespaceSettings {
  readonly namespace: string;
  /** Where the namespace is written. */
  readonly origin: Origin;
  readonly specs: readonly FieldSpec[];
  readonly unsetOnly: boolean;
  /** Which subjects of role bindings get the namespace directly. */
  readonly subjects: 'default' | 'service-accounts' | 'none';
}

export function setNamespaces(set: ResourceSet, settings: NamespaceSettings, problems: Problems): void {
  if (settings.namespace === '') return;
  for (const resource of set.all) {
    resource.rememberName();
    moveResource(resource, settings);
  }
  set.changed();
  for (const resource of set.all) {
    if (set.withCurrentId(resource.id).length < 2) continue;
    const message = `Two objects become ${idText(resource.id)} in this namespace`;
    problems.fail('namespace-collision', message, settings.origin);
    return;
  }
}

function moveResource(resource: BuildResource, settings: NamespaceSettings): void {
  const { gvk } = resource;
  if (!isClusterScoped(gvk)) put(resource.metadata, settings);
  const isBinding = gvk.kind === 'RoleBinding' || gvk.kind === 'ClusterRoleBinding';
  if (isBinding) moveSubjects(resource.root, settings);
  const specs = settings.specs.filter(({ path, kind = '' }) => {
    const text = path.join('/');
    if (text === 'metadata/namespace') return false;
    // Only the core Namespace is renamed, no other group's.
    if (text === 'metadata/name') return apiVersionOf(gvk) === 'v1';
    return !(text === 'subjects/namespace' && kind.endsWith('RoleBinding'));
  });
  walkFields(resource.root, gvk, specs, {
    made: { origin: settings.origin, leaf: 'scalar' },
    visit({ value, replace }) {
      const isKept = settings.unsetOnly && (textOf(value) ?? '') !== '';
      if (value.kind === 'scalar' && !isKept) replace(stringTree(settings.namespace, settings.origin));
    },
  });
}

function moveSubjects(root: TreeMap, settings: NamespaceSettings): void {
  if (settings.subjects === 'none') return;
  for (const subject of itemsOf(descendant(root, 'subjects'))) {
    if (subject.kind !== 'map') continue;
    const isMoved =
      settings.subjects === 'default'
        ? textOf(child(subject, 'name')) === 'default'
        : textOf(child(subject, 'kind')) === 'ServiceAccount';
    if (isMoved) put(subject, settings);
  }
}

function put(map: TreeMap, { namespace, origin, unsetOnly }: NamespaceSettings): void {
  const isKept = unsetOnly && (textOf(child(map, 'namespace')) ?? '') !== '';
  if (!isKept) setEntry(map, 'namespace', stringTree(namespace, origin));
}
