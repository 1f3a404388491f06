/** The services that a namespace sees, with what the list shows of them. */

import { effectiveRules } from '../../../../workspace/resolve/destination-rules.ts';
import { isMade } from '../../../../workspace/resolve/gateway-classes.ts';
import { qualifiedName } from '../../../../workspace/resolve/hosts.ts';
import { isExportedTo } from '../../../../workspace/resolve/visibility.ts';
import type { Entry } from '../../../../workspace/table.ts';
import { type HostRow, serviceHosts, wildcardHosts } from '../../../../workspace/tables/service-hosts.ts';
import { ANY_WILDCARD } from '../../../../workspace/tables/wildcard-keys.ts';
import { RANK } from '../../suggestion.ts';
import { type About, aboutObject, type Choice } from '../choice.ts';
import type { MeshPlace } from '../mesh-place.ts';

/** Own namespace first, then Services, then ServiceEntries; by name. One for each host. */
export function visibleServices({ world, reader, namespace }: MeshPlace): readonly Entry<HostRow>[] {
  const own = `.${namespace}.svc`;
  const suffix = `.${world.config.clusterDomain}`;
  const visible = (key: string) =>
    reader
      .read(serviceHosts, key)
      .find(({ row }) => isMade(reader, row) && isExportedTo(reader, row, namespace));
  const groups: Entry<HostRow>[][] = [[], [], []];
  for (const key of [...world.keys(serviceHosts)].sort()) {
    const entry = visible(key);
    if (entry === undefined) continue;
    // A ServiceEntry may add the full name of a Service.
    if (key.endsWith(`.svc${suffix}`) && visible(key.slice(0, -suffix.length)) !== undefined) continue;
    groups[key.endsWith(own) ? 0 : entry.row.source === 'Service' ? 1 : 2]?.push(entry);
  }
  return groups.flat();
}

/** Wildcard hosts of ServiceEntries that the namespace sees. */
export function visibleWildcards({ reader, namespace }: MeshPlace): readonly Entry<HostRow>[] {
  return reader.read(wildcardHosts, ANY_WILDCARD).filter(({ row }) => isExportedTo(reader, row, namespace));
}

/** Services of Kubernetes in one namespace, by their plain names. */
export function servicesOf(place: MeshPlace, namespace: string): readonly Choice[] {
  const suffix = `.${namespace}.svc`;
  return [...place.world.keys(serviceHosts)]
    .filter((key) => key.endsWith(suffix))
    .sort()
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
  const full = qualifiedName(place.reader, row.host);
  const isOwn = row.host.endsWith(`.${place.namespace}.svc`);
  const short = row.host.slice(0, row.host.indexOf('.'));
  const isShort = isOwn && !place.word.includes('.');
  return {
    name: isShort ? short : full,
    rank: isOwn ? RANK.first : row.source === 'Service' ? RANK.common : RANK.ordinary,
    about: () => aboutService(place, entry),
  };
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
