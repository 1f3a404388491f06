/** Words that fields take and that are no references, by kind and place. Adding one is an entry here. */
import { type KindId, kindName } from '../../../../base/kind-id.ts';
import type { ChoiceSource } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';
import { otherIssuers } from '../names/issuers.ts';
import { labels } from '../names/labels.ts';
import { ownNames } from '../names/own-names.ts';
import { attributes, attributeValues, audiences, claims } from './conditions.ts';
import { grpcMethods, grpcServices, headerNames, methods, paths, retryPolicies } from './http.ts';
import { logFiles } from './log-files.ts';
import { logFilters } from './log-filters.ts';
import { metadataValues } from './metadata-values.ts';
import { localities, networks, topologyLabels } from './places.ts';
import { providerServices } from './provider-services.ts';
import { protocols, servedHosts } from './servers.ts';
import { subsetNames } from './subset-names.ts';
import { restOfWeights } from './weights.ts';

interface WordPlaces {
  /** Names of kinds; those of Istio and of the Gateway API do not clash where it matters. */
  readonly in: readonly string[];
  /** End of the path, with `[]` for indexes. */
  readonly at: RegExp;
  readonly source: ChoiceSource;
}

const PLACES: readonly WordPlaces[] = [
  { in: ['AuthorizationPolicy'], at: /when\[\]\.key$/, source: attributes },
  { in: ['AuthorizationPolicy'], at: /when\[\]\.(?:v|notV)alues\[\]$/, source: attributeValues },
  { in: ['AuthorizationPolicy'], at: /operation\.(?:m|notM)ethods\[\]$/, source: methods },
  { in: ['AuthorizationPolicy'], at: /operation\.(?:p|notP)aths\[\]$/, source: paths },
  { in: ['VirtualService'], at: /\.sourceLabels[.[]/, source: labels },
  { in: ['VirtualService'], at: /(?:method\.exact|allowMethods\[\])$/, source: methods },
  { in: ['VirtualService'], at: /uri\.(?:exact|prefix)$/, source: paths },
  { in: ['VirtualService'], at: /route\[\]\.weight$/, source: restOfWeights },
  {
    in: ['HTTPRoute', 'GRPCRoute', 'TCPRoute', 'TLSRoute'],
    at: /backendRefs\[\]\.weight$/,
    source: restOfWeights,
  },
  { in: ['DestinationRule'], at: /^spec\.subsets\[\]\.name$/, source: subsetNames },
  { in: ['VirtualService'], at: /retries\.retryOn$/, source: retryPolicies },
  { in: ['VirtualService'], at: /(?:allowHeaders|exposeHeaders|remove)\[\]$/, source: headerNames },
  { in: ['DestinationRule'], at: /consistentHash\.httpHeaderName$/, source: headerNames },
  {
    in: ['DestinationRule'],
    at: /localityLbSetting\.(?:distribute\[\]\.from|failover\[\]\.(?:from|to))$/,
    source: localities,
  },
  {
    in: ['RequestAuthentication'],
    at: /(?:fromHeaders\[\]\.name|ToHeaders\[\]\.header|outputPayloadToHeader)$/,
    source: headerNames,
  },
  { in: ['DestinationRule'], at: /localityLbSetting\.failoverPriority\[\]$/, source: topologyLabels },
  { in: ['RequestAuthentication'], at: /outputClaimToHeaders\[\]\.claim$/, source: claims },
  { in: ['RequestAuthentication'], at: /jwtRules\[\]\.audiences\[\]$/, source: audiences },
  { in: ['RequestAuthentication'], at: /jwtRules\[\]\.issuer$/, source: otherIssuers },
  { in: ['HTTPRoute', 'GRPCRoute'], at: /headers\[\]\.name$/, source: headerNames },
  { in: ['HTTPRoute'], at: /matches\[\]\.path\.value$/, source: paths },
  { in: ['GRPCRoute'], at: /method\.service$/, source: grpcServices },
  { in: ['GRPCRoute'], at: /method\.method$/, source: grpcMethods },
  {
    in: ['WorkloadEntry', 'WorkloadGroup', 'ServiceEntry'],
    at: /^spec\.(?:template\.|endpoints\[\]\.)?network$/,
    source: networks,
  },
  {
    in: ['WorkloadEntry', 'WorkloadGroup', 'ServiceEntry'],
    at: /^spec\.(?:template\.|endpoints\[\]\.)?locality$/,
    source: localities,
  },
  { in: ['ServiceEntry'], at: /ports\[\]\.protocol$/, source: protocols },
  {
    in: ['MeshConfig', 'IstioOperator'],
    at: /extensionProviders\[\]\.\w+\.service$/,
    source: providerServices,
  },
  { in: ['MeshConfig', 'IstioOperator'], at: /accessLogFile$/, source: logFiles },
  { in: ['Telemetry'], at: /accessLogging\[\]\.filter\.expression$/, source: logFilters },
];

const ISTIO_GATEWAY: KindId = 'networking.istio.io/Gateway';

export function wordsAt(place: MeshPlace): ReturnType<ChoiceSource> {
  if (place.pattern === 'metadata.name') return ownNames(place);
  if (/(?:^|\.)(?:labels|annotations)[.[]/.test(place.path)) return metadataValues(place);
  if (place.kindId === ISTIO_GATEWAY) {
    if (/servers\[\]\.hosts\[\]$/.test(place.pattern)) return servedHosts(place);
    if (/port\.protocol$/.test(place.pattern)) return protocols(place);
    return [];
  }
  const name = kindName(place.kindId);
  const found = PLACES.find(({ in: kinds, at }) => kinds.includes(name) && at.test(place.pattern));
  return found?.source(place) ?? [];
}
