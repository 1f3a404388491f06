/** Workload endpoints as three kinds write them: address, network, ports, labels. */
import type { Cursor } from './cursor.ts';
import type { Resource } from './resource.ts';

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
