/** From a line of a log to the lines of configuration that may have caused it, the likeliest first. */
import type { ResourceRef } from '../../model/resource.ts';
import { carries } from '../fields.ts';
import type { Mesh, MeshObject } from '../mesh.ts';
import { hostWithoutPort } from '../names.ts';
import { portOf, type Service, servicesOfHost } from '../registry.ts';
import { parseCluster } from '../trace.ts';
import { type VirtualService, virtualServices } from '../virtual-services.ts';
import { workloadsBehind } from '../workloads.ts';
import { EXPLAINED_KINDS } from './explain-resource.ts';
import type { LogFacts } from './log-line.ts';
import type { NamedObject } from './proxy-config.ts';
import { destinationRulesOf } from './rules-of-host.ts';

export interface Cause {
  /** What the proxy means, or what may be behind it; a sentence. */
  readonly text: string;
  readonly place?: { readonly resource: ResourceRef; readonly path: string };
}

/** In order of likelihood; the first ones say what the line itself says. */
export function diagnose(mesh: Mesh, facts: LogFacts): readonly Cause[] {
  return [
    ...policyCauses(mesh, facts),
    ...flagCauses(mesh, facts),
    ...routeCauses(mesh, facts),
    ...clusterCauses(mesh, facts),
    ...facts.excerpt.objects.map((object) => objectCause(mesh, object)),
    ...facts.excerpt.clusters.flatMap((cluster) => clusterCauses(mesh, { cluster, flags: [] })),
  ];
}

/** The proxy says of which object it made a part. */
function objectCause(mesh: Mesh, { kind, namespace, name }: NamedObject): Cause {
  const text = `Made of ${kind} ${namespace}/${name}`;
  const id = EXPLAINED_KINDS.find((each) => each.endsWith(`/${kind}`));
  if (id === undefined) return { text };
  const found = mesh.inNamespace(id, namespace).find((object) => object.name === name);
  return found === undefined
    ? { text: `${text}, which these files do not have` }
    : at(found, 'metadata.name', text);
}

function at(object: MeshObject, path: string, text: string): Cause {
  return { text, place: { resource: object.ref, path } };
}

function policyCauses(mesh: Mesh, { policy, details }: LogFacts): readonly Cause[] {
  if (policy !== undefined) {
    const { namespace, name, rule } = policy;
    const found = mesh
      .inNamespace('security.istio.io/AuthorizationPolicy', namespace)
      .find((object) => object.name === name);
    const text = `Rule ${rule} of AuthorizationPolicy ${namespace}/${name} decided`;
    return [
      found === undefined
        ? { text: `${text}; these files do not have it` }
        : at(found, `spec.rules[${rule}]`, text),
    ];
  }
  if (details?.includes('rbac_access_denied_matched_policy[none]')) {
    return [{ text: 'ALLOW policies are for this workload and none of their rules matched: it was denied' }];
  }
  if (details?.startsWith('jwt_authn_access_denied')) {
    const all = mesh.objects('security.istio.io/RequestAuthentication');
    return [
      { text: 'A token was presented that no rule of a RequestAuthentication accepts: answered with 401' },
      ...all.map((object) =>
        at(
          object,
          'spec.jwtRules',
          `RequestAuthentication ${object.id} says which issuers and audiences are accepted`,
        ),
      ),
    ];
  }
  return [];
}

