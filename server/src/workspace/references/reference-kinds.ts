/** Every kind of reference. Adding one is an id, an entry here and a file in `kinds/`; the compiler names the rest. */
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
import type { ReferenceId } from './reference-id.ts';
import type { ReferenceKind } from './reference-kind.ts';

const BY_ID: Readonly<Record<ReferenceId, ReferenceKind>> = {
  'container-port': containerPort,
  'destination-rule': destinationRule,
  gateway,
  'gateway-class': gatewayClass,
  host,
  issuer,
  'kubernetes-gateway': kubernetesGateway,
  label,
  listener,
  namespace,
  port,
  'port-name': portName,
  provider,
  route,
  secret,
  'service-account': serviceAccount,
  subset,
  'virtual-service': virtualService,
};

export const REFERENCE_KINDS: readonly ReferenceKind[] = Object.values(BY_ID);

export function referenceKind(id: ReferenceId): ReferenceKind {
  return BY_ID[id];
}
