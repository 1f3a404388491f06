/** Objects that the mesh's own rules leave alone: those of Kubernetes and of the control plane. */
import type { KindId } from '../base/kind-id.ts';
import type { Model, Resource } from './resource.ts';

type Labels = Readonly<Record<string, string>>;

/** Namespaces whose objects the upstream analysis drops before it starts (analysis specification §1.4). */
const IGNORED_NAMESPACES: readonly string[] = [
  'kube-system',
  'kube-public',
  'kube-node-lease',
  'local-path-storage',
];

const MANAGED_BY: readonly string[] = [
  'istio.io-gateway-controller',
  'istio.io-mesh-controller',
  'istio.io-eastwest-controller',
];

const NAMESPACE: KindId = 'core/Namespace';

/** A Namespace counts by its own name. */
export function isInIgnoredNamespace({ kindId, name, namespace }: Resource): boolean {
  return IGNORED_NAMESPACES.includes(kindId === NAMESPACE ? name : namespace);
}

export function isControlPlane(labels: Labels): boolean {
  return Object.hasOwn(labels, 'istio') || labels['release'] === 'istio';
}

/** Written by the control plane for a Gateway of the Gateway API. */
export function isGeneratedForGateway(labels: Labels): boolean {
  return MANAGED_BY.includes(labels['gateway.istio.io/managed'] ?? '');
}

/** Of the object itself: many ask for them. */
export function labelsOf(resource: Resource): Labels {
  return resource.facts(labels);
}

const labels: Model<Labels> = {
  kinds: [],
  build: ({ cursor }) => cursor.get('metadata').get('labels').stringMap(),
};
