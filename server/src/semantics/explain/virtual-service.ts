/** A VirtualService in words. */

import { clusterName } from '../clusters.ts';
import type { Fields } from '../fields.ts';
import type { MatchBlock } from '../http-match.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { expandHost } from '../names.ts';
import { servicesOfHost } from '../registry.ts';
import { type HttpRule, reachOf, type VirtualService, virtualServices } from '../virtual-services.ts';
import type { Explanation, Sentence, Verification } from './explanation.ts';
import { listed, shortHost } from './words.ts';

export function explainVirtualService(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const found = virtualServices(mesh).find((each) => each.object === object);
  if (found === undefined) return explainDelegate(mesh, object);
  return {
    does: [...httpSentences(mesh, found), ...connectionSentences(mesh, found)],
    concerns: concerns(found),
    conflicts: conflicts(mesh, found),
    verify: verification(mesh, found),
  };
}

function explainDelegate(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const roots = virtualServices(mesh).filter(({ http }) =>
    http.some(({ writtenIn }) => writtenIn === object),
  );
  const text =
    roots.length === 0
      ? 'It has no hosts, so it takes effect only where another VirtualService delegates to it; none of these files does'
      : `It has no hosts: its routes count as part of ${listed(roots.map(({ object: root }) => `VirtualService ${root.id}`))}`;
  return {
    does: [{ text }],
    concerns: roots.map(({ object: root }) => ({
      text: `VirtualService ${root.id}`,
      place: { resource: root.ref, path: 'spec.http' },
    })),
    conflicts: [],
    verify: [],
  };
}

/** "Requests with header end-user jason go to v2; of the rest 90 % …". */
function httpSentences(mesh: Mesh, { http, hosts, gateways }: VirtualService): readonly Sentence[] {
  const names = listed(hosts.map(({ name }) => name));
  const from = gateways.map((gateway) => (gateway === 'mesh' ? 'inside the mesh' : `gateway ${gateway}`));
  const opening = { text: `Decides what happens to requests for ${names} from ${listed(from)}` };
  const rules = http.map((rule, index) => ({
    text: `${subject(rule, index)} ${action(mesh, rule)}`,
    place: { resource: rule.writtenIn.ref, path: rule.fields.path },
  }));
  const isOpenEnded =
    http.length > 0 && !http.some(({ blocks }) => blocks.some(({ isCatchAll }) => isCatchAll));
  const end = isOpenEnded ? [{ text: 'Any other request is answered with 404: no route takes it' }] : [];
  return [opening, ...rules, ...end];
}

function subject({ blocks }: HttpRule, index: number): string {
  if (blocks.some(({ isCatchAll, conditions }) => isCatchAll && conditions.length === 0)) {
    return index === 0 ? 'All of them' : 'The rest';
  }
  return `Requests with ${blocks.map(blockWords).join(', or with ')}`;
}

function blockWords({ conditions }: MatchBlock): string {
  return conditions.length === 0 ? 'anything' : listed(conditions.map(({ text }) => text));
}

function action(mesh: Mesh, { fields, writtenIn }: HttpRule): string {
  const redirect = fields.get('redirect');
  if (redirect.exists) {
    const parts = [
      redirect.get('scheme').string(),
      redirect.get('authority').string(),
      redirect.get('uri').string(),
    ].filter((part) => part !== undefined);
    return `are redirected to ${parts.join(' ')} (${redirect.get('redirectCode').number() ?? 301})`;
  }
  const direct = fields.get('directResponse');
  if (direct.exists) return `are answered by the proxy itself with ${direct.get('status').number() ?? 200}`;
  return `go to ${destinations(mesh, fields.get('route').items(), writtenIn.namespace)}${extras(mesh, fields)}`;
}

function destinations(mesh: Mesh, routes: readonly Fields[], namespace: string): string {
  const weights = routes.map((route) => route.get('weight').number() ?? 0);
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const named = routes.flatMap((route, index) => {
    const weight = weights[index] ?? 0;
    if (routes.length > 1 && weight === 0) return [];
    const name = destinationName(mesh, route.get('destination'), namespace);
    return routes.length === 1 ? [name] : [`${name} (${Math.round((1000 * weight) / sum) / 10} %)`];
  });
  return named.length === 0 ? 'nowhere: no destination has a weight' : listed(named);
}

function destinationName(mesh: Mesh, destination: Fields, namespace: string): string {
  const host = expandHost(destination.get('host').string() ?? '', namespace, mesh.settings.clusterDomain);
  const subset = destination.get('subset').string();
  const short = shortHost(host, namespace, mesh.settings.clusterDomain);
  return subset === undefined ? short : `subset ${subset} of ${short}`;
}

