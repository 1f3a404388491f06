/** Namespaces, wherever one is spelled: alone, in front of a slash, in a full host name, in a principal. */
import type { KindId } from '../../../base/kind-id.ts';
import type { OffsetRange } from '../../../base/offset-range.ts';
import { LISTENER_KINDS } from '../../../model/gateway-api-listeners.ts';
import { ROUTE_KINDS } from '../../../model/gateway-api-route.ts';
import { isDnsLabel } from '../../../primitives/dns-label.ts';
import { parseGatewayName } from '../../../primitives/gateway-name.ts';
import { DEFINED_KINDS } from '../../tables/definitions.ts';
import type { WorldView } from '../../world-view.ts';
import { defineReference, type SiteSource } from '../reference-kind.ts';
import type { BareSite, SiteFacts } from '../site.ts';
import type { SitePlace } from '../site-pattern.ts';
import { BACKEND_PATTERNS, DESTINATION_PATTERNS, WEBHOOK_KINDS } from './host.ts';
import { ACCOUNT_PATTERNS, PRINCIPAL, PRINCIPAL_PATTERNS, SUBJECT_PATTERNS } from './service-account.ts';

const VIRTUAL_SERVICE: KindId = 'networking.istio.io/VirtualService';
const POLICY: KindId = 'security.istio.io/AuthorizationPolicy';
const MATCHES = ['http', 'tls', 'tcp'].map((protocol) => `spec.${protocol}[].match[]`);

/** `name.namespace.svc…`: only hosts of the cluster hold a namespace. */
const CLUSTER_HOST = /^[^./]+\.([^./]+)\.svc\./;

/** A scalar that is a namespace. */
const alone: readonly SiteSource<SiteFacts>[] = [
  { in: DEFINED_KINDS.filter((kind) => kind !== 'core/Namespace'), at: ['metadata.namespace'], read: whole },
  {
    in: [VIRTUAL_SERVICE, 'networking.istio.io/DestinationRule', 'networking.istio.io/ServiceEntry'],
    at: ['spec.exportTo[]'],
    read: whole,
  },
  {
    in: [VIRTUAL_SERVICE],
    at: ['spec.http[].delegate.namespace', ...MATCHES.map((path) => `${path}.sourceNamespace`)],
    read: whole,
  },
  {
    in: [POLICY],
    at: ['namespaces', 'notNamespaces'].map((field) => `spec.rules[].from[].source.${field}[]`),
    read: whole,
  },
  {
    in: ROUTE_KINDS,
    at: ['spec.parentRefs[]', ...BACKEND_PATTERNS].map((path) => `${path}.namespace`),
    read: whole,
  },
  {
    in: LISTENER_KINDS,
    at: [
      'spec.listeners[].tls.certificateRefs[].namespace',
      'spec.parentRef.namespace',
      'spec.listeners[].allowedRoutes.namespaces.selector.matchLabels["kubernetes.io/metadata.name"]',
    ],
    read: whole,
  },
  { in: WEBHOOK_KINDS, at: ['webhooks[].clientConfig.service.namespace'], read: whole },
  { in: ['gateway.networking.k8s.io/ReferenceGrant'], at: ['spec.from[].namespace'], read: whole },
  { in: DEFINED_KINDS, at: ['metadata.labels["istio.io/use-waypoint-namespace"]'], read: whole },
  {
    in: ['core/Service'],
    at: ['metadata.annotations["networking.istio.io/exportTo"]'],
    read: ({ at }) => parts(at.string() ?? '', /[^,\s]+/g),
  },
];

/** A scalar with a namespace in it. */
const inside: readonly SiteSource<SiteFacts>[] = [
  {
    in: [VIRTUAL_SERVICE],
    at: ['spec.gateways[]', ...MATCHES.map((path) => `${path}.gateways[]`)],
    read: ofGateway,
  },
  { in: ['networking.istio.io/Gateway'], at: ['spec.servers[].hosts[]'], read: beforeSlash },
  { in: [POLICY], at: ACCOUNT_PATTERNS, read: beforeSlash },
  {
    in: ['networking.istio.io/Sidecar'],
    at: ['spec.egress[].hosts[]'],
    read: (place) => [...beforeSlash(place), ...inHost(place)],
  },
  {
    in: [VIRTUAL_SERVICE],
    at: ['spec.hosts[]', ...DESTINATION_PATTERNS.map((path) => `${path}.host`)],
    read: inHost,
  },
  { in: ['networking.istio.io/DestinationRule'], at: ['spec.host'], read: inHost },
  { in: [POLICY], at: PRINCIPAL_PATTERNS, read: inPrincipal },
  ...Object.entries(SUBJECT_PATTERNS).map(([kind, at]) => ({ in: [kind as KindId], at, read: inPrincipal })),
];

