/** What an object names, for those who ask whether a thing is used at all, and how much of what is named is there. */
import type { KindId } from '../base/kind-id.ts';
import { destinationRule } from './destination-rule.ts';
import { gateway } from './gateway.ts';
import { allBackends, gatewayApiRoute, ROUTE_KINDS } from './gateway-api-route.ts';
import { registryName } from './registry-name.ts';
import type { Model, Resource } from './resource.ts';
import { allDestinations, virtualService } from './virtual-service.ts';
import { WORKLOAD_SELECTOR_KINDS, workloadSelector } from './workload-selector.ts';

export type Use =
  | { readonly of: KindId; readonly namespace: string; readonly name: string }
  /** Pods by their labels; `*`: of all namespaces. */
  | { readonly of: 'labels'; readonly namespace: string; readonly labels: Readonly<Record<string, string>> };

const SERVICE: KindId = 'core/Service';
const GATEWAY: KindId = 'networking.istio.io/Gateway';
const VIRTUAL_SERVICE: KindId = 'networking.istio.io/VirtualService';

/** Services are left out: what only its own Service selects is used by nobody. */
export const uses: Model<readonly Use[]> = {
  kinds: [
    VIRTUAL_SERVICE,
    'networking.istio.io/DestinationRule',
    GATEWAY,
    ...ROUTE_KINDS,
    ...WORKLOAD_SELECTOR_KINDS,
  ],
  build(resource) {
    if (resource.kindId === VIRTUAL_SERVICE) return ofVirtualService(resource);
    if (resource.kindId === 'networking.istio.io/DestinationRule') {
      return ofHost(resource.facts(destinationRule).host?.value, resource);
    }
    if (resource.kindId === GATEWAY) {
      return ofLabels('*', resource.facts(gateway).selector);
    }
    if ((ROUTE_KINDS as readonly KindId[]).includes(resource.kindId)) return ofRoute(resource);
    return ofLabels(resource.namespace, resource.facts(workloadSelector).labels);
  },
};

function ofVirtualService(resource: Resource): readonly Use[] {
  const facts = resource.facts(virtualService);
  const hosts = allDestinations(facts).flatMap(({ host }) => ofHost(host?.value, resource));
  const gateways = facts.gateways.flatMap(({ value }): Use[] => {
    if (value === 'mesh' || value === '') return [];
    const slash = value.indexOf('/');
    const owner = slash < 0 ? '.' : value.slice(0, slash);
    return [
      { of: GATEWAY, namespace: owner === '.' ? resource.namespace : owner, name: value.slice(slash + 1) },
    ];
  });
  const delegates = facts.routes.flatMap(({ delegate }): Use[] =>
    delegate === undefined
      ? []
      : [
          {
            of: VIRTUAL_SERVICE,
            namespace: delegate.namespace?.value ?? resource.namespace,
            name: delegate.name.value,
          },
        ],
  );
  return [...hosts, ...gateways, ...delegates];
}

function ofRoute(resource: Resource): readonly Use[] {
  const facts = resource.facts(gatewayApiRoute);
  return [...facts.parents, ...allBackends(facts)].flatMap(({ kindId, name, namespace }): Use[] =>
    name === undefined
      ? []
      : [{ of: kindId, namespace: namespace?.value ?? resource.namespace, name: name.value }],
  );
}

/** Only names of the cluster. */
function ofHost(host: string | undefined, { namespace }: Resource): readonly Use[] {
  const found = /^([^.]+)\.([^.]+)\.svc(?:\.|$)/.exec(registryName(host ?? '', namespace));
  return found === null ? [] : [{ of: SERVICE, namespace: found[2] ?? '', name: found[1] ?? '' }];
}

function ofLabels(namespace: string, labels: Readonly<Record<string, string>>): readonly Use[] {
  return Object.keys(labels).length === 0 ? [] : [{ of: 'labels', namespace, labels }];
}
