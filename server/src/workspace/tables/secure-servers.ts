/** Hosts for which Istio Gateways answer https. */
import { holdsPlaceholder } from '../../base/placeholder.ts';
import { gateway } from '../../model/gateway.ts';
import { HTTPS_PORTS } from '../../primitives/port.ts';
import { defineTable } from '../table.ts';
import { scopedHost } from './gateway-servers.ts';

/** Key of Gateways without a selector: they are for all pods. */
export const ANY_PODS = '';

const SECURE = new Set(['HTTPS', 'TLS']);

/** Key: each pair of the selector, `label=value`. */
export const secureServers = defineTable<{ readonly host: string }>({
  name: 'secureServers',
  kinds: gateway.kinds,
  *rows(resource) {
    const { selector, servers } = resource.facts(gateway);
    const keys = Object.keys(selector).length === 0 ? [ANY_PODS] : podsOf(selector);
    for (const { hosts, port, protocol, tls } of servers) {
      if (tls?.isHttpsRedirect === true) continue;
      const isSecure = SECURE.has((protocol?.value ?? '').toUpperCase()) || HTTPS_PORTS.has(port?.value ?? 0);
      if (!isSecure) continue;
      for (const { value } of hosts) {
        const { host } = scopedHost(value, resource.namespace);
        for (const key of keys) yield [key, { host: holdsPlaceholder(value) ? '*' : host }];
      }
    }
  },
});

export function podsOf(selector: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(selector).map(([label, value]) => `${label}=${value}`);
}