/** What each flag means, in words that need no knowledge of Envoy. */
const MEANINGS: ReadonlyMap<string, string> = new Map([
  [
    'NR',
    'No route: nothing of the configuration takes a request for this host and path (404), or no filter chain takes the connection',
  ],
  ['NC', 'The route names a cluster that the proxy does not have: an unknown host, port or subset'],
  [
    'UH',
    'No healthy endpoint: no ready pod carries the labels of the subset, or all were ejected by outlier detection',
  ],
  [
    'UF',
    'The connection to the server failed: nobody listens on the target port, or the two sides disagree about TLS',
  ],
  ['UO', 'Too many connections or requests were open: a limit of the connection pool was reached'],
  ['UT', 'The server did not answer in time: the timeout of the route'],
  ['URX', 'Every retry failed, or the connection limit of attempts was reached'],
  [
    'UC',
    'The server closed the connection while a request was on it, often because its keep-alive is shorter than the client pool',
  ],
  ['UR', 'The server reset the stream'],
  ['UPE', 'The server did not speak the protocol that the port is declared to speak'],
  ['UAEX', 'An external authorizer denied the request, or could not be reached'],
  ['DC', 'The client closed the connection before the answer'],
  ['DPE', 'The client did not speak HTTP where HTTP is expected'],
  ['RL', 'A rate limit was reached'],
  ['DI', 'A fault was injected: a delay'],
  ['FI', 'A fault was injected: an abort'],
  ['LR', 'The proxy itself reset the connection'],
  ['LH', 'The health check of the proxy itself failed'],
  ['SI', 'The stream was idle for too long'],
  ['IH', 'A header was refused for its value'],
  ['DT', 'The request took longer than the longest time that a request may take'],
]);

function flagCauses(mesh: Mesh, facts: LogFacts): readonly Cause[] {
  return facts.flags.flatMap((flag) => {
    const meaning = MEANINGS.get(flag);
    return [
      { text: `${flag}: ${meaning ?? 'a response flag of Envoy without a cause in these files'}` },
      ...fieldCauses(mesh, facts, flag),
    ];
  });
}

/** Fields of the routes that a flag points at. */
const ROUTE_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['UT', ['timeout', 'retries']],
  ['URX', ['retries']],
  ['DI', ['fault']],
  ['FI', ['fault']],
]);

const POLICY_FIELDS: ReadonlyMap<string, readonly string[]> = new Map([
  ['UO', ['connectionPool']],
  ['UH', ['outlierDetection']],
  ['UF', ['tls']],
  ['UC', ['connectionPool']],
]);

function fieldCauses(mesh: Mesh, facts: LogFacts, flag: string): readonly Cause[] {
  const causes: Cause[] = [];
  for (const field of ROUTE_FIELDS.get(flag) ?? []) {
    for (const { object, http } of virtualServicesFor(mesh, facts)) {
      for (const { fields, writtenIn, name, index } of http) {
        const found = fields.get(field);
        const isOther = facts.routeName !== undefined && name !== undefined && facts.routeName !== name;
        if (found.exists && !isOther)
          causes.push(
            at(writtenIn, found.path, `${field} of route ${name ?? index} of VirtualService ${object.id}`),
          );
      }
    }
  }
  const cluster = facts.cluster === undefined ? undefined : parseCluster(facts.cluster);
  if (cluster === undefined) return causes;
  for (const field of POLICY_FIELDS.get(flag) ?? []) {
    for (const object of destinationRulesOf(mesh, cluster.host)) {
      const policies = [
        object.spec.get('trafficPolicy'),
        ...object.spec
          .get('subsets')
          .items()
          .map((subset) => subset.get('trafficPolicy')),
      ];
      for (const policy of policies) {
        if (policy.get(field).exists)
          causes.push(at(object, policy.get(field).path, `${field} of DestinationRule ${object.id}`));
      }
    }
  }
  return causes;
}

function virtualServicesFor(mesh: Mesh, { authority, cluster }: LogFacts): readonly VirtualService[] {
  const host = authority === undefined ? parseCluster(cluster ?? '')?.host : hostWithoutPort(authority);
  if (host === undefined) return [];
  return virtualServices(mesh).filter(({ hosts }) => hosts.some(({ name }) => isNamed(name, host)));
}

/** A client may have used a short form of the name. */
function isNamed(name: string, host: string): boolean {
  if (name.startsWith('*')) return host.endsWith(name.slice(1));
  return name === host || name.startsWith(`${host}.`);
}

