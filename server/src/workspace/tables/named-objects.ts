/** Objects that others refer to by kind and name, to say where the one that was meant is. */
import { type KindId, kindName } from '../../base/kind-id.ts';
import { generatedServices } from '../../model/generated-services.ts';
import { isInOpenNamespace } from '../../model/open-namespace.ts';
import { defineTable } from '../table.ts';

const CLUSTER_SCOPED: ReadonlySet<string> = new Set(['GatewayClass']);

/** Objects for which controllers make Services; those of Gateways depend on who runs them. */
const MADE_BY: readonly KindId[] = generatedServices.kinds.filter(
  (kind) => kind !== 'gateway.networking.k8s.io/Gateway',
);

export interface NamedObjectRow {
  readonly name: string;
  /** Empty for kinds of the cluster. */
  readonly namespace: string;
  /** Nobody wrote the namespace: it may land in any. */
  readonly isOpen?: true;
}

/** Keys: `<kind> <name>`, wherever it is; `<kind> @<namespace>`, whatever its name, `@?` being the open one, `@*` all. */
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
    ...MADE_BY,
  ],
  *rows(resource) {
    if (resource.name === '') return;
    const namespace = CLUSTER_SCOPED.has(kindName(resource.kindId)) ? '' : resource.namespace;
    const isOpen = namespace !== '' && isInOpenNamespace(resource);
    const place = { namespace, ...(isOpen && ({ isOpen } as const)) };
    if (!MADE_BY.includes(resource.kindId)) yield* rowsOf(resource.kindId, { name: resource.name, ...place });
    for (const { name } of MADE_BY.includes(resource.kindId) ? resource.facts(generatedServices) : []) {
      yield* rowsOf('core/Service', { name, ...place });
    }
  },
});

function* rowsOf(kind: KindId, row: NamedObjectRow): Iterable<readonly [string, NamedObjectRow]> {
  yield [nameKey(kind, row.name), row];
  yield [placeKey(kind, row.namespace), row];
  if (row.isOpen === true) yield [placeKey(kind, '?'), row];
  yield [placeKey(kind, '*'), row];
}

export function nameKey(kind: KindId, name: string): string {
  return `${kind} ${name}`;
}

export function placeKey(kind: KindId, namespace: string): string {
  return `${kind} @${namespace}`;
}
