/** Where http routes send requests: VirtualServices, and routes of the Gateway API. */
import { gatewayApiRoute } from '../../model/gateway-api-route.ts';
import { registryName } from '../../model/registry-name.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { defineTable } from '../table.ts';

const API_KINDS = ['gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/GRPCRoute'] as const;

export interface HttpRouteTo {
  /** Undefined: the only port of the service. */
  readonly port: number | undefined;
}

/** Key: the host as the service registry knows it. */
export const httpRoutesTo = defineTable<HttpRouteTo>({
  name: 'httpRoutesTo',
  kinds: [...virtualService.kinds, ...API_KINDS],
  *rows(resource) {
    if (virtualService.kinds.includes(resource.kindId)) {
      const { routes } = resource.facts(virtualService);
      for (const { protocol, destinations } of routes) {
        if (protocol !== 'http') continue;
        for (const { host, port } of destinations) {
          if (host !== undefined) yield [registryName(host.value, resource.namespace), { port: port?.value }];
        }
      }
      return;
    }
    const { rules } = resource.facts(gatewayApiRoute);
    for (const { kindId, name, namespace, port } of rules.flatMap(({ backends }) => backends)) {
      if (name === undefined) continue;
      const owner = namespace?.value ?? resource.namespace;
      const host = kindId === 'core/Service' ? `${name.value}.${owner}.svc` : name.value;
      yield [host, { port: port?.value }];
    }
  },
});
