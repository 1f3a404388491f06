/** How lists of an object merge in a strategic patch: by the keys of the built-in kinds, or as an own schema says. */
import { apiVersionOf, type Gvk } from './resource-id.ts';
import { child, descendant, entriesOf, itemsOf, mapItems, type Tree, textOf } from './tree.ts';

/** Keys of the items; an empty list is a set of plain values. */
export type ListKeys = readonly string[];

/** What is known of the lists at and below one place of an object. */
export interface MergeSchema {
  /** Undefined when a list here is replaced whole. */
  readonly keys: ListKeys | undefined;
  field(name: string): MergeSchema;
  items(): MergeSchema;
}

export type MergeSchemas = (gvk: Gvk) => MergeSchema;

const NOTHING: MergeSchema = { keys: undefined, field: () => NOTHING, items: () => NOTHING };

const POD_TEMPLATES: ReadonlyMap<string, string> = new Map([
  ['v1 Pod', 'spec'],
  ['v1 PodTemplate', 'template.spec'],
  ['v1 ReplicationController', 'spec.template.spec'],
  ['apps/v1 Deployment', 'spec.template.spec'],
  ['apps/v1 ReplicaSet', 'spec.template.spec'],
  ['apps/v1 DaemonSet', 'spec.template.spec'],
  ['apps/v1 StatefulSet', 'spec.template.spec'],
  ['batch/v1 Job', 'spec.template.spec'],
  ['batch/v1 CronJob', 'spec.jobTemplate.spec.template.spec'],
  ['batch/v1beta1 CronJob', 'spec.jobTemplate.spec.template.spec'],
]);

const POD_LISTS: ReadonlyMap<string, ListKeys> = new Map<string, ListKeys>([
  ['volumes', ['name']],
  ['imagePullSecrets', ['name']],
  ['hostAliases', ['ip']],
  ['topologySpreadConstraints', ['topologyKey', 'whenUnsatisfiable']],
  ...['containers', 'initContainers', 'ephemeralContainers'].flatMap((list): [string, ListKeys][] => [
    [list, ['name']],
    [`${list}.env`, ['name']],
    [`${list}.volumeMounts`, ['mountPath']],
    [`${list}.volumeDevices`, ['devicePath']],
    ...(list === 'ephemeralContainers'
      ? []
      : [[`${list}.ports`, ['containerPort', 'protocol']] as [string, ListKeys]]),
  ]),
]);

const OWN_LISTS: ReadonlyMap<string, ReadonlyMap<string, ListKeys>> = new Map([
  ['v1 Service', new Map([['spec.ports', ['port', 'protocol']]])],
  ['v1 ServiceAccount', new Map([['secrets', ['name']]])],
  ...['v1', 'v1beta1'].flatMap((version) =>
    ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'].map(
      (kind): [string, ReadonlyMap<string, ListKeys>] => [
        `admissionregistration.k8s.io/${version} ${kind}`,
        new Map([['webhooks', ['name']]]),
      ],
    ),
  ),
]);

const METADATA_LISTS: ReadonlyMap<string, ListKeys> = new Map<string, ListKeys>([
  ['metadata.finalizers', []],
  ['metadata.ownerReferences', ['uid']],
  ['status.conditions', ['type']],
]);

