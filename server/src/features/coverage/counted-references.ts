/** What an object names in other objects, and what has to be asked about each. */
import { holdsPlaceholder } from '../../base/placeholder.ts';
import type { Resource, ResourceRef } from '../../model/resource.ts';
import { parseGatewayName } from '../../primitives/gateway-name.ts';
import type { Labels } from '../../primitives/selector.ts';
import type { WorldReader } from '../../workspace/check.ts';
import type { ReferenceId } from '../../workspace/references/reference-id.ts';
import type { Site } from '../../workspace/references/site.ts';
import { sitesOf } from '../../workspace/references/sites-of.ts';
import { clusterHost } from '../../workspace/resolve/hosts.ts';
import { askerOf, type Question } from '../../workspace/resolve/questions.ts';

/** Sorts of things as people count them. */
export const SORTS = [
  'host',
  'outside host',
  'gateway',
  'VirtualService',
  'route',
  'subset',
  'workload',
  'Secret',
  'namespace',
  'service account',
  'provider',
] as const;

export type Sort = (typeof SORTS)[number];

/** What must be there. `subset` and `provider` are no objects. */
export type Sought =
  | Question
  | { readonly of: 'subset'; readonly host: string; readonly namespace: string; readonly name: string }
  | { readonly of: 'provider'; readonly name: string };

export interface CountedReference {
  readonly sort: Sort;
  readonly path: string;
  /** As people know it: `cart`, `edge/public`, `app=cart`. */
  readonly name: string;
  /** Where it is looked for; empty for what has no namespace, and for hosts outside the cluster. */
  readonly namespace: string;
  /** Undefined where the text is filled in later, and for forms that nobody can look up. */
  readonly sought: Sought | undefined;
  readonly isFilledLater: boolean;
}

const COUNTED: Readonly<Partial<Record<ReferenceId, Sort>>> = {
  host: 'host',
  gateway: 'gateway',
  'kubernetes-gateway': 'gateway',
  'virtual-service': 'VirtualService',
  route: 'route',
  subset: 'subset',
  label: 'workload',
  secret: 'Secret',
  namespace: 'namespace',
  'service-account': 'service account',
  provider: 'provider',
};

const OURS = /(?:\.istio\.io|gateway\.networking\.k8s\.io)\//;
/** Namespaces that stand alone; those inside of other names are parts of them. */
const LONE_NAMESPACE =
  /^spec\.(?:rules\[\d+\]\.from\[\d+\]\.source\.n\w+\[\d+\]|exportTo\[\d+\]|from\[\d+\]\.namespace)$/;

/** References of Istio's and the Gateway API's objects, in the order of their places. */
export function countedReferences(
  world: WorldReader,
  resource: Resource,
  self: ResourceRef,
): readonly CountedReference[] {
  if (!OURS.test(resource.kindId)) return [];
  const { origins, unread } = sitesOf(resource);
  const found = new Map<string, CountedReference>();
  for (const site of origins) {
    const sort = sortOf(resource, site);
    if (sort === undefined) continue;
    const path = sort === 'workload' ? parentOf(site.path) : site.path;
    // A selector is one reference, however many labels it has; a name that may mean several kinds is one, too.
    if (!found.has(path)) found.set(path, reference({ world, resource, self }, site, sort, path));
  }
  for (const { kind, path } of unread) {
    const sort = COUNTED[kind];
    if (sort !== undefined && !found.has(path)) found.set(path, filledLater(sort, path));
  }
  return [...found.values()];
}

function sortOf({ kindId }: Resource, { kind, path, isLoose, facts }: Site): Sort | undefined {
  if (isLoose === true) return undefined;
  const isOwnHost = kind === 'host' && path.startsWith('spec.hosts[');
  const isPart = kind === 'namespace' && (!LONE_NAMESPACE.test(path) || !kindId.includes('/'));
  const isSelector = kind === 'kubernetes-gateway' && /selector/i.test(path);
  // Pods of the object itself, and those behind a host, which are looked at together with that host.
  const isOfPods = kind === 'label' && (facts['in'] === 'self' || facts['in'] === 'host');
  return isOwnHost || isPart || isSelector || isOfPods ? undefined : COUNTED[kind];
}

interface Asking {
  readonly world: WorldReader;
  readonly resource: Resource;
  readonly self: ResourceRef;
}

