/** Ports of services by name. */
import { ROUTE_KINDS } from '../../../model/gateway-api-route.ts';
import { isPortName, protocolOfPortName } from '../../../primitives/port.ts';
import { defineReference } from '../reference-kind.ts';
import type { BareSite, SiteFacts } from '../site.ts';
import type { SitePlace } from '../site-pattern.ts';
import { INGRESS_BACKEND_PATTERNS } from './host.ts';
import { type PortOrigin, portTargets } from './port.ts';

export const portName = defineReference<SiteFacts, PortOrigin>({
  id: 'port-name',
  noun: 'port name',
  targets: [
    {
      in: ['core/Service', 'networking.istio.io/ServiceEntry'],
      at: ['spec.ports[].name'],
      read({ at }) {
        const name = at.string() ?? '';
        return name === '' ? [] : [{ name, facts: {} }];
      },
    },
  ],
  origins: [
    {
      in: ['networking.k8s.io/Ingress'],
      at: INGRESS_BACKEND_PATTERNS.map((path) => `${path}.port.name`),
      read: (place) => ofService(place, place.up(2).get('name').string(), place.resource.namespace),
    },
    {
      in: ROUTE_KINDS,
      at: ['spec.parentRefs[].sectionName'],
      read(place) {
        const parent = place.up(1);
        if (parent.get('kind').string() !== 'Service') return [];
        const namespace = parent.get('namespace').string() ?? place.resource.namespace;
        return ofService(place, parent.get('name').string(), namespace);
      },
    },
  ],
  identity: 'resolved',
  resolve: (lookup, { row }) => portTargets(lookup, row.name, row.facts),
  rename: {
    within: 'object',
    problemWith(newName, target) {
      if (!isPortName(newName)) return 'A port is named by lower-case letters, digits and dashes';
      const isSame = target === undefined || protocolOfPortName(newName) === protocolOfPortName(target.name);
      return isSame ? undefined : 'This name would change the protocol of the port';
    },
  },
  unknown: { none: 'only Ingresses and mesh routes name ports; their checks are rules of their own work' },
});

function ofService(
  { at }: SitePlace,
  host: string | undefined,
  namespace: string,
): readonly BareSite<PortOrigin>[] {
  const name = at.string();
  return name === undefined || host === undefined ? [] : [{ name, facts: { host, namespace } }];
}
