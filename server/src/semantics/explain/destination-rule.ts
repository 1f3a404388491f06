/** A DestinationRule in words. */
import { isHostSubset } from '../../primitives/host-match.ts';
import { carries, type Fields } from '../fields.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { expandHost } from '../names.ts';
import { type Service, services } from '../registry.ts';
import { workloadsBehind } from '../workloads.ts';
import type { Explanation, Sentence } from './explanation.ts';
import { destinationRulesOf } from './rules-of-host.ts';
import { listed, shortHost } from './words.ts';

export function explainDestinationRule(mesh: Mesh, object: MeshObject): Omit<Explanation, 'title'> {
  const { clusterDomain } = mesh.settings;
  const host = expandHost(object.spec.get('host').string() ?? '', object.namespace, clusterDomain);
  const covered = services(mesh).filter((service) => isHostSubset(service.host, host));
  const names = covered
    .slice(0, 5)
    .map((service) => shortHost(service.host, object.namespace, clusterDomain));
  const more = covered.length > 5 ? ` and ${covered.length - 5} more` : '';
  const opening =
    covered.length === 0
      ? `It is for ${host}, which no service of these files is called`
      : `Says how clients call ${listed(names)}${more}`;
  return {
    does: [
      { text: opening, place: { resource: object.ref, path: 'spec.host' } },
      ...policySentences(object, object.spec.get('trafficPolicy'), 'All calls'),
      ...subsetSentences(mesh, object, covered),
    ],
    concerns: concerns(object),
    conflicts: conflicts(mesh, object, host),
    verify: covered.slice(0, 1).map((service) => ({
      command: `istioctl proxy-config clusters CLIENT_POD.NAMESPACE --fqdn ${service.host} --direction outbound -o json`,
      expect: `this rule's name in metadata of the clusters${object.spec.get('subsets').exists ? ', and one cluster for each subset' : ''}`,
    })),
  };
}

function policySentences(object: MeshObject, policy: Fields, who: string): readonly Sentence[] {
  const said: Sentence[] = [];
  const say = (text: string, path: string) =>
    said.push({ text: `${who} ${text}`, place: { resource: object.ref, path } });
  const tls = policy.get('tls');
  const mode = tls.get('mode').string();
  if (mode !== undefined) say(TLS_WORDS.get(mode) ?? `use TLS mode ${mode}`, tls.path);
  const balancer = policy.get('loadBalancer');
  const simple = balancer.get('simple').string();
  if (simple !== undefined) say(`are spread by ${simple}`, balancer.path);
  if (balancer.get('consistentHash').exists) say('stick to one server by a hash', balancer.path);
  const outlier = policy.get('outlierDetection');
  if (outlier.exists) {
    const errors = outlier.get('consecutive5xxErrors').number() ?? 5;
    say(
      `leave out a server for ${outlier.get('baseEjectionTime').string() ?? '30s'} after ${errors} errors in a row`,
      outlier.path,
    );
  }
  const pool = policy.get('connectionPool');
  if (pool.exists) say('are limited in number (connection pool)', pool.path);
  for (const entry of policy.get('portLevelSettings').items()) {
    const port = entry.get('port').get('number').number();
    said.push({
      text: `Port ${port ?? '?'} has settings of its own: nothing of the above holds for it`,
      place: { resource: object.ref, path: entry.path },
    });
  }
  return said;
}

const TLS_WORDS: ReadonlyMap<string, string> = new Map([
  ['DISABLE', 'are sent in plain text'],
  ['SIMPLE', 'use one-way TLS of the client proxy'],
  ['MUTUAL', 'use mutual TLS with certificates of your own'],
  ['ISTIO_MUTUAL', "use mutual TLS with the mesh's certificates, whatever the server is"],
]);

function subsetSentences(mesh: Mesh, object: MeshObject, covered: readonly Service[]): readonly Sentence[] {
  return object.spec
    .get('subsets')
    .items()
    .flatMap((subset) => {
      const name = subset.get('name').string() ?? '';
      const labels = subset.get('labels').stringMap();
      const pods = covered
        .flatMap((service) => workloadsBehind(mesh, service))
        .filter((each) => carries(each.labels, labels));
      const who = pods.length === 0 ? 'no workload of these files' : listed(pods.map(({ id }) => id));
      return [
        { text: `Subset ${name} is ${who}`, place: { resource: object.ref, path: subset.path } },
        ...policySentences(object, subset.get('trafficPolicy'), `Calls of subset ${name}`),
      ];
    });
}

function concerns({ spec, namespace }: MeshObject): readonly Sentence[] {
  const exportTo = spec.get('exportTo').strings();
  const selector = spec.get('workloadSelector').get('matchLabels').stringMap();
  if (selector.size > 0) {
    return [
      {
        text: `Clients of namespace ${namespace} with labels ${listed([...selector].map(([key, value]) => `${key}=${value}`))}`,
      },
    ];
  }
  const audience =
    exportTo.length === 0 || exportTo.includes('*')
      ? 'every namespace'
      : `namespace ${listed(exportTo.map((each) => (each === '.' ? namespace : each)))}`;
  return [{ text: `Clients of ${audience}, unless their own namespace has a DestinationRule for the host` }];
}

function conflicts(mesh: Mesh, own: MeshObject, host: string): readonly Sentence[] {
  return destinationRulesOf(mesh, host)
    .filter((other) => other !== own)
    .map((other) => {
      const place = { resource: other.ref, path: 'spec.host' };
      const isHome = other.namespace === own.namespace;
      return {
        text: isHome
          ? `DestinationRule ${other.id} is for the host too: objects of one host and audience are merged, else the younger counts`
          : `For clients of namespace ${other.namespace} DestinationRule ${other.id} takes its place whole, subsets included`,
        place,
      };
    });
}
