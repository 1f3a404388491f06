/** Workload endpoints as three kinds write them: address, network, ports, labels. */
import type { Cursor, Sourced } from './cursor.ts';
import type { Model, Resource } from './resource.ts';

export const ENDPOINT_KINDS = [
  'networking.istio.io/ServiceEntry',
  'networking.istio.io/WorkloadEntry',
  'networking.istio.io/WorkloadGroup',
] as const;

/** The blocks themselves: `spec.endpoints[]`, `spec` or `spec.template`. */
export function endpointBlocks({ kindId, spec }: Resource): readonly Cursor[] {
  if (kindId === 'networking.istio.io/ServiceEntry') return spec.get('endpoints').items();
  const block = kindId === 'networking.istio.io/WorkloadGroup' ? spec.get('template') : spec;
  return block.isMap ? [block] : [];
}

/** One endpoint: a workload outside the pods, or an address of a host. */
export interface Endpoint {
  /** Path of the block. */
  readonly path: string;
  readonly address: Sourced<string> | undefined;
  /** Port of the endpoint by the name of the service's port. */
  readonly ports: Readonly<Record<string, number>>;
  /** Those of a WorkloadGroup's metadata included: its entries carry them. */
  readonly labels: Readonly<Record<string, string>>;
  readonly network: Sourced<string> | undefined;
  readonly locality: Sourced<string> | undefined;
  /** `default` when absent on a workload of its own. */
  readonly serviceAccount: Sourced<string> | undefined;
}

export const endpoints: Model<readonly Endpoint[]> = {
  kinds: ENDPOINT_KINDS,
  build(resource) {
    const fromGroup =
      resource.kindId === 'networking.istio.io/WorkloadGroup'
        ? resource.spec.get('metadata').get('labels').stringMap()
        : {};
    return endpointBlocks(resource).map((block) => ({
      path: block.path,
      address: block.get('address').sourcedString(),
      ports: portNumbers(block.get('ports')),
      labels: { ...block.get('labels').stringMap(), ...fromGroup },
      network: block.get('network').sourcedString(),
      locality: block.get('locality').sourcedString(),
      serviceAccount: block.get('serviceAccount').sourcedString(),
    }));
  },
};

function portNumbers(map: Cursor): Readonly<Record<string, number>> {
  return Object.fromEntries(
    map.entries().flatMap(({ key, value }) => {
      const number = value.number();
      return number === undefined ? [] : [[key, number]];
    }),
  );
}
