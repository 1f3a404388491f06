/** Services that stand in no file, because a controller makes them for another object. */

import type { KindId } from '../base/kind-id.ts';
import { lookUp } from '../base/look-up.ts';
import { flaggerCanary, PRIMARY_SUFFIX } from './flagger-canary.ts';
import { GATEWAY_NAME_LABEL, gatewayApiGateway, type RunBy } from './gateway-api-gateway.ts';
import type { Model, Resource } from './resource.ts';

export interface GeneratedService {
  readonly name: string;
  readonly ports: readonly { readonly number: number; readonly name: string }[];
  /** It may have ports that the object does not tell. */
  readonly hasMorePorts: boolean;
  /** Absent: its endpoints follow from nothing in the object. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  readonly runBy?: RunBy;
}

const MAKERS: Readonly<Record<KindId, (resource: Resource) => readonly GeneratedService[]>> = {
  'gateway.networking.k8s.io/Gateway': ofGateway,
  'flagger.app/Canary': ofCanary,
  'serving.knative.dev/Service': ofKnative,
};

export const generatedServices: Model<readonly GeneratedService[]> = {
  kinds: Object.keys(MAKERS) as KindId[],
  build: (resource) => lookUp(MAKERS, resource.kindId)?.(resource) ?? [],
};

function ofGateway(resource: Resource): readonly GeneratedService[] {
  return resource.facts(gatewayApiGateway).map(({ deploymentName, ports, runBy }) => ({
    name: deploymentName,
    ports: ports.map((number) => ({ number, name: '' })),
    hasMorePorts: false,
    selector: { [GATEWAY_NAME_LABEL]: resource.name },
    runBy,
  }));
}

/** The Service that callers use, and one for each version. Which of its labels selects is the workload's choice. */
function ofCanary(resource: Resource): readonly GeneratedService[] {
  const { service, port, hasMorePorts } = resource.facts(flaggerCanary);
  if (service === '') return [];
  return [service, `${service}${PRIMARY_SUFFIX}`, `${service}-canary`].map((name) => ({
    name,
    ports: [port],
    hasMorePorts,
    selector: undefined,
  }));
}

/** Points at the gateway of Knative, on the ports that the installation chose. */
function ofKnative({ name }: Resource): readonly GeneratedService[] {
  return [{ name, ports: [{ number: 80, name: 'http2' }], hasMorePorts: true, selector: undefined }];
}