function reference(asking: Asking, site: Site, sort: Sort, path: string): CountedReference {
  const texts = [site.name, ...Object.values(site.facts).filter((each) => typeof each === 'string')];
  if (texts.some(holdsPlaceholder)) return filledLater(sort, path);
  const sought = soughtBy(asking, site);
  const labels = sought?.of === 'workload' || sought?.of === 'gateway-workload' ? sought.labels : undefined;
  if (labels !== undefined && Object.values(labels).some(holdsPlaceholder)) return filledLater(sort, path);
  const isOutside = sought?.of === 'host' && sought.namespace === undefined;
  // Where it lands nobody wrote.
  const isOpen = sought !== undefined && 'by' in sought && sought.by?.isOpen === true;
  const namespace = sought !== undefined && 'namespace' in sought && !isOpen ? (sought.namespace ?? '') : '';
  const name = nameOf(site, sought, labels);
  return { sort: isOutside ? 'outside host' : sort, path, name, namespace, sought, isFilledLater: false };
}

function nameOf(site: Site, sought: Sought | undefined, labels: Labels | undefined): string {
  if (labels !== undefined)
    return Object.entries(labels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',');
  if (sought?.of === 'host') return sought.host;
  return sought !== undefined && 'name' in sought ? sought.name : site.name;
}

function filledLater(sort: Sort, path: string): CountedReference {
  return { sort, path, name: '', namespace: '', sought: undefined, isFilledLater: true };
}

function soughtBy({ world, resource, self }: Asking, site: Site): Sought | undefined {
  const { kind, name, facts } = site;
  const by = (isBare: boolean) => askerOf({ resource, self }, isBare);
  const parent = resource.cursor.at(parentOf(site.path));
  const isBeside = parent.get('namespace').exists;
  switch (kind) {
    case 'host': {
      const { host, namespace } = facts as { readonly host: string; readonly namespace: string };
      const cluster = clusterHost(world, host, namespace);
      return { of: 'host', host, namespace: cluster?.namespace, by: by(!host.includes('.') && !isBeside) };
    }
    case 'gateway': {
      const { namespace, name: own } = split(name);
      const written = resource.cursor.at(site.path).string() ?? '';
      const parsed = parseGatewayName(written);
      return { of: 'gateway', namespace, name: own, by: by(parsed.ok && parsed.form === 'local') };
    }
    case 'kubernetes-gateway':
    case 'route':
    case 'virtual-service':
      return objectOf(kind, parent.get('kind').string(), name, by(!isBeside));
    case 'subset': {
      const { host, namespace } = facts as { readonly host?: string; readonly namespace?: string };
      return host === undefined ? undefined : { of: 'subset', host, namespace: namespace ?? '', name };
    }
    case 'label':
      return workloadOf(facts, by(true));
    case 'secret': {
      const [place] = (facts['namespaces'] as readonly string[] | undefined) ?? [];
      return { of: 'secret', name, namespace: place ?? resource.namespace, by: by(true) };
    }
    case 'namespace':
      return { of: 'namespace', name, by: by(true) };
    case 'service-account': {
      const { namespace, name: own } = split(name);
      return { of: 'object', kindId: 'core/ServiceAccount', namespace, name: own, by: by(false) };
    }
    case 'provider':
      return { of: 'provider', name };
    default:
      return undefined;
  }
}

function objectOf(
  kind: 'kubernetes-gateway' | 'route' | 'virtual-service',
  written: string | undefined,
  name: string,
  by: Question['by'],
): Sought {
  const kindId =
    kind === 'virtual-service'
      ? 'networking.istio.io/VirtualService'
      : (`gateway.networking.k8s.io/${kind === 'route' ? (written ?? 'HTTPRoute') : 'Gateway'}` as const);
  return { of: 'object', kindId, ...split(name), ...(by !== undefined && { by }) };
}

function workloadOf(facts: Site['facts'], by: Question['by']): Sought {
  const { selector, namespace } = facts as { readonly selector: Labels; readonly namespace: string };
  const asker = by === undefined ? {} : { by };
  return namespace === '*'
    ? { of: 'gateway-workload', labels: selector, ...asker }
    : { of: 'workload', namespace, labels: selector, ...asker };
}

function split(qualified: string): { readonly namespace: string; readonly name: string } {
  const slash = qualified.indexOf('/');
  return { namespace: qualified.slice(0, Math.max(slash, 0)), name: qualified.slice(slash + 1) };
}

/** The map that holds an entry: the path without its last step. */
function parentOf(path: string): string {
  const quoted = path.endsWith('"]') ? path.lastIndexOf('["') : -1;
  return path.slice(0, Math.max(quoted >= 0 ? quoted : path.lastIndexOf('.'), 0));
}
