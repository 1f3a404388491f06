/** Kubernetes Service facts: the ports and pods behind a host of the mesh. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model, Resource } from './resource.ts';

export interface ServicePort {
  /** Path of the list item. */
  readonly path: string;
  readonly number: Sourced<number> | undefined;
  readonly name: Sourced<string> | undefined;
  /** L4 protocol; TCP when absent, as the API server defaults it. */
  readonly protocol: string;
  readonly appProtocol: Sourced<string> | undefined;
  /** Number, or name of a container port; absent means the port's own number. */
  readonly targetPort: number | string | undefined;
}

export interface ServiceFacts {
  readonly type: string;
  readonly ports: readonly ServicePort[];
  /** Absent: endpoints are managed by hand. */
  readonly selector: Readonly<Record<string, string>> | undefined;
  readonly isHeadless: boolean;
  readonly externalName: string | undefined;
  /** Entries of the annotation `networking.istio.io/exportTo`, trimmed. */
  readonly exportTo: readonly string[];
}

export const service: Model<ServiceFacts> = {
  kinds: ['core/Service'],
  build({ spec, cursor }) {
    const selector = spec.get('selector').stringMap();
    const exportTo =
      cursor.get('metadata').get('annotations').get('networking.istio.io/exportTo').string() ?? '';
    return {
      type: spec.get('type').string() ?? 'ClusterIP',
      ports: spec.get('ports').items().map(port),
      selector: Object.keys(selector).length === 0 ? undefined : selector,
      isHeadless: spec.get('clusterIP').string() === 'None',
      externalName: spec.get('externalName').string(),
      exportTo: exportTo
        .split(',')
        .map((entry) => entry.trim())
        .filter((entry) => entry !== ''),
    };
  },
};

function port(item: Cursor): ServicePort {
  return {
    path: item.path,
    number: item.get('port').sourcedNumber(),
    name: item.get('name').sourcedString(),
    protocol: item.get('protocol').string() ?? 'TCP',
    appProtocol: item.get('appProtocol').sourcedString(),
    targetPort: item.get('targetPort').number() ?? item.get('targetPort').string(),
  };
}

/**
 * What pods see of clients that come in by a Service: the address of a `node`, the client's own, or what an annotation for
 * a load balancer decides. Undefined: nobody outside the cluster gets in by it.
 */
export type Outside = 'node' | 'client' | 'unknown';

/** Annotations of clouds and load balancers, by which connections may get around the nodes. */
const BALANCER = /load-?balancer|proxy-protocol|\/neg$|\/lb-|metallb/i;

export function outsideOf({ spec, cursor }: Resource): Outside | undefined {
  const type = spec.get('type').string() ?? 'ClusterIP';
  const hasOthers = spec.get('externalIPs').exists || spec.get('loadBalancerClass').exists;
  if (type !== 'LoadBalancer' && type !== 'NodePort') return hasOthers ? 'unknown' : undefined;
  if (spec.get('externalTrafficPolicy').string() === 'Local') return 'client';
  const annotations = cursor.get('metadata').get('annotations').entries();
  return hasOthers || annotations.some(({ key }) => BALANCER.test(key)) ? 'unknown' : 'node';
}
