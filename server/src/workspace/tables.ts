/** Every table of the engine, on one screen. Adding one is an entry here and a file in `tables/`. */

import type { Table } from './table.ts';
import { backendTlsPolicies } from './tables/backend-tls-policies.ts';
import { definitions } from './tables/definitions.ts';
import { delegates, delegations } from './tables/delegates.ts';
import {
  alternativeSubsets,
  destinationRules,
  destinationRulesBySuffix,
  wildcardDestinationRules,
} from './tables/destination-rules.ts';
import { allowPolicies, customPolicies } from './tables/enforced-policies.ts';
import { externalNames } from './tables/external-names.ts';
import { formerNames } from './tables/former-names.ts';
import { gatewayClaims } from './tables/gateway-claims.ts';
import { gatewayClasses } from './tables/gateway-classes.ts';
import { boundHosts, gatewaysByHost } from './tables/gateway-hosts.ts';
import { gatewayBoundHosts, partlyServedHosts, routedPaths, takingPaths } from './tables/gateway-routes.ts';
import { gatewayCertificates, gatewayHosts } from './tables/gateway-servers.ts';
import { gatewaysByName, gatewaysByPort, gatewaysInNamespace, servingGateways } from './tables/gateways.ts';
import { httpRoutesTo } from './tables/http-routes-to.ts';
import { httpsRedirects } from './tables/https-redirects.ts';
import { injectionWebhooks } from './tables/injection-webhooks.ts';
import { injectionByDefault, injectorConfigs } from './tables/injector-configs.ts';
import { istioVersions } from './tables/istio-versions.ts';
import { addedListeners, kubernetesGateways } from './tables/kubernetes-gateways.ts';
import { madeThings } from './tables/made-things.ts';
import { meshConfigs } from './tables/mesh-configs.ts';
import { meshDefinitions } from './tables/mesh-definitions.ts';
import { meshObjects } from './tables/mesh-objects.ts';
import { meshSubsetRoutes } from './tables/mesh-subset-routes.ts';
import { namedObjects } from './tables/named-objects.ts';
import { meshNamespaces, namespaces } from './tables/namespaces.ts';
import { podProxies } from './tables/pod-proxies.ts';
import { peerDefinitions, policiesInNamespace } from './tables/policies.ts';
import { proxyImageTypes } from './tables/proxy-image-types.ts';
import { grantees, grantsInNamespace, referenceGrants } from './tables/reference-grants.ts';
import { referenceOrigins, referenceTargets } from './tables/reference-sites.ts';
import { remoteRegistries } from './tables/remote-registries.ts';
import { revisionsInUse } from './tables/revisions-in-use.ts';
import { secrets } from './tables/secrets.ts';
import { secureServers } from './tables/secure-servers.ts';
import { servedVersions } from './tables/served-versions.ts';
import { serviceAccounts, workloadsByAccount } from './tables/service-accounts.ts';
import { serviceDefinitions } from './tables/service-definitions.ts';
import { serviceEntryPorts } from './tables/service-entry-ports.ts';
import { entryHosts, serviceHosts, servicesInNamespace, wildcardHosts } from './tables/service-hosts.ts';
import { definedPods, definedServices } from './tables/service-ports.ts';
import { servingCertificates } from './tables/serving-certificates.ts';
import { sidecars } from './tables/sidecars.ts';
import { controlledObjects, copiedWorkloads, generatedObjects } from './tables/traffic-controllers.ts';
import { usedWords } from './tables/used-words.ts';
import { labelUses, namedUses } from './tables/uses.ts';
import {
  gatewayRoutesTo,
  meshRoutesTo,
  meshVirtualServiceHosts,
  meshVirtualServiceHostsBySuffix,
  wildcardMeshVirtualServiceHosts,
} from './tables/virtual-services.ts';
import {
  requestAuthentications,
  requestAuthenticationsIn,
  selectorless,
  selectorsByLabel,
} from './tables/workload-selectors.ts';
import {
  gatewayWorkloads,
  serviceSelectors,
  workloadsByLabel,
  workloadsInNamespace,
} from './tables/workloads.ts';

export const TABLES: readonly Table<unknown>[] = [
  namedUses,
  definedPods,
  definedServices,
  labelUses,
  madeThings,
  entryHosts,
  externalNames,
  addedListeners,
  allowPolicies,
  alternativeSubsets,
  backendTlsPolicies,
  boundHosts,
  controlledObjects,
  copiedWorkloads,
  customPolicies,
  definitions,
  delegates,
  delegations,
  destinationRules,
  formerNames,
  gatewayCertificates,
  gatewayHosts,
  gatewayRoutesTo,
  gatewaysByHost,
  gatewaysByName,
  gatewaysByPort,
  gatewayClaims,
  gatewayClasses,
  gatewaysInNamespace,
  gatewayWorkloads,
  generatedObjects,
  grantees,
  grantsInNamespace,
  injectionByDefault,
  injectionWebhooks,
  injectorConfigs,
  istioVersions,
  kubernetesGateways,
  meshConfigs,
  meshDefinitions,
  meshNamespaces,
  meshObjects,
  meshRoutesTo,
  meshSubsetRoutes,
  httpRoutesTo,
  partlyServedHosts,
  routedPaths,
  takingPaths,
  secureServers,
  httpsRedirects,
  meshVirtualServiceHosts,
  meshVirtualServiceHostsBySuffix,
  namedObjects,
  namespaces,
  podProxies,
  peerDefinitions,
  policiesInNamespace,
  proxyImageTypes,
  referenceOrigins,
  referenceTargets,
  referenceGrants,
  remoteRegistries,
  requestAuthentications,
  requestAuthenticationsIn,
  revisionsInUse,
  secrets,
  selectorless,
  selectorsByLabel,
  servedVersions,
  serviceAccounts,
  serviceDefinitions,
  serviceEntryPorts,
  serviceHosts,
  serviceSelectors,
  servicesInNamespace,
  servingCertificates,
  servingGateways,
  sidecars,
  usedWords,
  destinationRulesBySuffix,
  gatewayBoundHosts,
  wildcardDestinationRules,
  wildcardHosts,
  wildcardMeshVirtualServiceHosts,
  workloadsByAccount,
  workloadsByLabel,
  workloadsInNamespace,
];
