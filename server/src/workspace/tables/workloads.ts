/**
 * Workloads by the labels they carry, so that a selector reads only what could match it. Pods that the control plane
 * creates for Gateway API Gateways count too.
 */
import type { KindId } from '../../base/kind-id.ts';
import {
  GATEWAY_NAME_LABEL,
  gatewayApiGateway,
  type ManagedGateway,
  type RunBy,
} from '../../model/gateway-api-gateway.ts';
import { isInOpenNamespace } from '../../model/open-namespace.ts';
import type { Model, Resource } from '../../model/resource.ts';
import { type Outside, outsideOf, service } from '../../model/service.ts';
import { podTemplatePath, WORKLOAD_KINDS, type WorkloadFacts, workload } from '../../model/workload.ts';
import { defineTable } from '../table.ts';

export interface WorkloadRow {
  readonly namespace: string;
  readonly name: string;
  readonly kind: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly labelsPath: string;
  readonly serviceAccount: string;
  /** `gateway`: derived from a Gateway API Gateway; `builtin`: the ingress gateway that every installation has. */
  readonly origin: 'template' | 'pod' | 'vm' | 'gateway' | 'builtin';
  /** What the pod itself says about the mesh; `namespace`: nothing, so its namespace decides. */
  readonly mesh: 'sidecar' | 'ambient' | 'none' | 'namespace';
  /** Container ports that Services may name as their target. */
  readonly namedPorts: readonly { readonly name: string; readonly number: number }[];
  /** Numbers of all container ports that are written. */
  readonly ports?: readonly number[];
  /** Exists only when this controller runs the Gateway that it belongs to. */
  readonly runBy?: RunBy;
  /** Nobody wrote the namespace: it may land in any. */
  readonly isOpen?: true;
  /** A template adds others to the labels that are written. */
  readonly hasMoreLabels?: true;
}

const GATEWAY: KindId = 'gateway.networking.k8s.io/Gateway';

/** Keys: `<namespace> <label>=<value>`, and `* <label>=<value>` for selectors that look everywhere. */
export const workloadsByLabel = defineTable<WorkloadRow>({
  name: 'workloadsByLabel',
  kinds: [...WORKLOAD_KINDS, GATEWAY],
  *rows(resource) {
    for (const row of workloadRows(resource)) {
      for (const [label, value] of Object.entries(row.labels)) {
        yield [labelKey(row.namespace, label, value), row];
        yield [labelKey('*', label, value), row];
      }
    }
  },
});

/**
 * All workloads of a namespace (`*`: of the world). Derived pods stand under `gateways <namespace>`: they prove nothing
 * about what else the files hold of the namespace.
 */
export const workloadsInNamespace = defineTable<WorkloadRow>({
  name: 'workloadsInNamespace',
  kinds: [...WORKLOAD_KINDS, GATEWAY],
  *rows(resource) {
    const prefix = resource.kindId === GATEWAY ? 'gateways ' : '';
    for (const row of workloadRows(resource)) {
      yield [`${prefix}${row.namespace}`, row];
      yield [`${prefix}*`, row];
    }
  },
});

/** Workloads that are nothing but a proxy: gateways. All under one key, to see whether the files hold any. */
export const gatewayWorkloads = defineTable<Pick<WorkloadRow, 'name' | 'namespace' | 'labels'>>({
  name: 'gatewayWorkloads',
  kinds: WORKLOAD_KINDS,
  *rows(resource) {
    const { containers, labels } = resource.facts(workload);
    if (containers.length === 0 || containers.some(({ name }) => name !== 'istio-proxy')) return;
    yield ['', { name: resource.name, namespace: resource.namespace, labels }];
  },
});

export interface ServiceSelectorRow {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly ports: readonly {
    readonly number: number;
    readonly name: string;
    readonly protocol: string;
    readonly targetPort: number | string | undefined;
    readonly appProtocol?: string;
  }[];
  readonly runBy?: RunBy;
  /** What pods see of clients outside the cluster; absent: they cannot get in by it. */
  readonly outside?: Outside;
}

