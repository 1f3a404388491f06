/** Names that objects had before their build changed them. Key: kind, namespace and name as they were. */
import type { KindId } from '../../base/kind-id.ts';
import { defineTable } from '../table.ts';

export interface FormerNameRow {
  /** As it is called now. */
  readonly name: string;
  readonly namespace: string;
}

export const formerNames = defineTable<FormerNameRow>({
  name: 'formerNames',
  kinds: [
    'core/Service',
    'core/Secret',
    'networking.istio.io/Gateway',
    'networking.istio.io/VirtualService',
    'gateway.networking.k8s.io/Gateway',
  ],
  *rows({ kindId, name, namespace, formerNames: former }) {
    const told = new Set<string>();
    for (const before of former) {
      const place = before.namespace === '' ? namespace : before.namespace;
      const key = formerNameKey(kindId, place, before.name);
      if ((before.name === name && place === namespace) || told.has(key)) continue;
      told.add(key);
      yield [key, { name, namespace }];
    }
  },
});

export function formerNameKey(kindId: KindId, namespace: string, name: string): string {
  return `${kindId} ${namespace} ${name}`;
}
