/** Objects that others refer to by kind and name, to say where the one that was meant is. */
import { type KindId, kindName } from '../../base/kind-id.ts';
import { defineTable } from '../table.ts';

const CLUSTER_SCOPED: ReadonlySet<string> = new Set(['GatewayClass']);

export interface NamedObjectRow {
  readonly name: string;
  /** Empty for kinds of the cluster. */
  readonly namespace: string;
}

/** Keys: `<kind> <name>`, wherever it is, and `<kind> @<namespace>`, whatever its name. */
export const namedObjects = defineTable<NamedObjectRow>({
  name: 'namedObjects',
  kinds: [
    'core/ConfigMap',
    'core/Service',
    'networking.istio.io/Gateway',
    'networking.istio.io/ServiceEntry',
    'networking.istio.io/VirtualService',
    'gateway.networking.k8s.io/Gateway',
    'gateway.networking.k8s.io/GatewayClass',
    'gateway.networking.k8s.io/ListenerSet',
    'gateway.networking.x-k8s.io/XListenerSet',
  ],
  *rows(resource) {
    if (resource.name === '') return;
    const namespace = CLUSTER_SCOPED.has(kindName(resource.kindId)) ? '' : resource.namespace;
    const row = { name: resource.name, namespace };
    yield [nameKey(resource.kindId, resource.name), row];
    yield [placeKey(resource.kindId, namespace), row];
  },
});

export function nameKey(kind: KindId, name: string): string {
  return `${kind} ${name}`;
}

export function placeKey(kind: KindId, namespace: string): string {
  return `${kind} @${namespace}`;
}
