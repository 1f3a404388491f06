/** Kubernetes Service facts: the ports and pods behind a host of the mesh. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

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
