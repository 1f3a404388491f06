/** ServiceEntry facts: hosts it adds to the registry, their ports and endpoints. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model } from './resource.ts';

export interface ServiceEntryPort {
  /** Path of the list item. */
  readonly path: string;
  readonly number: Sourced<number> | undefined;
  readonly name: Sourced<string> | undefined;
  readonly protocol: Sourced<string> | undefined;
  readonly targetPort: number | undefined;
}

export interface ServiceEntryFacts {
  readonly hosts: readonly Sourced<string>[];
  readonly addresses: readonly Sourced<string>[];
  readonly ports: readonly ServiceEntryPort[];
  readonly exportTo: readonly Sourced<string>[];
  readonly resolution: string;
  readonly location: string;
  readonly workloadSelector: Readonly<Record<string, string>> | undefined;
  readonly endpoints: readonly { readonly path: string; readonly labels: Readonly<Record<string, string>> }[];
}

export const serviceEntry: Model<ServiceEntryFacts> = {
  kinds: ['networking.istio.io/ServiceEntry'],
  build({ spec }) {
    const selector = spec.get('workloadSelector');
    return {
      hosts: spec.get('hosts').strings(),
      addresses: spec.get('addresses').strings(),
      ports: spec.get('ports').items().map(port),
      exportTo: spec.get('exportTo').strings(),
      resolution: spec.get('resolution').string() ?? 'NONE',
      location: spec.get('location').string() ?? 'MESH_EXTERNAL',
      workloadSelector: selector.exists ? selector.get('labels').stringMap() : undefined,
      endpoints: spec
        .get('endpoints')
        .items()
        .map((item) => ({ path: item.path, labels: item.get('labels').stringMap() })),
    };
  },
};

function port(item: Cursor): ServiceEntryPort {
  return {
    path: item.path,
    number: item.get('number').sourcedNumber(),
    name: item.get('name').sourcedString(),
    protocol: item.get('protocol').sourcedString(),
    targetPort: item.get('targetPort').number(),
  };
}
