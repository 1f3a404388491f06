/** For each kind of reference, the names that completion offers where one may stand; or why it offers none. */
import type { ReferenceId } from '../../../../workspace/references/reference-id.ts';
import type { ChoiceSource } from '../choice.ts';
import { accounts } from './accounts.ts';
import { gateways } from './gateways.ts';
import { hosts } from './hosts.ts';
import { issuers } from './issuers.ts';
import { labels } from './labels.ts';
import { listeners } from './listeners.ts';
import { namespaces } from './namespaces.ts';
import { destinationRules, gatewayClasses, kubernetesGateways, routes, virtualServices } from './objects.ts';
import { containerPorts, portNames, ports } from './ports.ts';
import { providers } from './providers.ts';
import { secrets } from './secrets.ts';
import { subsets } from './subsets.ts';

export const NAME_SOURCES: Readonly<Record<ReferenceId, ChoiceSource>> = {
  'container-port': containerPorts,
  'destination-rule': destinationRules,
  gateway: gateways,
  'gateway-class': gatewayClasses,
  host: hosts,
  issuer: issuers,
  'kubernetes-gateway': kubernetesGateways,
  label: labels,
  listener: listeners,
  namespace: namespaces,
  port: ports,
  'port-name': portNames,
  provider: providers,
  route: routes,
  secret: secrets,
  'service-account': accounts,
  subset: subsets,
  'virtual-service': virtualServices,
};