function routeCauses(mesh: Mesh, facts: LogFacts): readonly Cause[] {
  const causes: Cause[] = [];
  for (const { object, hosts, http } of virtualServicesFor(mesh, facts)) {
    const rule = http.find(({ name }) => name !== undefined && name === facts.routeName);
    if (rule !== undefined) {
      causes.push(
        at(
          rule.writtenIn,
          rule.fields.path,
          `Route "${facts.routeName}" of VirtualService ${object.id} took it`,
        ),
      );
    } else if (facts.flags.includes('NR')) {
      causes.push(
        at(
          object,
          hosts[0]?.path ?? 'spec.hosts',
          `VirtualService ${object.id} is for this host, and none of its routes took the request`,
        ),
      );
    }
  }
  if (causes.length === 0 && facts.flags.includes('NR') && facts.authority !== undefined) {
    causes.push({ text: `No VirtualService of these files is for host "${facts.authority}"` });
  }
  return causes;
}

function clusterCauses(
  mesh: Mesh,
  { cluster, flags }: Pick<LogFacts, 'cluster' | 'flags'>,
): readonly Cause[] {
  if (cluster === undefined) return [];
  const special = SPECIAL.get(cluster);
  if (special !== undefined) return [{ text: `${cluster}: ${special}` }];
  const parsed = parseCluster(cluster);
  if (parsed === undefined) return [{ text: `${cluster}: the proxy beside the server, towards its own pod` }];
  const [service] = servicesOfHost(mesh, parsed.host);
  if (service === undefined) return [{ text: `No service of these files is called "${parsed.host}"` }];
  return [
    at(
      service.owner,
      service.path,
      `${cluster}: port ${parsed.port} of ${service.source} ${service.owner.id}`,
    ),
    ...portCauses(service, parsed.port),
    ...subsetCauses(mesh, service, parsed.subset, flags),
  ];
}

const SPECIAL: ReadonlyMap<string, string> = new Map([
  ['PassthroughCluster', 'the host is in no registry, and the mesh lets such requests pass'],
  [
    'BlackHoleCluster',
    'the host is in no registry, and the mesh lets only registered hosts be called (REGISTRY_ONLY)',
  ],
  ['InboundPassthroughCluster', 'a port of the pod that no Service declares'],
  ['AllowAnyDynamicDNSCluster', 'the host is in no registry; the proxy resolved the name itself'],
  [
    'UnknownService',
    'a backend that the route may not use: no ReferenceGrant, or a kind that is not supported',
  ],
]);

function portCauses(service: Service, port: number): readonly Cause[] {
  if (portOf(service, port) !== undefined) return [];
  const ports = service.ports.map(({ number }) => number).join(', ');
  return [
    at(
      service.owner,
      'spec.ports',
      `The service has no port ${port} (it has ${ports === '' ? 'none' : ports})`,
    ),
  ];
}

function subsetCauses(
  mesh: Mesh,
  service: Service,
  subset: string,
  flags: readonly string[],
): readonly Cause[] {
  if (subset === '') return [];
  const rules = destinationRulesOf(mesh, service.host);
  const defined = rules.flatMap((object) =>
    object.spec
      .get('subsets')
      .items()
      .filter((each) => each.get('name').string() === subset)
      .map((each) => ({ object, fields: each })),
  );
  if (defined.length === 0) {
    return [
      { text: `No DestinationRule of these files defines subset "${subset}" of "${service.host}"` },
      ...rules.map((object) => at(object, 'spec.subsets', `DestinationRule ${object.id} is for this host`)),
    ];
  }
  return defined.flatMap(({ object, fields }) => {
    const labels = fields.get('labels').stringMap();
    const pods = workloadsBehind(mesh, service).filter((workload) => carries(workload.labels, labels));
    const isEmpty = pods.length === 0 && flags.includes('UH');
    const text = isEmpty
      ? `Subset "${subset}" of DestinationRule ${object.id} selects no workload of these files`
      : `Subset "${subset}" of DestinationRule ${object.id}`;
    return [
      at(object, fields.path, text),
      ...pods.map(({ ref, id }) => ({
        text: `Workload ${id} is in the subset`,
        place: { resource: ref, path: 'metadata.name' },
      })),
    ];
  });
}
