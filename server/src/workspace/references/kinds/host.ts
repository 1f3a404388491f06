/** Hosts: Services, ServiceEntries and the Services of Gateway API Gateways, by every name that the registry gives them. */
import type { KindId } from '../../../base/kind-id.ts';
import type { Cursor } from '../../../model/cursor.ts';
import { gatewayApiGateway } from '../../../model/gateway-api-gateway.ts';
import { ROUTE_KINDS } from '../../../model/gateway-api-route.ts';
import { exportedTo, registryName } from '../../../model/registry-name.ts';
import type { Resource } from '../../../model/resource.ts';
import { isDnsLabel } from '../../../primitives/dns-label.ts';
import { checkFqdn } from '../../../primitives/host.ts';
import { parseSidecarHost } from '../../../primitives/namespaced-host.ts';
import { lookupHost } from '../../resolve/hosts.ts';
import { servicesInNamespace } from '../../tables/service-hosts.ts';
import { defineReference, type ReferenceLookup, type SiteSource } from '../reference-kind.ts';
import type { BareSite, PlacedSite } from '../site.ts';
import type { SitePlace } from '../site-pattern.ts';

interface HostTarget {
  /** As the registry keeps it: `name.namespace.svc`, or the host of a ServiceEntry. */
  readonly host: string;
  /** `service`: renaming changes the first label of every spelling. `generated`: named by the control plane. */
  readonly form: 'service' | 'entry' | 'generated';
}

export interface HostOrigin {
  readonly host: string;
  /** Where short names are completed. */
  readonly namespace: string;
  readonly exportTo: readonly string[];
}

const VIRTUAL_SERVICE: KindId = 'networking.istio.io/VirtualService';
const DESTINATIONS = ['http[].route[].destination', 'http[].mirror', 'http[].mirrors[].destination'];

/** Places of VirtualServices that hold a destination. */
export const DESTINATION_PATTERNS: readonly string[] = [
  ...DESTINATIONS,
  'tls[].route[].destination',
  'tcp[].route[].destination',
].map((path) => `spec.${path}`);

/** Places of Gateway API routes that hold a reference to a backend. */
export const BACKEND_PATTERNS: readonly string[] = [
  'spec.rules[].backendRefs[]',
  'spec.rules[].filters[].requestMirror.backendRef',
  'spec.rules[].backendRefs[].filters[].requestMirror.backendRef',
];

/** Places of Ingresses that hold a backend. */
export const INGRESS_BACKEND_PATTERNS: readonly string[] = [
  'spec.defaultBackend.service',
  'spec.rules[].http.paths[].backend.service',
];

/** Webhooks of a control plane that calls itself by a Service. */
export const WEBHOOK_KINDS: readonly KindId[] = [
  'admissionregistration.k8s.io/MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/ValidatingWebhookConfiguration',
];

const targets: readonly SiteSource<HostTarget>[] = [
  {
    in: ['core/Service'],
    at: ['metadata.name'],
    read: ({ resource: { name, namespace } }) =>
      name === '' ? [] : [{ name, facts: { host: `${name}.${namespace}.svc`, form: 'service' } }],
  },
  {
    in: ['networking.istio.io/ServiceEntry'],
    at: ['spec.hosts[]'],
    read({ at, resource }) {
      const host = at.string();
      if (host === undefined || host === '') return [];
      const registered = registryName(host, resource.namespace);
      return [{ name: firstLabel(host), facts: { host: registered, form: 'entry' } }];
    },
  },
  {
    in: ['gateway.networking.k8s.io/Gateway'],
    at: ['metadata.name'],
    isUnspelled: true,
    read({ resource }) {
      const name = resource.facts(gatewayApiGateway)[0]?.deploymentName;
      if (name === undefined) return [];
      return [{ name, facts: { host: `${name}.${resource.namespace}.svc`, form: 'generated' } }];
    },
  },
];

const origins: readonly SiteSource<HostOrigin>[] = [
  {
    in: [VIRTUAL_SERVICE],
    at: [...DESTINATION_PATTERNS.map((path) => `${path}.host`), 'spec.hosts[]'],
    read: hostHere,
  },
  {
    in: [VIRTUAL_SERVICE],
    at: ['spec.tls[].match[].sniHosts[]'],
    // Other names are those of clients, and no service has to know them.
    read: (place) => (isHostOf(place.resource, place.at.string()) ? hostHere(place) : []),
  },
  { in: ['networking.istio.io/DestinationRule'], at: ['spec.host'], read: hostHere },
  {
    in: ['networking.istio.io/Sidecar'],
    at: ['spec.egress[].hosts[]'],
    read({ at, resource }) {
      const text = at.string() ?? '';
      const parsed = parseSidecarHost(text);
      if (!parsed.ok || parsed.host === '*') return [];
      const slice = { start: text.length - parsed.host.length, end: text.length };
      return [{ ...hostOrigin(parsed.host, resource.namespace, []), slice }];
    },
  },
  {
    in: ROUTE_KINDS,
    at: BACKEND_PATTERNS.map((path) => `${path}.name`),
    read: (place) => named(place, 'Service'),
  },
  { in: ROUTE_KINDS, at: ['spec.parentRefs[].name'], read: (place) => named(place, '') },
  {
    in: ['networking.k8s.io/Ingress'],
    at: INGRESS_BACKEND_PATTERNS.map((path) => `${path}.name`),
    read: ({ at, resource }) => serviceName(at, resource.namespace),
  },
  {
    in: [
      'security.istio.io/AuthorizationPolicy',
      'security.istio.io/RequestAuthentication',
      'telemetry.istio.io/Telemetry',
      'extensions.istio.io/WasmPlugin',
      'networking.istio.io/EnvoyFilter',
    ],
    at: ['spec.targetRef.name', 'spec.targetRefs[].name'],
    read: (place) => named(place, ''),
  },
  {
    in: ['core/Endpoints', 'discovery.k8s.io/EndpointSlice', 'apps/StatefulSet'],
    at: ['metadata.labels["kubernetes.io/service-name"]', 'spec.serviceName'],
    read: ({ at, resource }) => serviceName(at, resource.namespace),
  },
  {
    in: WEBHOOK_KINDS,
    at: ['webhooks[].clientConfig.service.name'],
    read: (place) => serviceName(place.at, place.up(1).get('namespace').string() ?? ''),
  },
  {
    in: ['core/Endpoints'],
    at: ['metadata.name'],
    read: ({ at, resource }) => serviceName(at, resource.namespace),
  },
  {
    in: ['argoproj.io/Rollout'],
    at: [
      'canary.stableService',
      'canary.canaryService',
      'blueGreen.activeService',
      'blueGreen.previewService',
    ].map((path) => `spec.strategy.${path}`),
    read: ({ at, resource }) => serviceName(at, resource.namespace),
  },
];

