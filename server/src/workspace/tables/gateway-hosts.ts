/** Who answers for a host at gateways: Istio Gateways that serve it, VirtualServices that are bound for it. */
import { gateway } from '../../model/gateway.ts';
import { virtualService } from '../../model/virtual-service.ts';
import { defineTable } from '../table.ts';
import { scopedHost } from './gateway-servers.ts';

/** Key: the host, without its namespace part. */
export const gatewaysByHost = defineTable<{ readonly scope: string; readonly path: string }>({
  name: 'gatewaysByHost',
  kinds: gateway.kinds,
  *rows(resource) {
    for (const { value, path } of resource.facts(gateway).servers.flatMap(({ hosts }) => hosts)) {
      const { scope, host } = scopedHost(value, resource.namespace);
      yield [host, { scope, path }];
    }
  },
});

/** Hosts of VirtualServices that are bound to a Gateway. */
export const boundHosts = defineTable<{ readonly name: string }>({
  name: 'boundHosts',
  kinds: virtualService.kinds,
  *rows(resource) {
    const { gateways, hosts } = resource.facts(virtualService);
    if (!gateways.some(({ value }) => value !== 'mesh')) return;
    for (const { value } of hosts) yield [value, { name: resource.name }];
  },
});
