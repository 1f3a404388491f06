/** Policies of a namespace with what they are for, as the hover of a service lists them. Key: the namespace. */
import type { KindId } from '../../base/kind-id.ts';
import { authorizationPolicy } from '../../model/authorization-policy.ts';
import { peerAuthentication } from '../../model/peer-authentication.ts';
import { POLICY_KINDS, policyTarget } from '../../model/policy-target.ts';
import { requestAuthentication } from '../../model/request-authentication.ts';
import type { Resource } from '../../model/resource.ts';
import { defineTable } from '../table.ts';

export interface PolicyRow {
  readonly kind: KindId;
  readonly name: string;
  readonly namespace: string;
  /** Empty: every workload. */
  readonly selector: Readonly<Record<string, string>>;
  /** What it is attached to instead. */
  readonly targets: readonly { readonly kind: KindId; readonly namespace: string; readonly name: string }[];
  /** In a word or two: `ALLOW`, `STRICT`, an issuer; empty when there is nothing to say. */
  readonly effect: string;
  /** A PeerAuthentication says more for single ports. */
  readonly hasPortModes: boolean;
}

export const policiesInNamespace = defineTable<PolicyRow>({
  name: 'policiesInNamespace',
  kinds: POLICY_KINDS,
  *rows(resource) {
    const { selector = {}, targetRefs } = resource.facts(policyTarget);
    yield [
      resource.namespace,
      {
        kind: resource.kindId,
        name: resource.name,
        namespace: resource.namespace,
        selector,
        targets: targetRefs.map(({ kindId, name, namespace }) => ({
          kind: kindId,
          namespace: namespace?.value ?? resource.namespace,
          name: name?.value ?? '',
        })),
        effect: effectOf(resource),
        hasPortModes:
          resource.kindId === 'security.istio.io/PeerAuthentication' &&
          (resource.facts(peerAuthentication).ports.length > 0 || resource.isOpen('spec.portLevelMtls')),
      },
    ];
  },
});

/** Modes of every definition of a PeerAuthentication, shadowed ones too. Key: the namespace. */
export const peerDefinitions = defineTable<{ readonly key: string; readonly mode: string }>({
  name: 'peerDefinitions',
  kinds: ['security.istio.io/PeerAuthentication'],
  definitions: 'all',
  *rows(resource) {
    yield [resource.namespace, { key: resource.key, mode: effectOf(resource) }];
  },
});

function effectOf(resource: Resource): string {
  switch (resource.kindId) {
    case 'security.istio.io/AuthorizationPolicy':
      return resource.facts(authorizationPolicy).action;
    case 'security.istio.io/PeerAuthentication':
      return resource.facts(peerAuthentication).mode?.value ?? '';
    case 'security.istio.io/RequestAuthentication':
      return resource
        .facts(requestAuthentication)
        .jwtRules.flatMap(({ issuer }) => issuer?.value ?? [])
        .join(', ');
    default:
      return '';
  }
}
