/** Which services a host means, seen from a namespace. The only place that looks names up in the registry. */
import { printsLocalVariable } from '../../base/placeholder.ts';
import { registryName } from '../../model/registry-name.ts';
import type { WorldReader } from '../check.ts';
import type { Entry } from '../table.ts';
import { externalNames } from '../tables/external-names.ts';
import { type HostRow, serviceHosts, wildcardHosts } from '../tables/service-hosts.ts';
import { coveringRows, wildcardKey } from '../tables/wildcard-keys.ts';
import { builtInHost } from './built-in-gateway.ts';
import { isMade } from './gateway-classes.ts';
import { isExportedTo } from './visibility.ts';

export interface Viewpoint {
  readonly namespace: string;
  /**
   * `exportTo` of the object that names the host: an object exported to others must name hosts that they see. Empty:
   * the object's own namespace decides.
   */
  readonly exportTo: readonly string[];
}

export type HostLookup =
  | { readonly status: 'found'; readonly entries: readonly Entry<HostRow>[] }
  /** Exists, but is not exported to the viewpoint. */
  | { readonly status: 'hidden'; readonly entries: readonly Entry<HostRow>[] }
  | { readonly status: 'missing' };

/** Looks a host up as `istioctl analyze` does (analysis specification §5.3): exact first, then wildcard ServiceEntries. Variables of a template's block are no names. */
export function lookupHost(world: WorldReader, host: string, from: Viewpoint): HostLookup {
  if (printsLocalVariable(host)) return { status: 'missing' };
  const exact = exactEntries(world, registryKey(world, host, from.namespace));
  const visible = exact.filter((entry) => isVisible(world, entry.row, from));
  if (visible.length > 0) return { status: 'found', entries: visible };
  const covering = coveringRows(world, wildcardHosts, [host.startsWith('*') ? host.slice(1) : host]).filter(
    (entry) => coversHost(entry.row.host, host) && isExportedTo(world, entry.row, from.namespace),
  );
  if (covering.length > 0) return { status: 'found', entries: covering };
  return exact.length > 0 ? { status: 'hidden', entries: exact } : { status: 'missing' };
}

/**
 * The service that a client means by a host, of those it may see: its own namespace's first, then a Kubernetes Service
 * (semantics specification §1.4). Wildcard hosts stand for themselves only.
 */
export function serviceFor(
  world: WorldReader,
  host: string,
  clientNamespace: string,
): Entry<HostRow> | undefined {
  const key = registryKey(world, host, clientNamespace);
  const known = host.startsWith('*')
    ? world.read(wildcardHosts, wildcardKey(host)).filter(({ row }) => row.host === host)
    : exactEntries(world, key);
  const visible = known.filter(({ row }) => isExportedTo(world, row, clientNamespace));
  return (
    visible.find(({ row }) => row.namespace === clientNamespace) ??
    visible.find(({ row }) => row.source === 'Service') ??
    visible[0]
  );
}

/** Services (not ServiceEntries) of that name in a namespace, those that controllers make included. */
export function serviceNamed(world: WorldReader, namespace: string, name: string): readonly Entry<HostRow>[] {
  return exactEntries(world, `${name}.${namespace}.svc`);
}

/** Key under which the registry keeps a host: the cluster domain is cut off, short names get their namespace. */
export function registryKey(world: WorldReader, host: string, namespace: string): string {
  const suffix = `.svc.${world.config('clusterDomain')}`;
  if (host.endsWith(suffix)) return host.slice(0, host.length - suffix.length + '.svc'.length);
  return registryName(host, namespace);
}

/** Every spelling under which tables keep a host that objects name: they know no cluster domain. */
export function registeredNames(world: WorldReader, host: string, namespace: string): readonly string[] {
  return [...new Set([registryKey(world, host, namespace), qualifiedHost(world, host, namespace)])];
}

/** The same with the names of ExternalName Services that stand for the host: who calls those calls it. */
export function namesReaching(world: WorldReader, host: string, namespace: string): readonly string[] {
  const own = registeredNames(world, host, namespace);
  const aliases = own.flatMap((name) => world.read(externalNames, name)).map(({ row }) => row.other);
  return [...new Set([...own, ...aliases])];
}

/** Name and namespace of a cluster-local host; undefined for hosts outside the cluster domain. */
export function clusterHost(
  world: WorldReader,
  host: string,
  namespace: string,
): { readonly name: string; readonly namespace: string } | undefined {
  const match = /^(.+)\.([^.]+)\.svc$/.exec(registryKey(world, host, namespace));
  return match === null ? undefined : { name: match[1] ?? '', namespace: match[2] ?? '' };
}

/** Fully qualified form, for messages and related places. */
export function qualifiedHost(world: WorldReader, host: string, namespace: string): string {
  return qualifiedName(world, registryKey(world, host, namespace));
}

/** A name of the registry as the mesh knows it: with the cluster domain, when it is cluster-local. */
export function qualifiedName(world: WorldReader, name: string): string {
  return qualifier(world)(name);
}

/** The same for many names. */
export function qualifier(world: WorldReader): (name: string) => string {
  const domain = world.config('clusterDomain');
  return (name) => {
    if (name.endsWith('#literal')) return name.slice(0, -'#literal'.length);
    return name.endsWith('.svc') ? `${name}.${domain}` : name;
  };
}

function exactEntries(world: WorldReader, key: string): readonly Entry<HostRow>[] {
  const suffix = `.${world.config('clusterDomain')}`;
  const entries = world.read(serviceHosts, key).filter(({ row }) => isMade(world, row));
  // A ServiceEntry may add the FQDN of a cluster host; it is kept under the name as written.
  if (!key.endsWith('.svc')) return entries;
  const builtIn = builtInHost(world, key);
  return [
    ...entries,
    ...world.read(serviceHosts, `${key}${suffix}`),
    ...(builtIn === undefined ? [] : [builtIn]),
  ];
}

function isVisible(world: WorldReader, row: HostRow, from: Viewpoint): boolean {
  if (from.exportTo.length === 0) return isExportedTo(world, row, from.namespace);
  return from.exportTo.some((namespace) => isExportedTo(world, row, namespace));
}

/** A registry wildcard covers a name when the name, without a leading `*`, ends with what follows its own `*`. */
function coversHost(wildcard: string, host: string): boolean {
  const tail = wildcard.slice(1);
  return (host.startsWith('*') ? host.slice(1) : host).endsWith(tail);
}
