/** A resource in words: what it does to traffic, whom it concerns, what it overrides, and how to verify it on a cluster. */
import type { KindId } from '../../base/kind-id.ts';
import { ROUTE_KINDS } from '../../model/gateway-api-route.ts';
import type { ResourceRef } from '../../model/resource.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { explainDestinationRule } from './destination-rule.ts';
import type { Explanation } from './explanation.ts';
import { explainGateway } from './gateway.ts';
import { explainGatewayRoute } from './gateway-route.ts';
import {
  explainAuthorizationPolicy,
  explainPeerAuthentication,
  explainRequestAuthentication,
} from './policies.ts';
import { explainService } from './service.ts';
import { explainServiceEntry } from './service-entry.ts';
import { explainSidecar } from './sidecar.ts';
import { explainTelemetry } from './telemetry.ts';
import { explainVirtualService } from './virtual-service.ts';

type Explainer = (mesh: Mesh, object: MeshObject) => Omit<Explanation, 'title'>;

const EXPLAINERS: ReadonlyMap<KindId, Explainer> = new Map<KindId, Explainer>([
  ['networking.istio.io/VirtualService', explainVirtualService],
  ['networking.istio.io/DestinationRule', explainDestinationRule],
  ['networking.istio.io/Gateway', explainGateway],
  ['security.istio.io/AuthorizationPolicy', explainAuthorizationPolicy],
  ['security.istio.io/PeerAuthentication', explainPeerAuthentication],
  ['security.istio.io/RequestAuthentication', explainRequestAuthentication],
  ['core/Service', explainService],
  ['networking.istio.io/ServiceEntry', explainServiceEntry],
  ['networking.istio.io/Sidecar', explainSidecar],
  ['telemetry.istio.io/Telemetry', explainTelemetry],
  ...ROUTE_KINDS.map((kind): [KindId, Explainer] => [kind, explainGatewayRoute]),
]);

export const EXPLAINED_KINDS: readonly KindId[] = [...EXPLAINERS.keys()];

/** Undefined for kinds that have no words yet, and for objects that are not in the mesh. */
export function explainResource(mesh: Mesh, ref: ResourceRef): Explanation | undefined {
  const explainer = EXPLAINERS.get(ref.kindId);
  const object = mesh
    .objects(ref.kindId)
    .find(({ namespace, name }) => namespace === ref.namespace && name === ref.name);
  if (explainer === undefined || object === undefined) return undefined;
  return { title: `${ref.kindId.split('/')[1] ?? ''} ${object.id}`, ...explainer(mesh, object) };
}

/** By kind, namespace and name as people write them: `VirtualService/shop/cart`, in any case. */
export function findObject(
  mesh: Mesh,
  kind: string,
  namespace: string,
  name: string,
): MeshObject | undefined {
  const wanted = kind.toLowerCase();
  const id = EXPLAINED_KINDS.find((each) => (each.split('/')[1] ?? '').toLowerCase() === wanted);
  return id === undefined
    ? undefined
    : mesh.inNamespace(id, namespace).find((object) => object.name === name);
}
