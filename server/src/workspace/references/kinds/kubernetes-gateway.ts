/** Gateway API Gateways: parents of routes, targets of policies, waypoints. */
import type { KindId } from '../../../base/kind-id.ts';
import { GATEWAY_NAME_LABEL } from '../../../model/gateway-api-gateway.ts';
import { ROUTE_KINDS } from '../../../model/gateway-api-route.ts';
import { MATCH_LABELS_KINDS, WORKLOAD_LABELS_KINDS } from '../../../model/selector-labels.ts';
import { selectWorkloads } from '../../resolve/workloads.ts';
import { DEFINED_KINDS } from '../../tables/definitions.ts';
import { defineObjectReference, namedBeside, objectSite } from './object-reference.ts';

const USE_WAYPOINT = 'istio.io/use-waypoint';

export const TARGET_REF_KINDS = [
  'networking.istio.io/EnvoyFilter',
  'security.istio.io/AuthorizationPolicy',
  'security.istio.io/RequestAuthentication',
  'telemetry.istio.io/Telemetry',
  'extensions.istio.io/WasmPlugin',
  'extensions.istio.io/TrafficExtension',
] as const;

const SELECTORS = ['spec.selector', 'spec.selector.matchLabels', 'spec.workloadSelector.labels'];
const SELECTOR_KINDS: readonly KindId[] = [
  ...MATCH_LABELS_KINDS,
  ...WORKLOAD_LABELS_KINDS,
  'core/Service',
  'networking.istio.io/Gateway',
];

export const kubernetesGateway = defineObjectReference({
  id: 'kubernetes-gateway',
  noun: 'Gateway',
  in: ['gateway.networking.k8s.io/Gateway'],
  origins: [
    {
      in: [
        ...ROUTE_KINDS,
        'gateway.networking.k8s.io/ListenerSet',
        'gateway.networking.x-k8s.io/XListenerSet',
      ],
      at: ['spec.parentRefs[].name', 'spec.parentRef.name'],
      read: (place) => namedBeside(place, ['Gateway']),
    },
    {
      in: TARGET_REF_KINDS,
      at: ['spec.targetRef.name', 'spec.targetRefs[].name'],
      read(place) {
        const isGateway = place.up(1).get('kind').string() === 'Gateway';
        return isGateway ? namedBeside(place) : [];
      },
    },
    {
      // The control plane gives the pods of a Gateway its name as a label.
      in: SELECTOR_KINDS,
      at: SELECTORS.map((path) => `${path}["${GATEWAY_NAME_LABEL}"]`),
      read: ({ at, resource: { kindId, namespace } }) => [
        objectSite(at.string() ?? '', kindId === 'networking.istio.io/Gateway' ? '*' : namespace),
      ],
    },
    {
      in: DEFINED_KINDS,
      at: [`metadata.labels["${USE_WAYPOINT}"]`],
      read(place) {
        const name = place.at.string() ?? '';
        if (name === '' || name === 'none') return [];
        const { kindId, name: own, namespace } = place.resource;
        const here = kindId === 'core/Namespace' ? own : namespace;
        return [objectSite(name, place.up(1).get(`${USE_WAYPOINT}-namespace`).string() ?? here)];
      },
    },
  ],
  anywhere: (world, name) =>
    selectWorkloads(world, '*', { [GATEWAY_NAME_LABEL]: name }).map(({ resource }) => resource),
  unknown: ['route/parent-not-found', 'target-ref/not-found', 'label/waypoint-not-found'],
});