export const host = defineReference<HostTarget, HostOrigin>({
  id: 'host',
  noun: 'host',
  targets,
  origins,
  identity: 'resolved',
  resolve: (lookup, { row }) => resolveHost(lookup, row.facts),
  originNames: ({ name }) => (name === '*' ? 'any' : [name, '*']),
  rename: {
    fixed(target) {
      if (target?.name === '*') return 'A wildcard has no name of its own';
      return target?.facts.form === 'generated'
        ? 'The control plane names this Service after its Gateway'
        : undefined;
    },
    problemWith(newName, target) {
      if (target?.facts.form === 'entry') return checkFqdn(newName).ok ? undefined : 'This is no host name';
      return isDnsLabel(newName)
        ? undefined
        : 'A Service needs a DNS label: lower-case letters, digits and dashes';
    },
    nameIn: (written, target) => (target?.facts.form === 'entry' ? written : firstLabel(written)),
    renamed: ({ facts }, newName) => {
      const host =
        facts.form === 'entry' ? newName : `${newName}${facts.host.slice(firstLabel(facts.host).length)}`;
      return { name: firstLabel(newName), facts: { ...facts, host } };
    },
  },
  unknown: ['virtual-service/host-not-found', 'destination-rule/host-not-found'],
});

/** Finds what a host means; a wildcard in a namespace of the cluster means every service there. */
export function resolveHost(
  { world, targets: targetsNamed, targetsIn }: ReferenceLookup<HostTarget>,
  { host: written, namespace, exportTo }: HostOrigin,
): readonly PlacedSite<HostTarget>[] {
  const everyService = /^\*\.([^.]+)\.svc(?:\..+)?$/.exec(written)?.[1];
  if (everyService !== undefined) {
    return world
      .read(servicesInNamespace, everyService)
      .flatMap(({ row }) =>
        targetsNamed(firstLabel(row.host)).filter((target) => target.row.facts.host === row.host),
      );
  }
  const found = lookupHost(world, written, { namespace, exportTo });
  if (found.status === 'missing') return [];
  return found.entries.flatMap((entry) =>
    targetsIn([entry.resource], firstLabel(entry.row.host)).filter(
      (target) => target.row.facts.host === entry.row.host,
    ),
  );
}

export function firstLabel(name: string): string {
  const dot = name.indexOf('.');
  return dot < 0 ? name : name.slice(0, dot);
}

/** A host with the namespace it is looked up from. */
export function hostOrigin(
  written: string,
  namespace: string,
  exportTo: readonly string[],
): BareSite<HostOrigin> {
  return {
    name: firstLabel(written),
    facts: { host: written, namespace, exportTo: exportedTo(exportTo, namespace) },
    ...(written.startsWith('*') && { isLoose: true }),
  };
}

function hostHere({ at, resource }: SitePlace): readonly BareSite<HostOrigin>[] {
  const written = at.string();
  if (written === undefined || written === '' || written === '*') return [];
  return [hostOrigin(written, resource.namespace, exportToOf(resource))];
}

function isHostOf({ spec }: Resource, name: string | undefined): boolean {
  return spec
    .get('hosts')
    .strings()
    .some(({ value }) => value === name);
}

function exportToOf({ spec }: Resource): readonly string[] {
  return spec
    .get('exportTo')
    .strings()
    .map(({ value }) => value);
}

/** `name` of an object reference that means a Service, a ServiceEntry or (Istio only) a host name. */
function named(place: SitePlace, kindByDefault: string): readonly BareSite<HostOrigin>[] {
  const reference = place.up(1);
  const kind = reference.get('kind').string() ?? kindByDefault;
  const namespace = reference.get('namespace').string() ?? place.resource.namespace;
  const written = place.at.string();
  if (written === undefined || written === '') return [];
  if (kind === 'Hostname') return [hostOrigin(written, namespace, [])];
  return kind === 'Service' ? serviceName(place.at, namespace) : [];
}

function serviceName(at: Cursor, namespace: string): readonly BareSite<HostOrigin>[] {
  const name = at.string();
  return name === undefined || !isDnsLabel(name) ? [] : [hostOrigin(name, namespace, [])];
}
