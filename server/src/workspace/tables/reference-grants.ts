/** ReferenceGrants by who is allowed what. */
import { type KindId, kindName } from '../../base/kind-id.ts';
import { LISTENER_KINDS } from '../../model/gateway-api-listeners.ts';
import { ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import { referenceGrant } from '../../model/reference-grant.ts';
import { defineTable } from '../table.ts';

export interface GrantRow {
  /** Absent: all objects of the kind. */
  readonly name: string | undefined;
}

export interface Grant {
  readonly from: { readonly kindId: KindId; readonly namespace: string };
  readonly to: { readonly kindId: KindId; readonly namespace: string };
}

/** Key: `grantKey`. */
export const referenceGrants = defineTable<GrantRow>({
  name: 'referenceGrants',
  kinds: referenceGrant.kinds,
  *rows(resource) {
    const { from, to } = resource.facts(referenceGrant);
    for (const { kindId, namespace } of from) {
      for (const target of to) {
        const grant = {
          from: { kindId, namespace: namespace?.value ?? '' },
          to: { kindId: target.kindId, namespace: resource.namespace },
        };
        yield [grantKey(grant), { name: target.name?.value }];
      }
    }
  },
});

export function grantKey({ from, to }: Grant): string {
  return `${from.kindId} ${from.namespace} ${to.kindId} ${to.namespace}`;
}

/** Objects that grants are for, by namespace: where one is, the namespace is. */
export const grantees = defineTable<{ readonly name: string }>({
  name: 'grantees',
  kinds: [...ROUTE_KINDS, ...LISTENER_KINDS],
  *rows(resource) {
    yield [resource.namespace, { name: resource.name }];
  },
});

export interface GrantTargets {
  readonly to: readonly { readonly kind: string; readonly name: string | undefined }[];
}

/** Grants with what they are about, by namespace: for fixes, which add to the one that fits. */
export const grantsInNamespace = defineTable<GrantTargets>({
  name: 'grantsInNamespace',
  kinds: referenceGrant.kinds,
  isLate: true,
  *rows(resource) {
    const { to } = resource.facts(referenceGrant);
    yield [
      resource.namespace,
      { to: to.map(({ kindId, name }) => ({ kind: kindName(kindId), name: name?.value })) },
    ];
  },
});
