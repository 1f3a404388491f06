/** Which documents are ours: by group and kind, never by file name. */

import { groupName, type KindId, kindIdOf, kindName } from '../base/kind-id.ts';
import { holdsPlaceholder } from '../base/placeholder.ts';
import type { DocumentHeader } from '../yaml/node.ts';
import { MAKER_KINDS } from './made-things.ts';

/** Groups whose every kind is ours, known or not: an unknown kind in them is a mistake worth naming. */
export const OWN_GROUPS: readonly string[] = [
  'networking.istio.io',
  'security.istio.io',
  'telemetry.istio.io',
  'extensions.istio.io',
  'install.istio.io',
  'gateway.networking.k8s.io',
  'gateway.networking.x-k8s.io',
];

/** Groups of Istio that no supported release reads: their objects are ours to warn of, and hold no facts. */
export const RETIRED_GROUPS: readonly string[] = [
  'rbac.istio.io',
  'authentication.istio.io',
  'config.istio.io',
];

/** Kinds of other groups that are read for facts; they are not schema-validated beyond what rules need. */
export const FACT_KINDS: ReadonlySet<KindId> = new Set<KindId>([
  'core/Service',
  'core/Endpoints',
  'core/Namespace',
  'core/ServiceAccount',
  'core/Secret',
  'core/ConfigMap',
  'core/Pod',
  'core/Node',
  'apps/Deployment',
  'apps/StatefulSet',
  'apps/DaemonSet',
  'apps/ReplicaSet',
  'batch/Job',
  'batch/CronJob',
  'discovery.k8s.io/EndpointSlice',
  'networking.k8s.io/Ingress',
  'networking.k8s.io/IngressClass',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'argoproj.io/Rollout',
  'serving.knative.dev/Service',
  'flagger.app/Canary',
  'cert-manager.io/Certificate',
  'external-secrets.io/ExternalSecret',
  'bitnami.com/SealedSecret',
  'secrets-store.csi.x-k8s.io/SecretProviderClass',
  'external-secrets.io/PushSecret',
  'secrets.hashicorp.com/VaultStaticSecret',
  'secrets.hashicorp.com/VaultDynamicSecret',
  'secrets.hashicorp.com/VaultPKISecret',
  'secrets.infisical.com/InfisicalSecret',
  'onepassword.com/OnePasswordItem',
  ...MAKER_KINDS.filter((kind) => !OWN_GROUPS.includes(groupName(kind))),
]);

/** Messages of Istio's API that are no objects: their text stands in other documents. */
export const MESH_CONFIG: KindId = 'istio.mesh.v1alpha1/MeshConfig';
export const PROXY_CONFIG: KindId = 'istio.mesh.v1alpha1/ProxyConfig';

/** The document of a file that holds MeshNetworks and nothing else; named after the message of Istio's API. */
export const MESH_NETWORKS = {
  id: 'istio.mesh.v1alpha1/MeshNetworks',
  apiVersion: 'istio.mesh.v1alpha1',
  name: 'meshnetworks',
} as const;

/** A file of Helm values that holds the configuration of a mesh: values of the chart of istiod. */
export const HELM_VALUES = { id: 'helm.sh/IstiodValues', apiVersion: 'helm.sh', name: 'values' } as const;

/** By the name of the file, and by the key that no other chart has. */
export function isHelmValues(uri: string, header: DocumentHeader, text: string): boolean {
  if (header.apiVersion !== undefined || header.kind !== undefined) return false;
  const name = uri.slice(uri.lastIndexOf('/') + 1);
  return name.includes('values') && (text.startsWith('meshConfig:') || text.includes('\nmeshConfig:'));
}

const CLUSTER_SCOPED: ReadonlySet<KindId> = new Set<KindId>([
  'core/Namespace',
  'core/Node',
  'networking.k8s.io/IngressClass',
  'apiextensions.k8s.io/CustomResourceDefinition',
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
  'gateway.networking.k8s.io/GatewayClass',
  'gateway.networking.x-k8s.io/XMesh',
]);

export function isClusterScoped(id: KindId): boolean {
  return CLUSTER_SCOPED.has(id);
}

/** True for kinds of our groups, those of earlier releases included, and for kinds read for facts. */
export function isKnownKind(id: KindId): boolean {
  const group = groupName(id);
  return OWN_GROUPS.includes(group) || RETIRED_GROUPS.includes(group) || FACT_KINDS.has(id);
}

/** `*List` wrappers whose `items` are objects of their own. */
export function isListKind(id: KindId): boolean {
  return id === 'core/List' || (kindName(id).endsWith('List') && isKnownKind(itemKind(id)));
}

function itemKind(id: KindId): KindId {
  return `${groupName(id)}/${kindName(id).slice(0, -'List'.length)}`;
}

/**
 * True when the document is worth parsing: its header names a kind of ours or one of `declared`, or it is a list that
 * mentions a group of ours.
 */
export function isOurDocument(
  header: DocumentHeader,
  text: string,
  declared: readonly string[] = [],
): boolean {
  if (header.apiVersion === undefined || header.kind === undefined) return mentionsOwnGroup(text);
  // What kind of object it will be is not known.
  if (holdsPlaceholder(header.apiVersion) || holdsPlaceholder(header.kind)) return false;
  const { id } = kindIdOf(header.apiVersion, header.kind);
  if (id === DEFINITION && !definesOurs(text)) return declared.includes(id);
  return isKnownKind(id) || isListKind(id) || declared.includes(id);
}

const DEFINITION: KindId = 'apiextensions.k8s.io/CustomResourceDefinition';
const GROUP_LINE = /^[ \t"']*group["']?:[ \t]*["']?([\w.-]+)/gm;

/** Definitions of other people's kinds are most of the text of many repositories, and say nothing of a mesh. */
function definesOurs(text: string): boolean {
  if (!mentionsOwnGroup(text)) return false;
  // On one line, as JSON has it, the group may stand anywhere.
  if (!text.trimEnd().includes('\n')) return true;
  for (const [, group = ''] of text.matchAll(GROUP_LINE)) if (mentionsOwnGroup(`${group}.`)) return true;
  return false;
}

/**
 * True when what is wrong with a document's text is our business: its header says that the document is of a kind that
 * worlds are built from. `explicit`: a person named the file, which is enough for text without any readable header.
 */
export function isTextJudged({ apiVersion, kind }: DocumentHeader, explicit: boolean): boolean {
  if (apiVersion === undefined) return explicit && kind === undefined;
  if (kind === undefined) return isOwnGroup(apiVersion) || explicit;
  const { id } = kindIdOf(apiVersion, kind);
  return isKnownKind(id) || isListKind(id);
}

function isOwnGroup(apiVersion: string): boolean {
  return OWN_GROUPS.includes(groupName(kindIdOf(apiVersion, '').id));
}

/** A half-written header must not switch off help: one of our groups in the text is enough. */
export function mentionsOwnGroup(text: string): boolean {
  return text.includes('istio.io') || text.includes('gateway.networking.');
}
