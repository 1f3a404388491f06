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
    /** As written. */
    readonly protocol: string;
    /** TLS mode; empty without `tls`. */
    readonly mode: string;
    readonly bind: string;
    readonly hosts: readonly { readonly value: string; readonly path: string }[];
  }[];
  /** A template may add servers and hosts. */
  readonly isOpen?: true;
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

/** Selectors of Gateways that have servers. Key: each pair of the selector, `label=value`. */
export const servingGateways = defineTable<Pick<GatewayRow, 'selector'>>({
  name: 'servingGateways',
  kinds: ['networking.istio.io/Gateway'],
  *rows(resource) {
    const { selector, servers } = resource.facts(gateway);
    if (servers.length === 0) return;
    for (const [label, value] of Object.entries(selector)) yield [`${label}=${value}`, { selector }];
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
      protocol: server.protocol?.value ?? '',
      mode: server.tls?.mode ?? '',
      bind: server.bind,
      hosts: server.hosts,
    })),
    ...(resource.isOpen('spec.servers') && { isOpen: true as const }),
  };
}
