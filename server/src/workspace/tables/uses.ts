/** Who names what: to see that nobody uses a thing, and how much of what is named in a place is there. */
import type { KindId } from '../../base/kind-id.ts';
import { LISTENER_KINDS } from '../../model/gateway-api-listeners.ts';
import { gatewayApiRoute } from '../../model/gateway-api-route.ts';
import type { Resource } from '../../model/resource.ts';
import { uses as model } from '../../model/uses.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { defineTable } from '../table.ts';

export interface UseRow {
  readonly name: string;
  /** By a route that a gateway carries out. */
  readonly isAtGateway?: true;
}

/** Keys: `<kind> <namespace>/<name>`, and `<kind> @<namespace>` for all of a place. */
export const namedUses = defineTable<UseRow>({
  name: 'namedUses',
  kinds: model.kinds,
  *rows(resource) {
    const seen = new Set<string>();
    const at = isAtGateway(resource) ? ({ isAtGateway: true } as const) : {};
    for (const use of resource.facts(model)) {
      if (use.of === 'labels') continue;
      const key = useKey(use.of, use.namespace, use.name);
      if (seen.has(key)) continue;
      seen.add(key);
      yield [key, { name: use.name, ...at }];
      yield [usePlaceKey(use.of, use.namespace), { name: use.name }];
    }
  },
});

const GATEWAYS: readonly KindId[] = LISTENER_KINDS;

function isAtGateway(resource: Resource): boolean {
  if (virtualService.kinds.includes(resource.kindId)) {
    return resource.facts(virtualService).gateways.some(({ value }) => value !== 'mesh');
  }
  if (!gatewayApiRoute.kinds.includes(resource.kindId)) return false;
  return resource.facts(gatewayApiRoute).parents.some(({ kindId }) => GATEWAYS.includes(kindId));
}

/** Selectors of Gateways and policies. Keys: `<namespace> <label>=<value>` of each pair, and `@<namespace>`. */
export const labelUses = defineTable<{ readonly labels: Readonly<Record<string, string>> }>({
  name: 'labelUses',
  kinds: model.kinds,
  *rows(resource) {
    for (const use of resource.facts(model)) {
      if (use.of !== 'labels') continue;
      const { labels, namespace } = use;
      for (const [label, value] of Object.entries(labels))
        yield [`${namespace} ${label}=${value}`, { labels }];
      yield [`@${namespace}`, { labels }];
    }
  },
});

export function useKey(kind: KindId, namespace: string, name: string): string {
  return `${kind} ${namespace}/${name}`;
}

export function usePlaceKey(kind: KindId, namespace: string): string {
  return `${kind} @${namespace}`;
}
