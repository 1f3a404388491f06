/** BackendTLSPolicies by the Service to which they have gateways speak TLS. Key: `namespace/name`. */
import { objectReference } from '../../model/object-reference.ts';
import { targetRefs } from '../../model/target-refs.ts';
import { defineTable } from '../table.ts';

export const backendTlsPolicies = defineTable<{ readonly name: string }>({
  name: 'backendTlsPolicies',
  kinds: ['gateway.networking.k8s.io/BackendTLSPolicy'],
  *rows(resource) {
    for (const target of targetRefs(resource)) {
      const { name } = objectReference(target);
      if (name !== undefined) yield [`${resource.namespace}/${name.value}`, { name: resource.name }];
    }
  },
});
