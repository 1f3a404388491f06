/** A ServiceEntry in words: which hosts become known, where they are, and who sees them. */
import type { Mesh, MeshObject } from '../mesh.ts';
import { type Service, services, servicesOfHost } from '../registry.ts';
import { virtualServices } from '../virtual-services.ts';
import { workloadsBehind } from '../workloads.ts';
import type { Explanation, Sentence } from './explanation.ts';
import { destinationRulesOf } from './rules-of-host.ts';
import { audienceOf, listed, namedFew } from './words.ts';

export function explainServiceEntry(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const own = services(mesh).filter(({ owner }) => owner === object);
  const [first] = own;
  if (first === undefined) {
    const text = 'It names no host, so nothing becomes known by it';
    return { does: [{ text }], concerns: [], conflicts: [], verify: [] };
  }
  return {
    does: [
      ...own.map((service) => hostSentence(object, service)),
      locationSentence(object, first),
      ...endpointSentences(mesh, object, first),
      ...own.flatMap((service) => rulesSentences(mesh, service)),
    ],
    concerns: [
      {
        text: `Clients of ${audienceOf(first.exportTo)}`,
        place: {
          resource: object.ref,
          path: object.spec.get('exportTo').exists ? 'spec.exportTo' : 'metadata.namespace',
        },
      },
    ],
    conflicts: own.flatMap((service) => conflicts(mesh, service)),
    verify: [
      {
        command: `istioctl proxy-config clusters CLIENT_POD.NAMESPACE --fqdn ${first.host} --direction outbound`,
        expect: `a cluster for port ${listed(first.ports.map(({ number }) => String(number)))}`,
      },
      {
        command: `istioctl proxy-config endpoints CLIENT_POD.NAMESPACE --cluster "outbound|${first.ports[0]?.number ?? 443}||${first.host}"`,
        expect: 'its endpoints',
      },
    ],
  };
}

function hostSentence({ ref }: MeshObject, { host, ports, path }: Service): Sentence {
  const list = ports.map(({ number, protocol }) => `${number} (${protocol ?? 'detected'})`);
  const text =
    list.length === 0
      ? `Makes ${host} known, without a port to call it on`
      : `Makes ${host} known on port ${listed(list)}`;
  return { text, place: { resource: ref, path } };
}

function locationSentence({ ref, spec }: MeshObject, { isExternal }: Service): Sentence {
  const text = isExternal
    ? 'Is outside of the mesh: clients do not use mutual TLS of the mesh by themselves'
    : 'Is part of the mesh: clients use mutual TLS of the mesh where its endpoints have a proxy';
  return spec.get('location').exists ? { text, place: { resource: ref, path: 'spec.location' } } : { text };
}

const RESOLUTIONS: ReadonlyMap<string, string> = new Map([
  ['NONE', 'Connections go to the address that the client has resolved'],
  ['STATIC', 'Connections go to the addresses that are written down'],
  ['DNS', 'The proxy looks the addresses up by name'],
  ['DNS_ROUND_ROBIN', 'The proxy looks an address up by name, and keeps to one at a time'],
]);

function endpointSentences(mesh: Mesh, object: MeshObject, service: Service): readonly Sentence[] {
  const { spec, ref } = object;
  const { resolution, selector } = service;
  const words = RESOLUTIONS.get(resolution) ?? `Addresses come as ${resolution} says`;
  const said: Sentence[] = [
    spec.get('resolution').exists
      ? { text: words, place: { resource: ref, path: 'spec.resolution' } }
      : { text: words },
  ];
  const addresses = spec
    .get('endpoints')
    .items()
    .map((endpoint) => endpoint.get('address').string() ?? '')
    .filter((address) => address !== '');
  if (addresses.length > 0)
    said.push({
      text: `Endpoints: ${namedFew(addresses)}`,
      place: { resource: ref, path: 'spec.endpoints' },
    });
  if (selector !== undefined) {
    const behind = workloadsBehind(mesh, service).map(({ id }) => id);
    said.push({
      text:
        behind.length === 0
          ? 'Its selector takes no workload with a pod template of these files'
          : `Its selector takes ${namedFew(behind)}`,
      place: { resource: ref, path: 'spec.workloadSelector' },
    });
  }
  return said;
}

function rulesSentences(mesh: Mesh, { host }: Service): readonly Sentence[] {
  const routed = virtualServices(mesh).filter(({ hosts }) => hosts.some(({ name }) => name === host));
  return [
    ...routed.map(({ object }) => ({
      text: `VirtualService ${object.id} routes ${host}`,
      place: { resource: object.ref, path: 'spec.hosts' },
    })),
    ...destinationRulesOf(mesh, host).map((rule) => ({
      text: `DestinationRule ${rule.id} says how ${host} is called`,
      place: { resource: rule.ref, path: 'spec.host' },
    })),
  ];
}

function conflicts(mesh: Mesh, { host, owner }: Service): readonly Sentence[] {
  return servicesOfHost(mesh, host)
    .filter((other) => other.owner !== owner)
    .map(({ owner: other, source, path }) => ({
      text: `${source} ${other.id} is called ${host} too: a client takes that of its own namespace, then a Service, then the oldest`,
      place: { resource: other.ref, path },
    }));
}