function extras(mesh: Mesh, fields: Fields): string {
  const said: string[] = [];
  const timeout = fields.get('timeout').string();
  if (timeout !== undefined && timeout !== '0s') said.push(`given up after ${timeout}`);
  const retries = fields.get('retries');
  const attempts = retries.exists ? (retries.get('attempts').number() ?? 0) : 2;
  const isOwn = retries.exists || mesh.settings.meshConfig.get('defaultHttpRetryPolicy').exists;
  said.push(
    attempts === 0 ? 'never retried' : `retried up to ${attempts} times${isOwn ? '' : ' by default'}`,
  );
  const rewrite = fields.get('rewrite');
  if (rewrite.get('uri').exists || rewrite.get('uriRegexRewrite').exists) said.push('with another path');
  if (rewrite.get('authority').exists) said.push(`with host ${rewrite.get('authority').string()}`);
  if (fields.get('fault').get('delay').exists) said.push('some delayed on purpose');
  if (fields.get('fault').get('abort').exists) said.push('some aborted on purpose');
  if (fields.get('mirror').exists || fields.get('mirrors').items().length > 0)
    said.push('copied to a mirror');
  return said.length === 0 ? '' : `, ${said.join(', ')}`;
}

function connectionSentences(mesh: Mesh, { tls, tcp, object }: VirtualService): readonly Sentence[] {
  return [...tls, ...tcp].map((route) => {
    const names = route
      .get('match')
      .items()
      .flatMap((block) => block.get('sniHosts').strings());
    const who = names.length === 0 ? 'Connections' : `TLS connections for ${listed(names)}`;
    return {
      text: `${who} go to ${destinations(mesh, route.get('route').items(), object.namespace)}`,
      place: { resource: object.ref, path: route.path },
    };
  });
}

function concerns({ gateways, exportTo, object }: VirtualService): readonly Sentence[] {
  const audience = exportTo.includes('*') ? 'every namespace' : `namespace ${listed(exportTo)}`;
  const said: Sentence[] = [];
  if (gateways.includes('mesh')) {
    said.push({ text: `Clients of ${audience} whose pods have a sidecar; the client's proxy decides` });
  }
  const others = gateways.filter((gateway) => gateway !== 'mesh');
  if (others.length > 0) said.push({ text: `Requests that arrive at gateway ${listed(others)}` });
  if (!exportTo.includes('*') && !exportTo.includes(object.namespace)) {
    said.push({
      text: `Not its own namespace ${object.namespace}, which exportTo leaves out`,
      place: { resource: object.ref, path: 'spec.exportTo' },
    });
  }
  return said;
}

/** In the mesh the first VirtualService of a host takes it whole; on a gateway their routes stand one after the other. */
function conflicts(mesh: Mesh, own: VirtualService): readonly Sentence[] {
  return virtualServices(mesh).flatMap((other) => {
    if (other === own) return [];
    const host = own.hosts.find(({ name }) => other.hosts.some((each) => each.name === name));
    const shared = own.gateways.filter((gateway) => other.gateways.includes(gateway));
    if (host === undefined || shared.length === 0 || reachOf(other, own.object.namespace) === undefined)
      return [];
    const place = { resource: other.object.ref, path: 'spec.hosts' };
    const isFirst = virtualServices(mesh).indexOf(own) < virtualServices(mesh).indexOf(other);
    const inMesh = isFirst
      ? `wins over VirtualService ${other.object.id}`
      : `loses against VirtualService ${other.object.id}`;
    const text = shared.includes('mesh')
      ? `In the mesh it ${inMesh} for ${host.name}, which is older or comes first by name: only one of them counts`
      : `On the gateway its routes stand ${isFirst ? 'before' : 'behind'} those of VirtualService ${other.object.id} for ${host.name}`;
    return [{ text, place }];
  });
}

function verification(
  mesh: Mesh,
  { hosts, http, gateways, object }: VirtualService,
): readonly Verification[] {
  const host = hosts.find(({ name }) => !name.startsWith('*'))?.name ?? hosts[0]?.name ?? '';
  const port = servicesOfHost(mesh, host)[0]?.ports[0]?.number ?? 80;
  const isMesh = gateways.includes('mesh');
  const pod = isMesh ? `CLIENT_POD.${object.namespace}` : 'GATEWAY_POD.GATEWAY_NAMESPACE';
  const first = http[0]?.fields.get('route').items()[0]?.get('destination');
  const target =
    first && expandHost(first.get('host').string() ?? '', object.namespace, mesh.settings.clusterDomain);
  const routes = isMesh ? `--name ${port} ` : '';
  return [
    {
      command: `istioctl proxy-config routes ${pod} ${routes}-o json`,
      expect: `a virtual host for ${host} with ${http.length} routes in this order`,
    },
    ...(target === undefined || target === ''
      ? []
      : [
          {
            command: `istioctl proxy-config clusters ${pod} --fqdn ${target} --direction outbound`,
            expect: `a cluster ${clusterName(first?.get('port').get('number').number() ?? port, first?.get('subset').string() ?? '', target)}`,
          },
        ]),
  ];
}
