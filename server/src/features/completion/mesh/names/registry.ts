/** The services that a namespace sees, with what the list shows of them. */

import { effectiveRules } from '../../../../workspace/resolve/destination-rules.ts';
import { isMade } from '../../../../workspace/resolve/gateway-classes.ts';
import { qualifiedName, qualifier } from '../../../../workspace/resolve/hosts.ts';
import { isExportedTo } from '../../../../workspace/resolve/visibility.ts';
import type { Entry } from '../../../../workspace/table.ts';
import { type HostRow, serviceHosts, wildcardHosts } from '../../../../workspace/tables/service-hosts.ts';
import { ANY_WILDCARD } from '../../../../workspace/tables/wildcard-keys.ts';
import { isSubsequence } from '../../matching.ts';
import { RANK } from '../../suggestion.ts';
import { type About, aboutObject, type Choice, MAX_CHOICES } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';

/** Which of many services are of use. */
export interface Wanted {
  /** `host`: as the registry keeps it. */
  accepts(host: string): boolean;
  readonly limit: number;
}

const EVERY: Wanted = { accepts: () => true, limit: Number.POSITIVE_INFINITY };

/** Own namespace first, then Services, then ServiceEntries; by name. One for each host. */
export function visibleServices(
  { world, reader, namespace }: MeshPlace,
  { accepts, limit }: Wanted = EVERY,
): readonly Entry<HostRow>[] {
  const keys = world.sortedKeys(serviceHosts);
  const suffix = `.${world.config.clusterDomain}`;
  const visible = (key: string) =>
    reader
      .read(serviceHosts, key)
      .find(({ row }) => isMade(reader, row) && isExportedTo(reader, row, namespace));
  // A ServiceEntry may add the full name of a Service.
  const isTwice = (key: string) =>
    key.endsWith(`.svc${suffix}`) && visible(key.slice(0, -suffix.length)) !== undefined;
  const found: Entry<HostRow>[] = [];
  const entries: Entry<HostRow>[] = [];
  for (const isOwn of [true, false]) {
    for (const key of isOwn ? keysIn(keys, namespace) : keys) {
      if (found.length >= limit) return found;
      if ((namespaceIn(key) === namespace) !== isOwn || !accepts(key)) continue;
      const entry = visible(key);
      if (entry === undefined || isTwice(key)) continue;
      if (isOwn || entry.row.source === 'Service') found.push(entry);
      else entries.push(entry);
    }
  }
  return [...found, ...entries].slice(0, limit);
}

/** Of each list of keys, as long as somebody keeps it: those of a namespace. */
const byNamespace = new WeakMap<readonly string[], ReadonlyMap<string, readonly string[]>>();

/** Those that name Services of a namespace, among keys in order. */
function keysIn(keys: readonly string[], namespace: string): readonly string[] {
  const known = byNamespace.get(keys);
  if (known !== undefined) return known.get(namespace) ?? [];
  const found = new Map<string, string[]>();
  for (const key of keys) {
    const own = namespaceIn(key);
    if (own === undefined) continue;
    const list = found.get(own);
    if (list === undefined) found.set(own, [key]);
    else list.push(key);
  }
  byNamespace.set(keys, found);
  return found.get(namespace) ?? [];
}

/** `shop` of `cart.shop.svc`; undefined of other hosts. */
function namespaceIn(key: string): string | undefined {
  return key.endsWith('.svc') ? key.slice(key.lastIndexOf('.', key.length - 5) + 1, -4) : undefined;
}

/** Wildcard hosts of ServiceEntries that the namespace sees. */
export function visibleWildcards({ reader, namespace }: MeshPlace): readonly Entry<HostRow>[] {
  return reader.read(wildcardHosts, ANY_WILDCARD).filter(({ row }) => isExportedTo(reader, row, namespace));
}

/** Services of Kubernetes in one namespace, by their plain names. */
export function servicesOf(place: MeshPlace, namespace: string): readonly Choice[] {
  const suffix = `.${namespace}.svc`;
  return keysIn(place.world.sortedKeys(serviceHosts), namespace)
    .flatMap((key) => place.reader.read(serviceHosts, key).find(({ row }) => isMade(place.reader, row)) ?? [])
    .map((entry) => ({
      name: entry.row.host.slice(0, -suffix.length),
      about: () => aboutService(place, entry),
    }));
}

/**
 * The shortest name that resolves in the place's own namespace: the first label of a Service there, else the full name.
 * Who has begun to type a full name gets full names.
 */
export function hostChoice(place: MeshPlace, entry: Entry<HostRow>): Choice {
  const { row } = entry;
  const isOwn = isOwnService(place, row.host);
  return {
    name: hostNames(place)(row.host),
    rank: isOwn ? RANK.first : row.source === 'Service' ? RANK.common : RANK.ordinary,
    about: () => aboutService(place, entry),
  };
}

/** Those that match what is typed, when there are too many to be shown. */
export function hostChoices(place: MeshPlace): readonly Choice[] {
  const few = 2 * MAX_CHOICES;
  const isMany = place.world.sortedKeys(serviceHosts).length > few;
  const nameOf = hostNames(place);
  const accepts = (host: string) => isSubsequence(place.word, nameOf(host));
  const entries = visibleServices(place, isMany ? { accepts, limit: few } : EVERY);
  return entries.map((entry) => hostChoice(place, entry));
}

function hostNames(place: MeshPlace): (host: string) => string {
  const isQualified = place.word.includes('.');
  const qualify = qualifier(place.reader);
  return (host) =>
    !isQualified && isOwnService(place, host) ? host.slice(0, host.indexOf('.')) : qualify(host);
}

function isOwnService({ namespace }: MeshPlace, host: string): boolean {
  return host.endsWith(`.${namespace}.svc`);
}

export function aboutService(place: MeshPlace, { row, resource }: Entry<HostRow>): About {
  const { reader, namespace } = place;
  const full = qualifiedName(reader, row.host);
  const about = aboutObject(place, resource, portWords(row));
  const rules = effectiveRules(reader, { host: full, namespace: row.namespace, clientNamespace: namespace });
  const subsets = [...new Set(rules.flatMap((rule) => rule.subsets.map(({ name }) => `\`${name}\``)))];
  const parts = [
    `\`${full}\``,
    ...(subsets.length === 0 ? [] : [`Subsets: ${subsets.join(', ')}`]),
    ...(about.documentation === undefined ? [] : [about.documentation]),
  ];
  return { detail: about.detail, documentation: parts.join('\n\n') };
}

const SHOWN_PORTS = 4;

function portWords({ ports, hasMorePorts }: HostRow): readonly string[] {
  const words = ports
    .slice(0, SHOWN_PORTS)
    .map(({ number, name }) => (name === '' ? `${number}` : `${number} ${name}`));
  const hasRest = hasMorePorts || ports.length > SHOWN_PORTS;
  const all = hasRest && words.length > 0 ? [...words, '…'] : words;
  return all.length === 0 ? [] : [all.join(', ')];
}
