/** Istio Gateways by name, by namespace and by port. */
import { gateway } from '../../model/gateway.ts';
import type { Resource } from '../../model/resource.ts';
import { defineTable } from '../table.ts';

export interface GatewayRow {
  readonly name: string;
  readonly namespace: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly servers: readonly {
    readonly path: string;
    readonly port: number;
    readonly bind: string;
    readonly hosts: readonly { readonly value: string; readonly path: string }[];
  }[];
}

/** Key: `namespace/name`. */
export const gatewaysByName = defineTable<GatewayRow>({
  name: 'gatewaysByName',
  kinds: ['networking.istio.io/Gateway'],
  *rows(resource) {
    yield [`${resource.namespace}/${resource.name}`, gatewayRow(resource)];
  },
});

export const gatewaysInNamespace = defineTable<{ readonly name: string }>({
  name: 'gatewaysInNamespace',
  kinds: ['networking.istio.io/Gateway'],
  *rows(resource) {
    yield [resource.namespace, { name: resource.name }];
  },
});

/** Gateways that listen on a port; a gateway without a port number stands under 0, as the control plane reads it. */
export const gatewaysByPort = defineTable<GatewayRow>({
  name: 'gatewaysByPort',
  kinds: ['networking.istio.io/Gateway'],
  *rows(resource) {
    const row = gatewayRow(resource);
    for (const port of new Set(row.servers.map((server) => server.port))) yield [String(port), row];
  },
});

function gatewayRow(resource: Resource): GatewayRow {
  const facts = resource.facts(gateway);
  return {
    name: resource.name,
    namespace: resource.namespace,
    selector: facts.selector,
    servers: facts.servers.map((server) => ({
      path: server.path,
      port: server.port?.value ?? 0,
      bind: server.bind,
      hosts: server.hosts,
    })),
  };
}
