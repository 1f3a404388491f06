/** Every kind of reference. Adding one is an entry here and a file in `kinds/`. */
import { bug } from '../../base/bug.ts';
import { containerPort } from './kinds/container-port.ts';
import { destinationRule } from './kinds/destination-rule.ts';
import { gateway } from './kinds/gateway.ts';
import { gatewayClass } from './kinds/gateway-class.ts';
import { host } from './kinds/host.ts';
import { issuer } from './kinds/issuer.ts';
import { kubernetesGateway } from './kinds/kubernetes-gateway.ts';
import { label } from './kinds/label.ts';
import { listener } from './kinds/listener.ts';
import { namespace } from './kinds/namespace.ts';
import { port } from './kinds/port.ts';
import { portName } from './kinds/port-name.ts';
import { provider } from './kinds/provider.ts';
import { route } from './kinds/route.ts';
import { secret } from './kinds/secret.ts';
import { serviceAccount } from './kinds/service-account.ts';
import { subset } from './kinds/subset.ts';
import { virtualService } from './kinds/virtual-service.ts';
import type { ReferenceKind } from './reference-kind.ts';

export const REFERENCE_KINDS: readonly ReferenceKind[] = [
  containerPort,
  destinationRule,
  gateway,
  gatewayClass,
  host,
  issuer,
  kubernetesGateway,
  label,
  listener,
  namespace,
  port,
  portName,
  provider,
  route,
  secret,
  serviceAccount,
  subset,
  virtualService,
];

const BY_ID: ReadonlyMap<string, ReferenceKind> = new Map(REFERENCE_KINDS.map((kind) => [kind.id, kind]));

export function referenceKind(id: string): ReferenceKind {
  return BY_ID.get(id) ?? bug(`no kind of reference is called ${id}`);
}