/** Services that select pods, by one pair of their selector: `<namespace> <label>=<value>`. */
export const serviceSelectors = defineTable<ServiceSelectorRow>({
  name: 'serviceSelectors',
  kinds: ['core/Service', GATEWAY],
  *rows(resource) {
    if (resource.kindId === GATEWAY) {
      for (const managed of resource.facts(gatewayApiGateway)) {
        yield [
          labelKey(resource.namespace, GATEWAY_NAME_LABEL, resource.name),
          generatedService(resource, managed),
        ];
      }
      return;
    }
    const { selector, ports } = resource.facts(service);
    const first = Object.entries(selector ?? {})[0];
    if (selector === undefined || first === undefined) return;
    const outside = outsideOf(resource);
    yield [
      labelKey(resource.namespace, first[0], first[1]),
      {
        name: resource.name,
        namespace: resource.namespace,
        selector,
        ports: ports.flatMap((port) =>
          port.number === undefined
            ? []
            : [
                {
                  number: port.number.value,
                  name: port.name?.value ?? '',
                  protocol: port.protocol,
                  targetPort: port.targetPort,
                  ...(port.appProtocol !== undefined && { appProtocol: port.appProtocol.value }),
                },
              ],
        ),
        ...(outside !== undefined && { outside }),
      },
    ];
  },
});

export function labelKey(namespace: string, label: string, value: string): string {
  return `${namespace} ${label}=${value}`;
}

/** The Service that the control plane creates beside the pods of a Gateway. */
function generatedService({ name, namespace }: Resource, managed: ManagedGateway): ServiceSelectorRow {
  return {
    name: managed.deploymentName,
    namespace,
    selector: { [GATEWAY_NAME_LABEL]: name },
    ports: managed.ports.map((number) => ({ number, name: '', protocol: 'TCP', targetPort: number })),
    runBy: managed.runBy,
    outside: 'unknown',
  };
}

/** What the engine knows of the pods of a resource: for a Gateway, of those of each controller that may run it. */
export function workloadRows(resource: Resource): readonly WorkloadRow[] {
  if (resource.kindId !== GATEWAY) return [workloadRow(resource)];
  return resource.facts(gatewayApiGateway).map((managed) => gatewayRow(resource, managed));
}

/** The pods of a workload: the same object for all who ask. */
export function workloadRow(resource: Resource): WorkloadRow {
  return resource.facts(rowOfPods);
}

const rowOfPods: Model<WorkloadRow> = { kinds: WORKLOAD_KINDS, build: podsOf };

function podsOf(resource: Resource): WorkloadRow {
  const facts = resource.facts(workload);
  return {
    namespace: resource.namespace,
    name: resource.name,
    kind: resource.kindId,
    labels: facts.labels,
    labelsPath: facts.labelsPath,
    serviceAccount: facts.serviceAccount,
    origin: facts.origin,
    mesh: meshMembership(facts),
    namedPorts: facts.containers.flatMap(({ ports }) =>
      ports.flatMap(({ name, number }) => (name === undefined ? [] : [{ name, number }])),
    ),
    ports: facts.containers.flatMap(({ ports }) => ports.map(({ number }) => number)),
    ...(isInOpenNamespace(resource) && { isOpen: true as const }),
    ...(hasMoreLabels(resource, facts) && { hasMoreLabels: true as const }),
  };
}

/** Whether a template may add labels to those that are written, or writes them all. */
export function hasMoreLabels(resource: Resource, { labels, labelsPath }: WorkloadFacts): boolean {
  const isWritten = Object.keys(labels).length > 0;
  return (
    resource.isOpen(labelsPath) ||
    (!isWritten && resource.isOpen(podTemplatePath(resource.kindId, 'metadata')))
  );
}

function gatewayRow({ namespace, kindId }: Resource, managed: ManagedGateway): WorkloadRow {
  return {
    namespace,
    name: managed.deploymentName,
    kind: kindId,
    labels: managed.labels,
    labelsPath: 'spec.infrastructure.labels',
    serviceAccount: managed.deploymentName,
    origin: 'gateway',
    mesh: 'sidecar',
    namedPorts: [],
    runBy: managed.runBy,
  };
}

/** Analysis specification §6: a proxy in the pod, then the label, then the annotation. */
function meshMembership({ containers, labels, annotations, origin }: WorkloadFacts): WorkloadRow['mesh'] {
  if (annotations['ambient.istio.io/redirection'] === 'enabled') return 'ambient';
  if (origin === 'vm') return 'sidecar';
  if (containers.some(({ name, image }) => name === 'istio-proxy' && (image ?? '') !== '')) return 'sidecar';
  const inject = labels['sidecar.istio.io/inject'] ?? annotations['sidecar.istio.io/inject'];
  if (inject === undefined) return 'namespace';
  return inject === 'true' ? 'sidecar' : 'none';
}