export const namespace = defineReference<SiteFacts, SiteFacts>({
  id: 'namespace',
  noun: 'namespace',
  targets: [
    {
      in: ['core/Namespace'],
      at: ['metadata.name'],
      read: ({ resource: { name } }) => (name === '' ? [] : [{ name, facts: {} }]),
    },
  ],
  origins: [...alone, ...inside],
  identity: 'name',
  resolve: ({ targets }, { row }) => targets(row.name),
  rename: {
    obstacle: (world, name) => special(world, name) ?? livesUnwritten(world, name),
    problemWith: (newName) =>
      isDnsLabel(newName) ? undefined : 'A namespace is named by lower-case letters, digits and dashes',
  },
  unknown: ['authorization-policy/namespace-not-found'],
});

/** Namespaces whose names the cluster or the mesh configuration knows. */
function special(world: WorldView, name: string): string | undefined {
  const roots = [world.config.rootNamespace, world.baseConfig.rootNamespace];
  if (roots.includes(name)) return `"${name}" is the root namespace of the mesh`;
  return name === 'default' || name.startsWith('kube-')
    ? `Every cluster has a namespace "${name}"`
    : undefined;
}

/** Objects that do not write their namespace would stay where they are. */
function livesUnwritten(world: WorldView, name: string): string | undefined {
  for (const { resource } of world.slots()) {
    if (resource.namespace === name && !resource.isNamespaceWritten)
      return `"${resource.name}" is in "${name}" without saying so: write its namespace first`;
  }
  return undefined;
}

function site(text: string, slice: OffsetRange): readonly BareSite<SiteFacts>[] {
  const name = text.slice(slice.start, slice.end);
  return isDnsLabel(name) ? [{ name, slice, facts: {} }] : [];
}

function whole({ at }: SitePlace): readonly BareSite<SiteFacts>[] {
  const text = at.string() ?? '';
  return site(text, { start: 0, end: text.length });
}

function parts(text: string, pattern: RegExp): readonly BareSite<SiteFacts>[] {
  return [...text.matchAll(pattern)].flatMap(({ 0: part, index }) =>
    site(text, { start: index, end: index + part.length }),
  );
}

/** `namespace/rest`; a Sidecar's `~namespace/host` leaves the host out. */
function beforeSlash({ at }: SitePlace): readonly BareSite<SiteFacts>[] {
  const text = at.string() ?? '';
  const start = text.startsWith('~') ? 1 : 0;
  return site(text, { start, end: Math.max(text.indexOf('/'), 0) });
}

/** `namespace/name`, or the older `name.namespace.svc…`. */
function ofGateway(place: SitePlace): readonly BareSite<SiteFacts>[] {
  const text = place.at.string() ?? '';
  const parsed = parseGatewayName(text);
  if (!parsed.ok || parsed.form !== 'legacy') return beforeSlash(place);
  const start = parsed.name.length + 1;
  return site(text, { start, end: start + parsed.namespace.length });
}

function inHost({ at }: SitePlace): readonly BareSite<SiteFacts>[] {
  const text = at.string() ?? '';
  const from = text.indexOf('/') + 1;
  const name = CLUSTER_HOST.exec(text.slice(from))?.[1];
  if (name === undefined) return [];
  const start = text.indexOf('.', from) + 1;
  return site(text, { start, end: start + name.length });
}

function inPrincipal({ at }: SitePlace): readonly BareSite<SiteFacts>[] {
  const text = at.string() ?? '';
  const [, trustDomain = '', name = ''] = PRINCIPAL.exec(text) ?? [];
  if (name === '') return [];
  const start = text.indexOf(trustDomain) + `${trustDomain}/ns/`.length;
  return site(text, { start, end: start + name.length });
}
