/** Ports of services by number. */
import type { KindId } from '../../../base/kind-id.ts';
import { ROUTE_KINDS } from '../../../model/gateway-api-route.ts';
import { lookupHost } from '../../resolve/hosts.ts';
import { defineReference, type ReferenceLookup } from '../reference-kind.ts';
import type { BareSite, PlacedSite, SiteFacts } from '../site.ts';
import type { SitePlace } from '../site-pattern.ts';
import { BACKEND_PATTERNS, DESTINATION_PATTERNS, INGRESS_BACKEND_PATTERNS } from './host.ts';

/** The service whose port is meant. */
export interface PortOrigin {
  readonly host: string;
  readonly namespace: string;
}

const DESTINATION_RULE: KindId = 'networking.istio.io/DestinationRule';

export const port = defineReference<SiteFacts, PortOrigin>({
  id: 'port',
  noun: 'port',
  targets: [
    { in: ['core/Service'], at: ['spec.ports[].port'], read: (place) => numbered(place, {}) },
    {
      in: ['networking.istio.io/ServiceEntry'],
      at: ['spec.ports[].number'],
      read: (place) => numbered(place, {}),
    },
  ],
  origins: [
    {
      in: ['networking.istio.io/VirtualService'],
      at: DESTINATION_PATTERNS.map((path) => `${path}.port.number`),
      read: (place) => ofHost(place, place.up(2).get('host').string()),
    },
    {
      in: [DESTINATION_RULE],
      at: ['spec.trafficPolicy', 'spec.subsets[].trafficPolicy'].map(
        (path) => `${path}.portLevelSettings[].port.number`,
      ),
      read: (place) => ofHost(place, place.resource.spec.get('host').string()),
    },
    { in: ROUTE_KINDS, at: BACKEND_PATTERNS.map((path) => `${path}.port`), read: ofBackend },
    {
      in: ['networking.k8s.io/Ingress'],
      at: INGRESS_BACKEND_PATTERNS.map((path) => `${path}.port.number`),
      read: (place) => ofHost(place, place.up(2).get('name').string()),
    },
  ],
  identity: 'resolved',
  resolve: (lookup, { row }) => portTargets(lookup, row.name, row.facts),
  rename: { refused: 'A port number is no name: clients know it outside of these files, too' },
  unknown: ['virtual-service/port-not-found'],
});

/** Ports of that name (or number) of the services that a host means. */
export function portTargets<Target>(
  { world, targetsIn }: ReferenceLookup<Target>,
  name: string,
  { host, namespace }: PortOrigin,
): readonly PlacedSite<Target>[] {
  const found = lookupHost(world, host, { namespace, exportTo: [] });
  if (found.status === 'missing') return [];
  return targetsIn(
    found.entries.map(({ resource }) => resource),
    name,
  );
}

function numbered<Facts>({ at }: SitePlace, facts: Facts): readonly BareSite<Facts>[] {
  const number = at.number();
  return number === undefined ? [] : [{ name: String(number), facts }];
}

function ofHost(place: SitePlace, host: string | undefined): readonly BareSite<PortOrigin>[] {
  if (host === undefined || host === '') return [];
  return numbered(place, { host, namespace: place.resource.namespace });
}

function ofBackend(place: SitePlace): readonly BareSite<PortOrigin>[] {
  const backend = place.up(1);
  const host = backend.get('name').string();
  if (host === undefined || (backend.get('kind').string() ?? 'Service') !== 'Service') return [];
  const namespace = backend.get('namespace').string() ?? place.resource.namespace;
  return numbered(place, { host, namespace });
}
