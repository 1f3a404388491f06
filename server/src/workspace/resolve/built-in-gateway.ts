/**
 * The ingress gateway of the default installation (analysis specification §4.3), which stands in no file. It exists
 * unless the mesh configuration switches it off or the files hold a real one.
 */

import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { type HostRow, serviceHosts } from '../tables/service-hosts.ts';
import {
  labelKey,
  type ServiceSelectorRow,
  type WorkloadRow,
  workloadsByLabel,
} from '../tables/workloads.ts';
import { meshConfigField } from '../world-configuration.ts';

export const BUILT_IN_NAMESPACE = 'istio-system';
export const INGRESS_LABELS = { istio: 'ingressgateway' } as const;

const PORTS = [
  { number: 80, name: 'http2' },
  { number: 443, name: 'https' },
  { number: 31400, name: 'tcp' },
  { number: 15443, name: 'tls' },
] as const;

export function builtInWorkload(world: WorldReader): Entry<WorkloadRow> | undefined {
  const name = installedName(world);
  if (name === undefined || world.has(workloadsByLabel, labelKey('*', 'istio', 'ingressgateway'))) {
    return undefined;
  }
  return {
    resource: virtualResource('core/Pod', name),
    row: {
      namespace: BUILT_IN_NAMESPACE,
      name,
      kind: 'core/Pod',
      labels: INGRESS_LABELS,
      labelsPath: 'metadata.labels',
      serviceAccount: `${name}-service-account`,
      origin: 'builtin',
      mesh: 'sidecar',
      namedPorts: [],
    },
  };
}

/** Belongs to the built-in workload: without that, or with a written Service of the name, there is none. */
export function builtInService(world: WorldReader): Entry<ServiceSelectorRow> | undefined {
  const name = installedName(world);
  if (name === undefined || builtInWorkload(world) === undefined) return undefined;
  if (world.has(serviceHosts, `${name}.${BUILT_IN_NAMESPACE}.svc`)) return undefined;
  return {
    resource: virtualResource('core/Service', name),
    row: {
      name,
      namespace: BUILT_IN_NAMESPACE,
      selector: INGRESS_LABELS,
      ports: PORTS.map((port) => ({ ...port, protocol: 'TCP', targetPort: port.number })),
    },
  };
}

/** The built-in Service as an entry of the registry; undefined for every key but its own. */
export function builtInHost(world: WorldReader, key: string): Entry<HostRow> | undefined {
  if (!key.endsWith(`.${BUILT_IN_NAMESPACE}.svc`)) return undefined;
  const service = builtInService(world);
  if (service === undefined || key !== `${service.row.name}.${BUILT_IN_NAMESPACE}.svc`) return undefined;
  const { ports, selector } = service.row;
  return {
    resource: service.resource,
    row: {
      host: key,
      namespace: BUILT_IN_NAMESPACE,
      source: 'Service',
      exportTo: [],
      ports: ports.map(({ number, name, protocol }) => ({ number, name, protocol })),
      // Which ports an installation has that no file describes, nobody knows.
      hasMorePorts: world.config('completeness') !== 'complete',
      selector,
      endpointLabels: [],
    },
  };
}

function installedName(world: WorldReader): string | undefined {
  const mode = meshConfigField(world, 'ingressControllerMode');
  // YAML reads a plain `OFF` as false.
  if (mode === 'OFF' || mode === false) return undefined;
  const name = meshConfigField(world, 'ingressService');
  return typeof name === 'string' && name !== '' ? name : 'istio-ingressgateway';
}

function virtualResource(kindId: 'core/Pod' | 'core/Service', name: string): Entry<WorkloadRow>['resource'] {
  return { key: `${kindId}/${BUILT_IN_NAMESPACE}/${name}`, kindId, name, namespace: BUILT_IN_NAMESPACE };
}