/** Kinds whose schema the tool carries; all others count as custom. */
const KNOWN_KINDS: ReadonlySet<string> = new Set([
  ...POD_TEMPLATES.keys(),
  ...OWN_LISTS.keys(),
  ...list('v1', 'ConfigMap Secret Endpoints Event LimitRange Namespace Node PersistentVolume'),
  ...list('v1', 'PersistentVolumeClaim ResourceQuota ComponentStatus'),
  ...list('apps/v1', 'ControllerRevision'),
  ...list('autoscaling/v1', 'HorizontalPodAutoscaler'),
  ...list('autoscaling/v2beta1', 'HorizontalPodAutoscaler'),
  ...list('autoscaling/v2beta2', 'HorizontalPodAutoscaler'),
  ...list('certificates.k8s.io/v1', 'CertificateSigningRequest'),
  ...list('coordination.k8s.io/v1', 'Lease'),
  ...list('discovery.k8s.io/v1', 'EndpointSlice'),
  ...list('extensions/v1beta1', 'Ingress'),
  ...list('networking.k8s.io/v1', 'Ingress IngressClass NetworkPolicy'),
  ...list('networking.k8s.io/v1beta1', 'Ingress IngressClass'),
  ...list('node.k8s.io/v1', 'RuntimeClass'),
  ...list('policy/v1', 'PodDisruptionBudget'),
  ...list('policy/v1beta1', 'PodDisruptionBudget PodSecurityPolicy'),
  ...list('rbac.authorization.k8s.io/v1', 'ClusterRole ClusterRoleBinding Role RoleBinding'),
  ...list('rbac.authorization.k8s.io/v1beta1', 'ClusterRole ClusterRoleBinding Role RoleBinding'),
  ...list('scheduling.k8s.io/v1', 'PriorityClass'),
  ...list('storage.k8s.io/v1', 'CSIDriver CSINode StorageClass VolumeAttachment'),
  ...list('apiextensions.k8s.io/v1', 'CustomResourceDefinition'),
  ...list('apiregistration.k8s.io/v1', 'APIService'),
]);

function list(apiVersion: string, kinds: string): readonly string[] {
  return kinds.split(' ').map((kind) => `${apiVersion} ${kind}`);
}

function kindKey(gvk: Gvk): string {
  return `${apiVersionOf(gvk)} ${gvk.kind}`;
}

export function builtinSchemas(gvk: Gvk): MergeSchema {
  const kind = kindKey(gvk);
  return KNOWN_KINDS.has(kind) ? builtinAt(kind, '') : NOTHING;
}

function builtinAt(kind: string, path: string): MergeSchema {
  return {
    keys: builtinKeys(kind, path),
    field: (name) => builtinAt(kind, path === '' ? name : `${path}.${name}`),
    items: () => builtinAt(kind, path),
  };
}

function builtinKeys(kind: string, path: string): ListKeys | undefined {
  const own = OWN_LISTS.get(kind)?.get(path) ?? METADATA_LISTS.get(path);
  if (own !== undefined) return own;
  const pod = POD_TEMPLATES.get(kind);
  return pod !== undefined && path.startsWith(`${pod}.`)
    ? POD_LISTS.get(path.slice(pod.length + 1))
    : undefined;
}

/** `openapi: {path}`: an OpenAPI document that replaces what is built in, for every kind. */
export function openApiSchemas(document: Tree): MergeSchemas {
  const definitions = child(document, 'definitions');
  const byKind = new Map<string, Tree>();
  for (const { value } of entriesOf(definitions).values()) {
    for (const gvk of mapItems(child(value, 'x-kubernetes-group-version-kind'))) {
      const text = (name: string) => textOf(child(gvk, name)) ?? '';
      byKind.set(kindKey({ group: text('group'), version: text('version'), kind: text('kind') }), value);
    }
  }
  return (gvk) => {
    const definition = byKind.get(kindKey(gvk));
    return definition === undefined ? NOTHING : openApiAt(definitions, definition);
  };
}

/** References are followed that often in a row. */
const MAX_REFERENCES = 8;

function openApiAt(definitions: Tree | undefined, schema: Tree | undefined): MergeSchema {
  let at = schema;
  for (let hops = 0; hops < MAX_REFERENCES; hops++) {
    const reference = textOf(child(at, '$ref'));
    if (reference === undefined) break;
    at = child(definitions, reference.slice(reference.lastIndexOf('/') + 1));
  }
  if (at === undefined) return NOTHING;
  const known = at;
  return {
    keys: openApiKeys(known),
    field: (name) => openApiAt(definitions, descendant(known, 'properties', name)),
    items: () => openApiAt(definitions, child(known, 'items')),
  };
}

function openApiKeys(schema: Tree): ListKeys | undefined {
  const strategy = textOf(child(schema, 'x-kubernetes-patch-strategy')) ?? '';
  if (!strategy.split(',').includes('merge')) return undefined;
  const keys = itemsOf(child(schema, 'x-kubernetes-list-map-keys')).flatMap((key) => textOf(key) ?? []);
  if (keys.length > 0) return keys;
  const key = textOf(child(schema, 'x-kubernetes-patch-merge-key'));
  return key === undefined ? [] : [key];
}
